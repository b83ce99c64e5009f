import { globSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

const project = resolve(import.meta.dirname, '..');

/** One import of a source file. */
export interface Import {
  file: string;
  specifier: string;
  /** Path inside the project; undefined for a package. */
  target: string | undefined;
  /** False where only types are taken: nothing is left of such an import when the program runs. */
  carriesValues: boolean;
}

/** A name that a source file exports where it declares it (not by passing on another file's). */
export interface Export {
  file: string;
  name: string;
  isFunction: boolean;
  /** A comment for readers stands right before it. Of a function written several times over, before the first. */
  hasDocstring: boolean;
}

/** Paths of all source files in some top folders, from the project's root. */
export function listSources(folders: readonly string[]): string[] {
  return globSync(
    folders.map((folder) => `${folder}/**/*.{ts,tsx}`),
    { cwd: project },
  ).toSorted();
}

function resolveTarget(file: string, specifier: string): string | undefined {
  if (specifier.startsWith('.')) return relative(project, resolve(project, dirname(file), specifier));
  return specifier.startsWith('#') ? `${specifier.slice(1)}/index.ts` : undefined;
}

/** All that `import` or `export … from` names, dynamic imports too. */
export function listImports(files: readonly string[]): Import[] {
  const pattern = /(?:\b(?:import|export)\b([^;'"()=]*?)\bfrom|\bimport|\bimport\()\s*['"]([^'"\n]+)['"]/g;
  return files.flatMap((file) =>
    [...readFileSync(join(project, file), 'utf8').matchAll(pattern)].map(([, names = '', specifier]) => ({
      file,
      specifier: specifier!,
      target: resolveTarget(file, specifier!.replace(/\?.*$/, '')),
      carriesValues: !takesOnlyTypes(names),
    })),
  );
}

/** `type { A }`, and `{ type A, type B }`. */
function takesOnlyTypes(names: string): boolean {
  const text = names.trim();
  if (text.startsWith('type ') || text.startsWith('type{')) return true;
  const listed = /^\{(.*)\}$/s.exec(text)?.[1];
  if (listed === undefined) return false;
  const parts = listed
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
  return parts.length > 0 && parts.every((part) => part.startsWith('type '));
}

const declaration =
  /^export (?:declare )?(?:async )?(?:abstract )?(function\*?|class|const|let|interface|type) (\w+)/;

/** Every name that the files export where they declare it. */
export function listExports(files: readonly string[]): Export[] {
  return files.flatMap((file) => {
    const lines = readFileSync(join(project, file), 'utf8').split('\n');
    const found = new Map<string, Export>();
    lines.forEach((line, at) => {
      const [, kind, name] = declaration.exec(line) ?? [];
      if (kind === undefined || name === undefined || found.has(name)) return;
      const hasDocstring = lines[at - 1]?.trimEnd().endsWith('*/') === true;
      found.set(name, { file, name, isFunction: kind.startsWith('function'), hasDocstring });
    });
    return [...found.values()];
  });
}

/**
 * The circles in a graph of arrows `[from, to]`: the sets of nodes from each of which every other of the set is reached
 * (Tarjan 1972), each in order of names. Arrows from a node to itself are no circle. Empty where there is none.
 */
export function findCircles(arrows: Iterable<readonly [from: string, to: string]>): string[][] {
  const next = new Map<string, Set<string>>();
  for (const [from, to] of arrows) next.set(from, (next.get(from) ?? new Set()).add(to));
  const order = new Map<string, number>();
  const lowest = new Map<string, number>();
  const open: string[] = [];
  const circles: string[][] = [];

  function visit(node: string): void {
    order.set(node, order.size);
    lowest.set(node, order.get(node)!);
    open.push(node);
    for (const to of next.get(node) ?? []) {
      if (!order.has(to)) visit(to);
      if (open.includes(to)) lowest.set(node, Math.min(lowest.get(node)!, lowest.get(to)!));
    }
    if (lowest.get(node) !== order.get(node)) return;
    const circle = open.splice(open.indexOf(node));
    if (circle.length > 1) circles.push(circle.toSorted());
  }

  for (const node of next.keys()) if (!order.has(node)) visit(node);
  return circles;
}

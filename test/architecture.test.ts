import { globSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';

const project = resolve(import.meta.dirname, '..');

/** Which top folders a file may import from, by the folder it lies in. There are no exceptions. */
const mayImport: Record<string, string[]> = {
  contract: [],
  core: ['contract'],
  data: ['contract', 'core'],
  backend: ['contract', 'core', 'data'],
  server: ['contract', 'backend'],
  electron: ['contract', 'backend'],
  cli: ['contract', 'backend'],
  renderer: ['contract', 'core'],
};

/** Packages that only one place may know. */
const confined: Record<string, RegExp> = {
  'better-sqlite3': /^data\/workspace\//,
  '@sqlite.org/sqlite-wasm': /^data\/formats\/geopackage\//,
  'maplibre-gl': /^renderer\/map\//,
  electron: /^electron\//,
  react: /^renderer\//,
  commander: /^cli\//,
};

/** Folders whose children are modules: what lies in one is reached through its index from outside. */
const moduleRoots = [
  'contract',
  'backend',
  'backend/*',
  'core/*',
  'data/*',
  'data/formats/*',
  'renderer/features/*',
  'renderer/map',
];

interface Import {
  file: string;
  specifier: string;
  /** Path inside the project, undefined for a package. */
  target: string | undefined;
}

function resolveTarget(file: string, specifier: string): string | undefined {
  if (specifier.startsWith('.')) return relative(project, resolve(project, dirname(file), specifier));
  if (specifier === '#contract' || specifier === '#backend') return `${specifier.slice(1)}/index.ts`;
  if (specifier.startsWith('#')) return `${specifier.slice(1)}/index.ts`;
  return undefined;
}

function listImports(): Import[] {
  const folders = Object.keys(mayImport).map((folder) => `${folder}/**/*.{ts,tsx}`);
  const pattern = /(?:\bfrom|\bimport|\bimport\()\s*['"]([^'"\n]+)['"]/g;
  return globSync(folders, { cwd: project }).flatMap((file) =>
    [...readFileSync(join(project, file), 'utf8').matchAll(pattern)].map(([, specifier]) => ({
      file,
      specifier: specifier!,
      target: resolveTarget(file, specifier!.replace(/\?.*$/, '')),
    })),
  );
}

const imports = listImports();
const topOf = (path: string): string => path.split('/')[0]!;

/** The module a file belongs to: the longest matching module root, else its top folder. */
function moduleOf(path: string): string {
  const parts = path.split('/');
  const found = moduleRoots
    .map((root) => root.split('/'))
    .filter(
      (root) => root.length < parts.length && root.every((part, at) => part === '*' || part === parts[at]),
    )
    .toSorted((a, b) => b.length - a.length)[0];
  return found === undefined ? topOf(path) : parts.slice(0, found.length).join('/');
}

describe('architecture', () => {
  test('the walk really sees the imports', () => {
    expect(imports.length).toBeGreaterThan(200);
    expect(imports.some(({ target }) => target === 'contract/index.ts')).toBe(true);
  });

  test('a folder imports only from the folders below it', () => {
    const wrong = imports.filter(({ file, target }) => {
      if (target === undefined || target === 'package.json') return false;
      return topOf(target) !== topOf(file) && !mayImport[topOf(file)]!.includes(topOf(target));
    });
    expect(wrong).toEqual([]);
  });

  test('a module is entered through its index', () => {
    const wrong = imports.filter(({ file, target }) => {
      if (target === undefined || moduleOf(target) === moduleOf(file)) return false;
      const home = moduleOf(target);
      return (
        moduleRoots.some((root) => root.split('/').length === home.split('/').length && home.includes('/')) &&
        !new RegExp(`^${home}/index\\.tsx?$`).test(target)
      );
    });
    expect(wrong).toEqual([]);
  });

  test('readers of files know nothing else of data: no family of imports, no workspace, no scratch', () => {
    const readers = imports.filter(({ file }) => file.startsWith('data/formats/'));
    const wrong = readers.filter(
      ({ target }) => target?.startsWith('data/') === true && !target.startsWith('data/formats/'),
    );
    expect(readers.length).toBeGreaterThan(50);
    expect(wrong).toEqual([]);
  });

  test('features of the renderer do not know one another', () => {
    const featureOf = (path: string): string | undefined => /^renderer\/features\/([^/]+)\//.exec(path)?.[1];
    const wrong = imports.filter(({ file, target }) => {
      const from = featureOf(file);
      const to = target === undefined ? undefined : featureOf(target);
      return from !== undefined && to !== undefined && from !== to;
    });
    expect(wrong).toEqual([]);
  });

  test.each(Object.entries(confined))('%s is imported only where it belongs', (name, place) => {
    const wrong = imports.filter(
      ({ file, specifier }) => (specifier === name || specifier.startsWith(`${name}/`)) && !place.test(file),
    );
    expect(wrong).toEqual([]);
  });

  test('core and contract reach for no platform', () => {
    const wrong = imports.filter(
      ({ file, specifier }) => /^(core|contract)\//.test(file) && specifier.startsWith('node:'),
    );
    expect(wrong).toEqual([]);
  });

  test('no folder or file is a drawer for odds and ends', () => {
    const all = globSync('**/*', {
      cwd: project,
      exclude: ['node_modules/**', 'dist/**', '.git/**', '.vite/**'],
    });
    const drawers = all.filter((path) => /(^|\/)(utils?|helpers?|common|shared|misc)(\.|\/|$)/.test(path));
    expect(drawers.filter((path) => !path.startsWith('node_modules') && !path.startsWith('dist'))).toEqual(
      [],
    );
  });
});

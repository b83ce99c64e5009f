import { globSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { calls } from '#contract';
import { findCircles, listExports, listImports, listSources } from './source-graph.ts';

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

/** The order inside the page: which of its folders a folder may import from. */
const mayImportInPage: Record<string, string[]> = {
  answers: [],
  ui: [],
  host: [],
  map: ['answers', 'ui'],
  state: ['answers', 'host'],
  features: ['answers', 'state', 'ui'],
  workbench: ['answers', 'features', 'map', 'state', 'ui'],
  'App.tsx': ['features', 'state', 'ui', 'workbench'],
  'main.tsx': ['App.tsx', 'host', 'state', 'ui'],
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

const sources = listSources(Object.keys(mayImport));
const imports = listImports(sources);
const topOf = (path: string): string => path.split('/')[0]!;

/** The files of the page that wait for answers; `renderer/answers` is what they wait by. */
function listPageFiles(): { file: string; text: string }[] {
  return globSync('renderer/**/*.{ts,tsx}', { cwd: project })
    .filter((file) => !/^renderer\/(answers|host)\//.test(file))
    .map((file) => ({ file, text: readFileSync(join(project, file), 'utf8') }));
}

/** The text of each call that begins with a pattern, to its closing bracket. */
function listCalls(text: string, beginning: RegExp): string[] {
  return [...text.matchAll(beginning)].map((found) => {
    let depth = 0;
    for (let at = found.index + found[0].length - 1; at < text.length; at += 1) {
      if (text[at] === '(') depth += 1;
      if (text[at] === ')') depth -= 1;
      if (depth === 0) return text.slice(found.index, at + 1);
    }
    return text.slice(found.index);
  });
}

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

/** Which folders of `data` may import from which: readers of files know nothing else, a workspace knows no import. */
const mayUse: Record<string, string[]> = {
  'data/files': [],
  'data/formats': [],
  'data/workspace': ['data/files'],
  'data/export': ['data/files', 'data/formats', 'data/workspace'],
  'data/import': ['data/files', 'data/formats', 'data/workspace'],
  'data/demo': ['data/workspace'],
};

const roomOf = (path: string): string => path.split('/').slice(0, 2).join('/');

/** The module of a file, or for the part of a top folder that stands loose (`backend/backend.ts`) the folder's own name. */
function layerOf(path: string): string {
  const isLoose = path.split('/').length === 2;
  return isLoose && topOf(path) === 'backend' ? 'backend' : nameSpaceOf(path);
}

/** Within what a name means one thing: the module, and in `renderer` each of its folders. */
function nameSpaceOf(path: string): string {
  if (topOf(path) === 'backend') return roomOf(path);
  return topOf(path) === 'renderer' && moduleOf(path) === 'renderer' ? roomOf(path) : moduleOf(path);
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

  test('the folders of the page stand in an order', () => {
    const partOf = (path: string): string | undefined => /^renderer\/([^/]+)/.exec(path)?.[1];
    const wrong = imports.filter(({ file, target }) => {
      const from = partOf(file);
      const to = target === undefined ? undefined : partOf(target);
      if (from === undefined || to === undefined || from === to) return false;
      return mayImportInPage[from]?.includes(to) !== true;
    });
    expect(wrong).toEqual([]);
  });

  test('no effect of the page waits for an answer by itself: an older one could come in last', () => {
    const effects = listPageFiles().flatMap(({ file, text }) =>
      listCalls(text, /\buse(?:Layout)?Effect\(/g).map((effect) => ({ file, effect })),
    );
    expect(effects.length).toBeGreaterThan(20);
    expect(effects.filter(({ effect }) => /\.call\(|\.then\(|\bawait\b/.test(effect))).toEqual([]);
  });

  test('what the page asks of the backend comes through renderer/answers', () => {
    const queries = Object.entries(calls).flatMap(([name, { kind }]) => (kind === 'query' ? [name] : []));
    const asking = listPageFiles()
      // The map's own library asks for tiles, and knows which of them it still wants.
      .filter(({ file }) => file !== 'renderer/map/protocol.ts')
      .filter(({ text }) => queries.some((name) => text.includes(`.call('${name}'`)));
    expect(asking.length).toBeGreaterThan(10);
    expect(asking.filter(({ text }) => !text.includes('/answers/index.ts')).map(({ file }) => file)).toEqual(
      [],
    );
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

  test('no files and no modules import values from one another in a circle', () => {
    const arrows = imports.flatMap(({ file, target, carriesValues }) =>
      carriesValues && target !== undefined ? [[file, target] as const] : [],
    );
    expect(arrows.length).toBeGreaterThan(1000);
    expect(findCircles(arrows)).toEqual([]);
    const between = arrows.map(([from, to]) => [layerOf(from), layerOf(to)] as const);
    expect(findCircles(between.filter(([from, to]) => from !== to))).toEqual([]);
  });

  test('a name is exported by one module only', () => {
    const homes = new Map<string, Set<string>>();
    for (const { name, file } of listExports(sources))
      homes.set(name, (homes.get(name) ?? new Set()).add(nameSpaceOf(file)));
    expect(homes.size).toBeGreaterThan(1500);
    const twice = [...homes].filter(([, modules]) => modules.size > 1);
    expect(twice.map(([name, modules]) => `${name}: ${[...modules].join(', ')}`)).toEqual([]);
  });

  test('every exported function says what it answers', () => {
    const silent = listExports(sources).filter(({ isFunction, hasDocstring }) => isFunction && !hasDocstring);
    expect(silent.map(({ file, name }) => `${file}: ${name}`)).toEqual([]);
  });

  test('a circle would be found, wherever it begins', () => {
    const chain = [
      ['a', 'b'],
      ['b', 'c'],
      ['b', 'd'],
    ] as const;
    expect(findCircles(chain)).toEqual([]);
    expect(findCircles([...chain, ['c', 'a'], ['e', 'e'], ['x', 'y'], ['y', 'x']])).toEqual([
      ['a', 'b', 'c'],
      ['x', 'y'],
    ]);
  });

  test('data: a folder imports only from those that stand below it', () => {
    const wrong = imports.filter(({ file, target }) => {
      const [from, to] = [roomOf(file), target === undefined ? '' : roomOf(target)];
      return topOf(file) === 'data' && topOf(to) === 'data' && from !== to && !mayUse[from]!.includes(to);
    });
    expect(wrong).toEqual([]);
    expect(new Set(sources.filter((path) => topOf(path) === 'data').map(roomOf))).toEqual(
      new Set(Object.keys(mayUse)),
    );
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

import { existsSync, globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  confidences,
  decays,
  flags,
  funnelStandings,
  geographyKinds,
  indicatorKinds,
  outcomes,
  placingStatuses,
  stages,
  travelModes,
} from '#contract';
import { parsePeriod } from '#core/periods';
import { zoneWeights } from '#core/provision';
import { ruleFunctions, signatureOf } from '#core/targeting';
import { readValue } from '../data/formats/text-table/values.ts';
import { pinpoint } from './cli/pinpoint.ts';

const project = resolve(import.meta.dirname, '..');
const documents = globSync(['*.md', 'docs/**/*.md'], { cwd: project }).toSorted();
const read = (path: string): string => readFileSync(join(project, path), 'utf8');

/** The lines of a document inside fences, block by block. */
function blocksOf(path: string): string[][] {
  return [...read(path).matchAll(/^```\w*\n([\s\S]*?)^```$/gm)].map(([, text]) =>
    text!.trimEnd().split('\n'),
  );
}

/** Words of a command line as a shell would take them; only double quotes are used in the documents. */
function wordsOf(line: string): string[] {
  return [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain!);
}

const blocks = blocksOf('README.md');
const commands = blocks
  .flat()
  .filter((line) => line.startsWith('pinpoint '))
  .map((line) => wordsOf(line).slice(1));

describe('links in documents', () => {
  const links = documents.flatMap((path) =>
    [...read(path).matchAll(/\]\(([^)\s]+)\)/g)].map(([, target]) => ({ path, target: target! })),
  );
  const local = links.filter(({ target }) => !/^(https?:|mailto:|#)/.test(target));

  test('there are some to look at', () => {
    expect(documents).toContain('README.md');
    expect(local.length).toBeGreaterThan(10);
  });

  test('lead to files that are there', () => {
    const dead = local.filter(
      ({ path, target }) => !existsSync(join(project, dirname(path), target.replace(/#.*$/, ''))),
    );
    expect(dead).toEqual([]);
  });

  test('files and folders named in code type are there', () => {
    const named = documents.flatMap((path) =>
      [
        ...read(path).matchAll(
          /`((?:core|data|backend|server|cli|contract|renderer|scripts|test|docs)\/[\w./-]*)`/g,
        ),
      ].map(([, target]) => ({ path, target: target! })),
    );
    expect(named.length).toBeGreaterThan(20);
    expect(named.filter(({ target }) => !existsSync(join(project, target)))).toEqual([]);
  });
});

/** A tour is many processes, one after another; on a busy machine they take their time. */
const tourMs = 300_000;

describe('the tour of the README', { timeout: tourMs }, () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'pinpoint-tour-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('runs on the demonstration as it stands, and prints what the README shows', async () => {
    const tour = commands.filter((words) => words.includes('tour.gpkg'));
    expect(tour.length).toBeGreaterThan(8);
    const printed = new Set<string>();
    for (const words of tour) {
      // One command after another: each works on what the one before it left.
      const { code, stdout, stderr } = await pinpoint(folder, ...words);
      expect({ words, code, stderr }).toMatchObject({ code: 0 });
      for (const line of stdout.split('\n')) printed.add(line);
    }
    const isShown = (block: string[]): boolean => !block.some((line) => /^(pinpoint|npm|mkdir) /.test(line));
    const shown = blocks.filter(isShown).flat();
    expect(shown.length).toBeGreaterThan(8);
    expect(shown.filter((line) => !printed.has(line))).toEqual([]);
  });

  test('names only options that the commands have', async () => {
    const others = commands.filter((words) => !words.includes('tour.gpkg'));
    expect(others.length).toBeGreaterThan(4);
    for (const words of others) {
      const path = words[0] === 'import' ? words.slice(0, 2) : words.slice(0, 1);
      const { code, stdout } = await pinpoint(folder, ...path, '--help');
      expect({ path, code }).toEqual({ path, code: 0 });
      expect(stdout).toContain(`Usage: pinpoint ${path.join(' ')} `);
      for (const option of words.filter((word) => word.startsWith('--')))
        expect({ path, options: stdout }).toMatchObject({ options: expect.stringContaining(`${option} `) });
    }
  });
});

describe('the methods', () => {
  /** What stands in code type in the first cell of a row whose other cell is as given. */
  function examplesOf(meaning: string): string[] {
    const row = read('docs/methods.md')
      .split('\n')
      .find((line) => new RegExp(`\\| ${meaning} \\|$`).test(line));
    return [...(row?.split('|')[1] ?? '').matchAll(/`([^`]+)`/g)].map(([, text]) => text!);
  }

  test.each(['suppressed', 'missing'] as const)('list markers that are taken for %s', (meaning) => {
    const markers = examplesOf(meaning);
    expect(markers.length).toBeGreaterThan(15);
    expect(markers.filter((marker) => readValue(marker).is !== meaning)).toEqual([]);
  });

  test('list numbers that are read as numbers', () => {
    const numbers = [...examplesOf('the number'), ...examplesOf('the number, estimated')];
    expect(numbers.length).toBeGreaterThan(6);
    expect(numbers.filter((number) => readValue(number).is !== 'number')).toEqual([]);
  });

  test('list the functions of rules as their entries have them', () => {
    const rows = read('docs/methods.md')
      .split('\n')
      .filter((line) => /^\| `\w+\(/.test(line));
    expect(rows).toEqual(
      [...ruleFunctions.values()].map((entry) => `| \`${signatureOf(entry)}\` | ${entry.summary} |`),
    );
  });

  test('list periods as they are written, beside the id they get', () => {
    const rows = [...read('docs/methods.md').matchAll(/^\| [\w ]+ \| (.*`.*) \| `([\d./Q-]+)` \|$/gm)];
    expect(rows).toHaveLength(5);
    const shapeOf = (id: string | undefined): string | undefined => id?.replaceAll(/\d/g, '0');
    for (const [, written, id] of rows) {
      const texts = [...written!.matchAll(/`([^`]+)`/g)].map(([, text]) => text!);
      for (const text of texts)
        expect({ text, shape: shapeOf(parsePeriod(text)?.id) }).toEqual({ text, shape: shapeOf(id) });
    }
  });
});

describe('the methods of provision', () => {
  test('list the weights of the zones as they are reckoned with', () => {
    const rows = [
      ...read('docs/methods.md').matchAll(/^\| (\w+) \(E?2SFCA\) \| ([\d.]+) \| ([\d.]+) \| ([\d.]+) \|$/gm),
    ];
    const written = rows.map(([, name, ...weights]) => [name, weights.map(Number)]);
    expect(Object.fromEntries(written)).toEqual(zoneWeights);
  });
});

describe('the data model', () => {
  test('describes every table of the schema', () => {
    const tables = [...read('data/workspace/schema.sql').matchAll(/^CREATE TABLE (\w+)/gm)].map(
      ([, name]) => name!,
    );
    const own = tables.filter((name) => !/^(gpkg|attic)_/.test(name));
    expect(own.length).toBeGreaterThan(25);
    const model = read('docs/data-model.md');
    expect(own.filter((name) => !model.includes(`\`${name}\``))).toEqual([]);
  });
});

describe('the glossary', () => {
  test('has every word of the closed sets', () => {
    const glossary = read('docs/glossary.md').toLowerCase();
    const words = [
      geographyKinds,
      indicatorKinds,
      flags,
      outcomes,
      confidences,
      stages,
      travelModes,
      decays,
      funnelStandings,
      placingStatuses,
    ].flat();
    expect(words.filter((word) => !new RegExp(`\\b${word}\\b`).test(glossary))).toEqual([]);
  });
});

describe('decisions', () => {
  test('are numbered one after another, in the file as in its title', () => {
    const files = globSync('docs/decisions/*.md', { cwd: project }).toSorted();
    const numbers = files.map((path) => Number(/\/(\d{4})-/.exec(path)?.[1]));
    expect(numbers).toEqual(files.map((_, index) => index + 1));
    expect(files.map((path) => Number(/^# (\d+)\. /.exec(read(path))?.[1]))).toEqual(numbers);
  });
});

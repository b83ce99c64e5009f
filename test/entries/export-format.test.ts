import { globSync, readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { exportFormatIds, getFormat, joinNames } from '#contract';
import { copyDemonstration } from '../demonstration.ts';
import { aCopyOfTheSources, type SourceCopy } from './a-copy.ts';

const project = resolve(import.meta.dirname, '../..');

/** A format as nobody has it: its ending holds a full stop and ends as another's does, and a file goes beside it. */
const record = `
  tabs: {
    extension: 'tab.csv',
    mediaType: 'text/tab-separated-values',
    name: 'Text with tabs',
    detail: 'for this test',
    holds: ['table'],
    beside: ['-facts.txt'],
  },`;

const writer = `
import { readFileSync, writeFileSync } from 'node:fs';
import type { ExportDocument, Passed } from '#core/disclosure';
import type { FoundFile } from '../scan/found.ts';
import type { FormatWriter } from './writer.ts';

function writeTabs({ content }: Passed<ExportDocument>, path: string): void {
  const [{ columns, rows }] = content.tables;
  const lines = [columns.map(({ key }) => key), ...rows.map(({ cells }) => cells)];
  writeFileSync(path, lines.map((cells) => cells.join('\\t')).join('\\n'));
  writeFileSync(path + '-facts.txt', content.facts.map((fact) => fact.join(': ')).join('\\n'));
}

function readTabs(path: string): FoundFile {
  const [head = [], ...rows] = readFileSync(path, 'utf8').split('\\n').map((line) => line.split('\\t'));
  const facts = readFileSync(path + '-facts.txt', 'utf8').split('\\n');
  const texts = [...head, ...facts].map((text) => ['text', text] as const);
  return { tables: [{ rows }], texts, strange: [], blanks: 'kept' };
}

export const tabs: FormatWriter = { write: writeTabs, readBack: readTabs, words: [] };
`;

interface Offered {
  ids: string[];
  isValid: boolean;
  isTaken: boolean;
  found: unknown;
  ofTargets: string[];
  ofPerformance: string[];
  ofReach: string[];
  commands: string[];
  labels: string;
  filters: unknown;
}

describe('a format is a record and a writer', () => {
  let copy: SourceCopy;
  let offered: Offered;

  beforeAll(async () => {
    copy = aCopyOfTheSources();
    copy.insert('contract/export-formats.ts', 'export const exportFormats = {', record);
    copy.add('data/export/writers/tabs.ts', writer);
    copy.insert(
      'data/export/writers/index.ts',
      "import { csv } from './csv.ts';",
      "import { tabs } from './tabs.ts';",
    );
    copy.insert('data/export/writers/index.ts', 'FormatWriter> = {', ' tabs,');
    const { stdout, stderr } = await copy.run('test/entries/what-is-offered.ts', 'tabs', 'list.TAB.csv');
    if (stdout === '') throw new Error(stderr);
    offered = JSON.parse(stdout) as Offered;
    copyDemonstration(join(copy.folder, 'demo.gpkg'));
  });

  afterAll(() => copy.remove());

  test('the contract takes it', () => {
    expect(offered.ids).toEqual(['tabs', ...exportFormatIds]);
    expect(offered).toMatchObject({ isValid: true, isTaken: true });
  });

  test('menus and dialogs offer it for every document that it has room for', () => {
    for (const list of [offered.ofTargets, offered.ofPerformance, offered.ofReach])
      expect(list).toContain('tabs');
    expect(offered.commands).toContain('export-tabs');
    expect(offered.labels).toContain('Text With Tabs…');
  });

  test('a name tells it by the longer of two endings, and the dialog for saving shows that', () => {
    expect(offered.found).toEqual({ format: 'tabs', fileName: 'list' });
    expect(offered.filters).toEqual([{ name: 'Text with tabs', extensions: ['tab.csv'] }]);
  });

  test('the command line names it in its help and where an ending is refused', async () => {
    const [help, refusal] = await Promise.all([
      copy.run('cli/pinpoint.mjs', 'ledger', '--help'),
      copy.run('cli/pinpoint.mjs', 'performance', 'demo.gpkg', '--out', 'list.other'),
    ]);
    const offeredEndings = ['tab.csv', ...exportFormatIds.map((id) => getFormat(id).extension)];
    expect(help.stdout.replaceAll(/\s+/g, ' ')).toContain(`${joinNames(offeredEndings)} by its ending`);
    expect(refusal.stderr).toContain(offeredEndings.map((ending) => `.${ending}`).join(', '));
  });

  test('a list is written in it, with the file that belongs beside it', async () => {
    const { code, stderr, stdout } = await copy.run(
      'cli/pinpoint.mjs',
      'target',
      'demo.gpkg',
      '--geography',
      'lsoa:2001',
      '--rule',
      'jsa_rate > 10',
      '--out',
      'list.tab.csv',
    );
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain('Written to list.tab.csv.');
    expect(readdirSync(copy.folder)).toEqual(
      expect.arrayContaining(['list.tab.csv', 'list.tab.csv-facts.txt']),
    );
    const rows = readFileSync(join(copy.folder, 'list.tab.csv'), 'utf8').split('\n');
    expect(rows).toHaveLength(1 + 33);
    expect(rows[0]).toMatch(/^rank\tcode\tname\t/);
    expect(readFileSync(join(copy.folder, 'list.tab.csv-facts.txt'), 'utf8')).toContain(
      'Rule: jsa_rate > 10',
    );
  });
});

test('nothing but the catalogue and the writers names a format', () => {
  const quoted = new RegExp(`(?<!from |type: )['"](${exportFormatIds.join('|')})['"]`);
  // Files that come in have a catalogue of their own, in which some of the same words are ids.
  const ofImports = 'contract/file-formats.ts';
  const sources = globSync(
    '{contract,core,backend,cli,electron,server,renderer,data/{export,workspace,files}}/**/*.{ts,tsx}',
    {
      cwd: project,
    },
  );
  expect(sources.length).toBeGreaterThan(300);
  const naming = sources.filter(
    (path) => path !== ofImports && quoted.test(readFileSync(join(project, path), 'utf8')),
  );
  expect(naming).toEqual(['contract/export-formats.ts']);
});

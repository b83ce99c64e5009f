import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { calls, exportFormatIds, tableContent, type CallName } from '#contract';
import { passGate, type ExportDocument } from '#core/disclosure';
import { writeDocument, writeTable } from '#data/export';
import { copyDemonstration } from '../demonstration.ts';
import { aCopyOfTheSources, type SourceCopy } from './a-copy.ts';

const shut = 'The gate is shut.';
const left = 'left';

/** Calls whose answers hold numbers, none of them a value of an area or of people: why that is. */
const harmless: Record<string, CallName[]> = {
  'what the workspace is, and what was done to it': [
    'workspace.info',
    'workspace.describe',
    'workspace.list',
    'workspace.open',
    'workspace.create',
    'workspace.openDemo',
    'workspace.undo',
    'workspace.redo',
    'workspace.setTargeting',
    'workspace.setStyle',
    'workspace.setPolicy',
    'workspace.deleted',
    'release.delete',
    'release.classify',
  ],
  'where areas lie, and which belong to a named set': [
    'area.list',
    'area.tile',
    'area.search',
    'area.designated',
  ],
  "what is in a file of the person's own": ['import.sets', 'import.inspect', 'import.try', 'points.read'],
  'which file a run file speaks of': ['run.workspace'],
  'how work went': ['release.report', 'job.list', 'job.get'],
  'what is delivered, and by which timetables': [
    'provision.list',
    'provision.check',
    'timetable.use',
    'place.find',
  ],
};

/** Whether an answer has room for numbers: as they are, in columns, or of any shape at all. */
function holdsNumbers(name: CallName): boolean {
  const { output } = calls[name];
  const text = JSON.stringify(z.toJSONSchema(output, { unrepresentable: 'any' }));
  return (
    /"type":"(number|integer)"|"[^"]+":\{\}(?<!"properties":\{\})/.test(text) || !text.includes('"type"')
  );
}

test('a call whose answer holds numbers passes the gate, or it is said here why not', () => {
  const open = (Object.keys(calls) as CallName[]).filter((name) => calls[name].gate === 'open');
  expect(open.filter(holdsNumbers).toSorted()).toEqual(Object.values(harmless).flat().toSorted());
});

test('writers take only what has passed', async () => {
  const document: ExportDocument = {
    title: 'A list',
    description: 'A list',
    tables: [{ name: 'list', sheet: 'List', holds: 'Nothing', columns: [], rows: [], geometry: 'none' }],
    facts: [],
    releases: [],
    licences: [],
    made: '2026-02-03T04:05:06.000Z',
    madeBy: 'a test',
    author: null,
  };
  const passed = passGate(document, 'none');
  expect(passed.content).toBe(document);
  const place = { format: 'csv', folder: '/nowhere', fileName: 'list' } as const;
  // @ts-expect-error a document as it is
  await expect(writeDocument(document, place)).rejects.toThrow();
  // @ts-expect-error what looks as if it had passed
  await expect(writeDocument({ content: document }, place)).rejects.toThrow();
  // @ts-expect-error what was put together from something that has passed
  // oxlint-disable-next-line typescript/no-misused-spread -- whether this gets through is the question
  await expect(writeDocument({ ...passed }, place)).rejects.toThrow();
  // @ts-expect-error a document as it is
  await expect(writeTable(document, '/nowhere/list.csv')).rejects.toThrow();
});

describe('with the gate shut', () => {
  let copy: SourceCopy;
  let became: Record<string, string>;

  beforeAll(async () => {
    copy = aCopyOfTheSources();
    copy.insert(
      'core/disclosure/gate.ts',
      "import type { CallOutput, DisclosurePolicy, GatedCall } from '#contract';",
      "import { PinpointError } from '#contract';",
    );
    copy.insert(
      'core/disclosure/gate.ts',
      'const said = listPolicies(content);',
      `if (policy !== undefined) throw new PinpointError('disclosure', '${shut}');`,
    );
    copyDemonstration(join(copy.folder, 'demonstration.gpkg'));
    const extent = process.env['PINPOINT_TRIALS'] === 'long' ? 'all' : 'some';
    const { stdout, stderr } = await copy.run('test/entries/ways-out.ts', copy.folder, extent);
    if (stdout === '') throw new Error(stderr);
    ({ became } = JSON.parse(stdout) as { became: Record<string, string> });
  });

  afterAll(() => copy.remove());

  const waysOf = (where: string): [way: string, end: string][] =>
    Object.entries(became).filter(([way]) => way.startsWith(where));

  test('every document and every format was tried', () => {
    const written = waysOf('written: ').map(([way]) => way);
    for (const { shape } of tableContent.options)
      expect(written.some((way) => way.startsWith(`written: ${shape.kind.value} as `))).toBe(true);
    for (const format of exportFormatIds) {
      expect(written).toContain(`written: targets as ${format}`);
      expect(written.filter((way) => way.endsWith(` as ${format}`)).length).toBeGreaterThan(1);
    }
  });

  test('nothing is written', () => {
    expect(waysOf('written: ').filter(([, end]) => end !== shut)).toEqual([]);
  });

  test('nothing is printed', () => {
    expect(waysOf('printed: ').length).toBeGreaterThan(15);
    expect(waysOf('printed: ').filter(([, end]) => end !== shut)).toEqual([]);
  });

  test('on the page only that stops which is shown as it would leave', () => {
    const stopped = waysOf('on the page: ').filter(([, end]) => end !== left);
    expect(stopped).toEqual([
      ['on the page: observation.leaving', shut],
      ['on the page: target.list', shut],
      ['on the page: export.preview', shut],
      ['on the page: table.preview', shut],
    ]);
  });
});

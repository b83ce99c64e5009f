// Run in a copy of the sources: tries every way by which something leaves, and prints what became of each as JSON.
import { writeFileSync } from 'node:fs';
import type { z } from 'zod';
import { createBackend, type Backend } from '#backend';
import {
  exportFormatIds,
  listFormats,
  reportError,
  tableContent,
  type CallInput,
  type CallName,
  type ExportDocumentKind,
  type ExportFormat,
  type GatedCall,
  type JobResult,
  type runFile,
  type TableContent,
} from '#contract';

const [home = '', extent = ''] = process.argv.slice(2);
const geography = 'lsoa:2001';
const need = { indicator: 'jsa_claimants' };
const travel = { mode: 'walk' as const, limit: 15 };
const question = { rule: 'jsa_rate > 10', geography, period: null, need: null, order: null };
const point = { lon: -2.98, lat: 53.41 };
const targets = {
  question,
  title: null,
  limit: null,
  share: null,
  all: false,
  author: null,
  policy: 'none' as const,
};

type AskedContent = CallInput<'table.export'>['content'];

/** One of each document; the compiler misses none. */
const contents: { [Kind in TableContent['kind']]: Extract<AskedContent, { kind: Kind }> } = {
  provision: { kind: 'provision', selector: '*' },
  catchment: { kind: 'catchment', request: { place: point, geography, travel, points: null } },
  coverage: { kind: 'coverage', request: { geography, selector: '*', travel, need } },
  ledger: { kind: 'ledger', request: { geography, selector: '*', travel, need, by: 'area' } },
  placing: {
    kind: 'placing',
    request: {
      geography,
      selector: '*',
      travel,
      need,
      goal: { kind: 'count', sites: 1 },
      // Whether it leaves does not depend on how many are chosen from.
      candidates: [{ id: 'one', name: 'One', ...point }],
      timeLimitSeconds: 0,
    },
  },
  performance: { kind: 'performance', request: {} },
  reach: { kind: 'reach', request: { geography: 'ward:2003', need } },
  destinations: { kind: 'destinations', request: { geography: null, origin: point, travel } },
};

/** What is asked of each call that carries values, apart from results of jobs; the compiler misses none. */
const asked: { [Name in Exclude<GatedCall, 'job.result'>]: CallInput<Name> } = {
  'observation.values': { geography, indicator: 'jsa_rate', period: null },
  'observation.leaving': { geography, indicator: 'jsa_rate', period: null },
  'observation.series': { geography, code: 'E01006512', indicator: 'jsa_rate' },
  'indicator.try': { numerator: 'jsa_claimants', denominator: 'working_age', geography },
  'indicator.define': { id: 'another', name: null, numerator: 'jsa_claimants', denominator: 'working_age' },
  'rule.evaluate': question,
  'rule.explain': { ...question, code: '' },
  'rule.compare': { a: question, b: { ...question, rule: 'jsa_rate > 8' } },
  'target.list': targets,
  'export.preview': targets,
  'provision.funnel': {},
  'provision.reach': { geography: 'ward:2003', need },
  'catchment.outline': { place: point, travel, geography },
  'destinations.list': { geography: null, origin: point, travel },
};

const measured = {
  catchment: 'catchment.start',
  coverage: 'coverage.start',
  ledger: 'ledger.start',
  placing: 'placing.start',
  destinations: 'destinations.start',
} as const satisfies Record<Exclude<JobResult['kind'], 'preview'>, CallName>;

/** "left", or the sentence that kept it. */
const became: Record<string, string> = {};

async function attempt(way: string, leave: () => Promise<unknown>): Promise<void> {
  try {
    await leave();
    became[way] = 'left';
  } catch (error) {
    became[way] = reportError(error).message;
  }
}

/** A run file of the list, as it would have been saved. */
function writeRun(): string {
  const hash = '0'.repeat(64);
  const request = { ...targets, format: 'csv', fileName: 'out' };
  const found = { asked: hash, question, content: hash, facts: [], geography: null, rows: {} };
  const path = `${home}/run.json`;
  const run: z.input<typeof runFile> = {
    pinpoint: 'run',
    version: 1,
    program: 'a test',
    made: '2026-02-03T04:05:06.000Z',
    workspace: null,
    asked: { kind: 'list', request: { ...request, format: 'csv' } },
    sources: [],
    vintages: [],
    found,
    files: [{ name: 'out.csv', sha256: hash }],
  };
  writeFileSync(path, JSON.stringify(run));
  return path;
}

/** Calls a call whose input the compiler cannot follow through a table. */
function callAny(backend: Backend, name: CallName, input: unknown): Promise<unknown> {
  return (backend.client.call as (name: CallName, input: unknown) => Promise<unknown>)(name, input);
}

async function finish(backend: Backend, name: CallName, input: unknown): Promise<string> {
  const { job } = (await callAny(backend, name, input)) as { job: string };
  for (;;) {
    const { state, error } = await backend.client.call('job.get', { job });
    if (error !== null) throw new Error(error.message);
    if (state !== 'running') return job;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

/** Each document in one format and each format with one document; all pairs on demand. Only where there is room. */
function pair<Kind extends ExportDocumentKind>(kinds: readonly Kind[]): [Kind, ExportFormat][] {
  const pairs = kinds.flatMap((kind) => listFormats(kind).map((id): [Kind, ExportFormat] => [kind, id]));
  if (extent === 'all') return pairs;
  const takeOne = (of: Kind | ExportFormat, turn: number): [Kind, ExportFormat][] => {
    const able = pairs.filter((each) => each.some((part) => part === of));
    return able.length === 0 ? [] : [able[turn % able.length]!];
  };
  return [...new Set([...kinds, ...exportFormatIds].flatMap(takeOne))];
}

async function tryCalls(backend: Backend, where: string): Promise<void> {
  const [code = ''] = (await backend.client.call('area.list', { geography })).codes;
  for (const [name, input] of Object.entries(asked) as [CallName, object][])
    await attempt(`${where}: ${name}`, () =>
      callAny(backend, name, 'code' in input ? { ...input, code } : input),
    );
}

/** Works out what travel is measured for, and tries to print it. Answers the job of each, so that nothing is measured twice. */
async function tryResults(backend: Backend): Promise<Partial<Record<TableContent['kind'], string>>> {
  const kinds = Object.keys(measured) as (keyof typeof measured)[];
  const jobs = await Promise.all(
    kinds.map(async (kind) => {
      const job = await finish(backend, measured[kind], contents[kind].request);
      await attempt(`printed: job.result of ${kind}`, () => backend.client.call('job.result', { job }));
      return [kind, job] as const;
    }),
  );
  return Object.fromEntries(jobs);
}

/** A table as it would leave, which a job works out. */
function tryPreview(backend: Backend, where: string): Promise<void> {
  return attempt(`${where}: table.preview`, () =>
    finish(backend, 'table.preview', { content: contents.provision }),
  );
}

async function tryAll(): Promise<void> {
  const backend = createBackend({ holder: 'a test', home });
  await backend.openDemo();
  await tryCalls(backend, 'printed');
  await tryPreview(backend, 'printed');
  const jobs = await tryResults(backend);
  const kinds = tableContent.options.map((option) => option.shape.kind.value);
  // One after the other: the thread of a job that was refused does the next.
  for (const [kind, format] of pair(kinds))
    await attempt(`written: ${kind} as ${format}`, () =>
      finish(backend, 'table.export', {
        content: contents[kind],
        job: jobs[kind] ?? null,
        format,
        fileName: 'out',
      }),
    );
  for (const [, format] of pair(['targets']))
    await attempt(`written: targets as ${format}`, () =>
      finish(backend, 'export.start', { ...targets, format, fileName: 'out' }),
    );
  await attempt('written: targets with a run file', () =>
    finish(backend, 'export.start', {
      ...targets,
      format: 'csv',
      fileName: 'out',
      saveRun: { workspace: null },
    }),
  );
  await attempt('written: targets made again', async () => {
    const file = backend.files.register(writeRun(), 'run.json');
    return finish(backend, 'run.start', { file });
  });
  await attempt('written: rejected rows', () => finish(backend, 'import.rejects', { release: 1 }));
  await backend.close();
}

async function tryPage(): Promise<void> {
  const backend = createBackend({ holder: 'a test', home, hasPage: true });
  await backend.openDemo();
  await tryCalls(backend, 'on the page');
  await tryPreview(backend, 'on the page');
  await backend.close();
}

await tryAll();
await tryPage();
process.stdout.write(JSON.stringify({ became }));

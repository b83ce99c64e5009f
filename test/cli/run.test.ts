import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { getFormat, listFormats, type LeftDocument, type RunChange, type RunFile } from '#contract';
import { copyDemonstration } from '../demonstration.ts';
import { pinpoint } from './pinpoint.ts';

interface Answer {
  same: boolean;
  changes: RunChange[];
  written: string[];
}

let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'pinpoint-run-'));
  await makeWorkspace('six.gpkg', counts);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const at = (...names: string[]): string => join(folder, ...names);
const hash = (path: string): string => createHash('sha256').update(readFileSync(path)).digest('hex');
const readRun = (name: string): RunFile => JSON.parse(readFileSync(at(name), 'utf8')) as RunFile;

/** Runs the command line and fails where it does not end well. */
async function done(...words: string[]): Promise<string> {
  const { code, stdout, stderr } = await pinpoint(folder, ...words);
  expect([code, stderr]).toEqual([0, '']);
  return stdout;
}

/** `pinpoint run`, with what it says and the code that it ends with. */
async function runAgain(...words: string[]): Promise<Answer & { code: number }> {
  const { code, stdout } = await pinpoint(folder, 'run', ...words, '--json');
  return { code, ...(JSON.parse(stdout) as Answer) };
}

const sentences = ({ changes }: Answer): string => changes.map(({ sentence }) => sentence).join('\n');

/** Squares in a row, each with its code. */
const squares = (codes: string[]): string =>
  JSON.stringify({
    type: 'FeatureCollection',
    features: codes.map((code, x) => ({
      type: 'Feature',
      properties: { code, name: `Area ${code}` },
      geometry: {
        type: 'Polygon',
        coordinates: [
          [
            [-3 + 0.01 * x, 53.4],
            [-2.99 + 0.01 * x, 53.4],
            [-2.99 + 0.01 * x, 53.41],
            [-3 + 0.01 * x, 53.41],
            [-3 + 0.01 * x, 53.4],
          ],
        ],
      },
    })),
  });

const codes = ['E01000001', 'E01000002', 'E01000003', 'E01000004', 'E01000005', 'E01000006'];
const counts = [5, 8, 12, 20, 30, 40];
const table = (of: number[], areaCodes = codes): string =>
  ['code,claimants', ...areaCodes.map((code, row) => `${code},${of[row]}`)].join('\n');

const areas = ['--geography', 'lsoa', '--vintage', '2011', '--code-field', 'code', '--name-field', 'name'];

async function importAreas(workspace: string, of: string[]): Promise<void> {
  writeFileSync(at('areas.geojson'), squares(of));
  await done('import', 'boundaries', workspace, 'areas.geojson', ...areas);
}

const claimants = ['--indicator', 'claimants', '--kind', 'count', '--period', '2024-03'];
const columns = ['--code-column', 'code', '--value-column', 'claimants', ...areas.slice(0, 4)];

async function importCounts(workspace: string, text: string, sensitivity = 'published'): Promise<void> {
  writeFileSync(at('claimants.csv'), text);
  const words = ['import', 'observations', workspace, 'claimants.csv', ...claimants, ...columns];
  await done(...words, '--sensitivity', sensitivity);
}

/** A workspace of the six areas, with counts where there are some. */
async function makeWorkspace(name: string, counts?: number[], sensitivity?: string): Promise<void> {
  if (!existsSync(at('areas.gpkg'))) {
    await done('new', 'areas.gpkg');
    await importAreas('areas.gpkg', codes);
  }
  copyFileSync(at('areas.gpkg'), at(name));
  if (counts !== undefined) await importCounts(name, table(counts), sensitivity);
}

const target = (workspace: string, ...words: string[]): Promise<string> =>
  done('target', workspace, '--rule', 'claimants > 10', ...words);

describe('a run made again on another day and in another time zone', () => {
  const lsoa = ['--geography', 'lsoa:2001'];
  const walk = ['--mode', 'walk', '--limit', '15'];
  const coverage = ['--coverage', 'stage:advice', '--mode', 'walk', '--within', '15'];
  /** Every format with a list; lists with coverage, journeys and performance in one of them. */
  const documents: [name: string, words: string[]][] = [
    ...listFormats('targets').map((id): [string, string[]] => [
      `list.${getFormat(id).extension}`,
      ['target', 'six.gpkg', '--rule', 'claimants > 10'],
    ]),
    ['covered.csv', ['target', 'demo.gpkg', '--rule', 'jsa_rate > 10', ...lsoa, ...coverage]],
    ['catchment.geojson', ['catchment', 'demo.gpkg', '--at', '-2.98,53.41', ...walk, ...lsoa]],
    ['performance.csv', ['performance', 'demo.gpkg']],
  ];
  const runOf = (name: string): string => `${name}.run.json`;

  test('gives the same bytes for every format and every document', async () => {
    copyDemonstration(at('demo.gpkg'));
    for (const [name, words] of documents) await done(...words, '--out', name, '--save-run', runOf(name));
    mkdirSync(at('again'));
    const lines = documents.map(([name]) => JSON.stringify(['run', runOf(name), '--out', `again/${name}`]));
    const clock = `
      const Real = Date, away = 1000 * 86400 * 413.37;
      globalThis.Date = class extends Real {
        constructor(...parts) { parts.length === 0 ? super(Real.now() + away) : super(...parts); }
        static now() { return Real.now() + away; }
      };`;
    const moved = ['--import', `data:text/javascript,${encodeURIComponent(clock)}`];
    const script = join(import.meta.dirname, 'run-elsewhere.ts');
    const surroundings = { TZ: 'Pacific/Chatham', INIT_CWD: folder, PINPOINT_HOME: at('home') };
    const { stdout } = await promisify(execFile)(process.execPath, [...moved, script, ...lines], {
      env: { ...process.env, ...surroundings },
    });
    expect(stdout.match(/the same file again/g)).toHaveLength(documents.length);
    for (const [name] of documents) {
      for (const file of readRun(runOf(name)).files) {
        expect([file.name, hash(at('again', file.name))]).toEqual([file.name, file.sha256]);
        expect([file.name, hash(at(file.name))]).toEqual([file.name, file.sha256]);
      }
    }
  });

  test('is written beside its run file where nobody says where, and under another name with the same bytes', async () => {
    const [{ sha256 }] = readRun(runOf('list.csv')).files as [RunFile['files'][number]];
    rmSync(at('list.csv'));
    expect(await runAgain(runOf('list.csv'))).toMatchObject({
      code: 0,
      same: true,
      written: ['list.csv', 'list.csv-metadata.json'],
    });
    expect(hash(at('list.csv'))).toBe(sha256);
    await done('run', runOf('list.csv'), '--out', 'again/other.csv');
    expect(hash(at('again/other.csv'))).toBe(sha256);
    expect(readFileSync(at('again/other.csv-metadata.json'), 'utf8')).toContain('"url": "other.csv"');
  });

  test('never takes the place of a file that is not Pinpoint’s', async () => {
    writeFileSync(at('foreign.csv'), 'mine');
    const { code, stderr } = await pinpoint(folder, 'run', runOf('list.csv'), '--out', 'foreign.csv');
    expect([code, stderr]).toEqual([3, expect.stringContaining('was not written by Pinpoint')]);
    const workspace = await pinpoint(folder, 'run', runOf('list.gpkg'), '--out', 'six.gpkg', '--overwrite');
    expect(workspace.code).toBe(3);
    expect(readFileSync(at('foreign.csv'), 'utf8')).toBe('mine');
  });
});

describe('what has changed since', () => {
  beforeAll(async () => {
    await target('six.gpkg', '--out', 'six.csv', '--save-run', 'six.json');
  });

  test('nothing: the same files also from a workspace that numbers its sources otherwise', async () => {
    await makeWorkspace('other.gpkg', [1, 2, 3, 4, 5, 6]);
    await importCounts('other.gpkg', table(counts));
    const again = await runAgain('six.json', '--workspace', 'other.gpkg', '--out', 'other.csv');
    expect(again).toMatchObject({ code: 0, same: true, changes: [] });
    expect(hash(at('other.csv'))).toBe(hash(at('six.csv')));
  });

  test('a source: which, and how many areas moved because of the data; nothing is written', async () => {
    copyFileSync(at('six.gpkg'), at('data.gpkg'));
    await importCounts('data.gpkg', table([50, 8, 12, 2, 30, 40]));
    const again = await runAgain('six.json', '--workspace', 'data.gpkg', '--out', 'data.csv');
    expect(again.code).toBe(3);
    expect(again.written).toEqual([]);
    expect(existsSync(at('data.csv'))).toBe(false);
    expect(sentences(again)).toMatch(/The source “.*” was replaced by.* the file claimants\.csv: SHA-256/);
    expect(again.changes.find(({ what }) => what === 'moved')!.moved).toEqual({
      cause: 'data',
      entered: 1,
      left: 1,
      changed: 0,
      codes: ['E01000004', 'E01000001'],
    });
    const { exports } = JSON.parse(await done('log', 'data.gpkg', '--json')) as { exports: LeftDocument[] };
    expect(exports.map(({ file }) => file)).not.toContain('data.csv');
  });

  test('with --changed ok it is written, says so itself, and is the same each time', async () => {
    const words = ['six.json', '--workspace', 'data.gpkg', '--changed', 'ok', '--out'];
    const [first, second] = [await runAgain(...words, 'one.csv'), await runAgain(...words, 'two.csv')];
    expect([first.code, first.same, first.written]).toEqual([0, false, ['one.csv', 'one.csv-metadata.json']]);
    expect(second.code).toBe(0);
    expect(readFileSync(at('one.csv'), 'utf8')).toContain('E01000001');
    expect(hash(at('one.csv'))).toBe(hash(at('two.csv')));
    expect(readFileSync(at('one.csv-metadata.json'), 'utf8')).toContain('Changed since the run was saved');
    expect((await pinpoint(folder, 'run', 'six.json', '--changed', 'yes')).code).toBe(2);
  });

  test('the rule, told apart from the data that has changed with it', async () => {
    const run = readRun('six.json');
    run.asked.request = {
      ...run.asked.request,
      question: { ...run.found.question!, rule: 'claimants > 6' },
    } as never;
    writeFileSync(at('edited.json'), JSON.stringify(run));
    const again = await runAgain('edited.json', '--workspace', 'data.gpkg', '--out', 'edited.csv');
    const moved = again.changes.flatMap((change) => change.moved ?? []);
    expect(moved.map(({ cause, codes: who }) => [cause, who])).toEqual([
      ['rule', ['E01000002']],
      ['data', ['E01000004', 'E01000001']],
    ]);
    expect(sentences(again)).toContain('What is asked was changed after the run was saved');
  });

  test('the boundaries: which, and the areas that moved with them', async () => {
    const after = [...codes.slice(0, 5), 'E01000009'];
    await done('new', 'moved.gpkg');
    await importAreas('moved.gpkg', after);
    await importCounts('moved.gpkg', table(counts, after));
    const again = await runAgain('six.json', '--workspace', 'moved.gpkg', '--out', 'moved.csv');
    expect(again.code).toBe(3);
    expect(again.changes.some(({ what, source }) => what === 'boundaries' && source !== undefined)).toBe(
      true,
    );
    expect(again.changes.flatMap((change) => change.moved ?? [])).toEqual([
      { cause: 'boundaries', entered: 1, left: 1, changed: 0, codes: ['E01000006', 'E01000009'] },
    ]);
  });

  test('the program', async () => {
    writeFileSync(at('older.json'), JSON.stringify({ ...readRun('six.json'), program: 'Pinpoint 0.0.9' }));
    const again = await runAgain('older.json', '--out', 'older.csv');
    expect([again.code, sentences(again)]).toEqual([
      3,
      expect.stringMatching(/^Pinpoint 0\.0\.9 saved the run/),
    ]);
  });

  test('what it was made of is gone: which source is missing, and that it cannot be made, whatever is agreed to', async () => {
    await makeWorkspace('bare.gpkg');
    const again = await runAgain(
      'six.json',
      '--workspace',
      'bare.gpkg',
      '--out',
      'bare.csv',
      '--changed',
      'ok',
    );
    expect([again.code, again.written]).toEqual([3, []]);
    expect(sentences(again)).toMatch(/“.*” is missing \(file claimants\.csv[^]*It cannot be made again/);
  });
});

describe('a run of restricted figures', () => {
  beforeAll(async () => {
    await makeWorkspace('held.gpkg', [3, 12, 15, 20, 30, 40], 'restricted');
  });

  test('leaves under the policy that it left under, is in the log, and is no difference to itself', async () => {
    await target('held.gpkg', '--policy', '10-5', '--out', 'held.csv', '--save-run', 'held.json');
    await done('policy', 'held.gpkg', 'round5');
    expect(await runAgain('held.json', '--out', 'again.csv')).toMatchObject({ code: 0, same: true });
    const { exports } = JSON.parse(await done('log', 'held.gpkg', '--json')) as { exports: LeftDocument[] };
    expect(exports.at(-1)).toMatchObject({ file: 'again.csv-metadata.json', policy: '10-5' });
    expect(exports.filter(({ file }) => file === 'held.run.json')).toHaveLength(1);
  });

  test('does not bring along a policy under which nothing has left here', async () => {
    const run = readRun('held.json');
    const request = { ...run.asked.request, policy: 'custom:0,2' };
    writeFileSync(at('weak.json'), JSON.stringify({ ...run, asked: { ...run.asked, request } }));
    const { code, stderr } = await pinpoint(
      folder,
      'run',
      'weak.json',
      '--out',
      'weak.csv',
      '--changed',
      'ok',
    );
    expect([code, stderr]).toEqual([5, expect.stringContaining('under the policy custom:0,2 of the run')]);
    expect(existsSync(at('weak.csv'))).toBe(false);
  });

  test('beyond the policy leaves only where that was allowed, or is allowed anew', async () => {
    const override = ['--override', 'agreed', '--by', 'A. Smith'];
    await target('held.gpkg', '--policy', 'none', ...override, '--out', 'all.csv', '--save-run', 'all.json');
    expect(await runAgain('all.json', '--out', 'all2.csv')).toMatchObject({ code: 0, same: true });
    await makeWorkspace('elsewhere.gpkg', [3, 12, 15, 20, 30, 40], 'restricted');
    const words = ['run', 'all.json', '--workspace', 'elsewhere.gpkg', '--out', 'all3.csv'];
    const refused = await pinpoint(folder, ...words);
    expect([refused.code, refused.stderr]).toEqual([5, expect.stringContaining('--override and --by')]);
    expect(existsSync(at('all3.csv'))).toBe(false);
    expect((await pinpoint(folder, ...words, ...override)).code).toBe(0);
  });
});

describe('a run file that is none, or means harm', () => {
  beforeAll(async () => {
    mkdirSync(at('inner'));
    await target('six.gpkg', '--out', 'six.csv', '--save-run', 'six.json');
  });

  /** Refused, with what is said; nothing comes to be in the folder. */
  async function refuse(text: string, ...words: string[]): Promise<string> {
    writeFileSync(at('inner', 'bad.json'), text);
    const { code, stderr } = await pinpoint(folder, 'run', 'inner/bad.json', ...words);
    expect(code).toBe(3);
    expect(stderr).not.toMatch(/ at .*\.ts/);
    return stderr;
  }
  const change = (more: Record<string, unknown>): string =>
    JSON.stringify({ ...readRun('six.json'), ...more });
  const ask = (more: Record<string, unknown>): string => {
    const { asked } = readRun('six.json');
    return change({ asked: { ...asked, request: { ...asked.request, ...more } } });
  };

  test.each<[what: string, make: () => string, says: string]>([
    ['not JSON', () => '{"pinpoint": "run",', 'It is not JSON'],
    ['a list', () => '[]', 'pinpoint'],
    ['another kind of JSON', () => '{"type":"FeatureCollection"}', 'pinpoint'],
    ['a newer form', () => change({ version: 2 }), 'newer Pinpoint'],
    ['no form', () => change({ version: 'one' }), 'version'],
    ['a field that is not known', () => change({ command: 'rm' }), 'command'],
    [
      'one deep within',
      () => ask({ question: { ...readRun('six.json').found.question, shell: 1 } }),
      'asked.request.question.shell',
    ],
    ['no instant', () => change({ made: 'yesterday' }), 'made'],
    ['an instant that no archive holds', () => change({ made: '1969-07-20T20:17:00Z' }), 'made'],
    ['a name that climbs out', () => ask({ fileName: '../../list' }), 'asked.request.fileName'],
    ['a format that there is not', () => ask({ format: 'exe' }), 'asked.request.format'],
    ['a hash that is none', () => change({ files: [{ name: 'a', sha256: '0' }] }), 'files.0.sha256'],
    ['a workspace by its whole path', () => change({ workspace: '/etc/passwd' }), 'workspace'],
    [
      'a workspace that climbs out',
      () => change({ workspace: '../other.gpkg', files: [{ name: 'x.csv', sha256: '0'.repeat(64) }] }),
      'workspace',
    ],
    ['a file outside that is no workspace', () => change({ workspace: '../six.csv' }), 'workspace'],
    [
      'a workspace that is not said, and not known by the run',
      () => change({ workspace: null, files: [{ name: 'x.csv', sha256: '0'.repeat(64) }] }),
      '--workspace',
    ],
    [
      'names that mean something to programs',
      () => change({}).replace('"rows": {', '').replace('"rows":{', '"rows":{"__proto__":"in",'),
      '__proto__',
    ],
  ])('%s is refused with the field', async (_, make, says) => {
    expect(await refuse(make())).toContain(says);
    expect(existsSync(at('inner', 'six.csv'))).toBe(false);
  });

  test('is not read where it is too large', async () => {
    writeFileSync(at('inner', 'large.json'), '{');
    truncateSync(at('inner', 'large.json'), 64 * 1024 * 1024);
    const { code, stderr } = await pinpoint(folder, 'run', 'inner/large.json');
    expect([code, stderr]).toEqual([3, expect.stringContaining('too large')]);
  });

  test('finds the workspace that wrote it also outside its folder', async () => {
    await target('six.gpkg', '--out', 'inner/beside.csv', '--save-run', 'inner/beside.json');
    expect(readRun('inner/beside.json').workspace).toBe('../six.gpkg');
    expect(await runAgain('inner/beside.json')).toMatchObject({ code: 0, same: true });
    renameSync(at('inner/beside.json'), at('lost.json'));
    const { code, stderr } = await pinpoint(folder, 'run', 'lost.json', '--out', 'lost.csv');
    expect([code, stderr]).toEqual([4, expect.stringContaining('--workspace')]);
  });

  test('that names no workspace finds the one that knows of it, among those opened lately', async () => {
    const unnamed = { ...readRun('lost.json'), workspace: null };
    writeFileSync(at('unnamed.json'), JSON.stringify(unnamed));
    expect(await runAgain('unnamed.json', '--out', 'unnamed.csv')).toMatchObject({ code: 0, same: true });
    expect(hash(at('unnamed.csv'))).toBe(unnamed.files[0]!.sha256);
  });

  test('tells in JSON too what the format could not hold, the first time and again', async () => {
    const words = ['--out', 'grid.geojson', '--crs', 'EPSG:27700', '--save-run', 'grid.json', '--json'];
    const { losses } = JSON.parse(await target('six.gpkg', ...words)) as { losses: string[] };
    expect(losses).toEqual([expect.stringContaining('National Grid')]);
    expect(await runAgain('grid.json')).toMatchObject({ same: true, losses });
  });

  test('is saved only with a file, and under a name of its own', async () => {
    const alone = await pinpoint(
      folder,
      'target',
      'six.gpkg',
      '--rule',
      'claimants > 10',
      '--save-run',
      'a.json',
    );
    expect([alone.code, alone.stderr]).toEqual([2, expect.stringContaining('--out')]);
    const wrong = ['--out', 'b.csv', '--save-run', 'b.csv'];
    expect((await pinpoint(folder, 'target', 'six.gpkg', '--rule', 'claimants > 10', ...wrong)).code).toBe(2);
    const other = await pinpoint(folder, 'run', 'six.json', '--out', 'six.xlsx');
    expect([other.code, other.stderr]).toEqual([2, expect.stringContaining('makes no other format')]);
  });
});

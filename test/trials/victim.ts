// Run by kills.test.ts in a process of its own: does one thing to a workspace, and kills itself at the n-th moment at which
// it writes. With 0 it lives, and prints how many such moments there were.
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { join } from 'node:path';
import { deliver } from '#data/files';
import { createStaging, openForWriting, type WorkspaceWriter } from '#data/workspace';
import { Connection } from '../../data/workspace/connection.ts';

const [action = '', path = '', moment = '0'] = process.argv.slice(2);
let moments = 0;

/** Counts a moment before something is written, and is the last one where it is the one asked for. */
function reach(): void {
  moments += 1;
  if (moments === Number(moment)) process.kill(process.pid, 'SIGKILL');
}

for (const name of [
  'renameSync',
  'linkSync',
  'rmSync',
  'copyFileSync',
  'fsyncSync',
  'writeFileSync',
  'openSync',
] as const) {
  const real = fs[name] as (...args: unknown[]) => unknown;
  (fs as unknown as Record<string, unknown>)[name] = (...args: unknown[]): unknown => {
    reach();
    return real(...args);
  };
}
syncBuiltinESMExports();
for (const name of ['run', 'exec', 'pragma'] as const) {
  const real = Connection.prototype[name] as (this: Connection, ...args: unknown[]) => unknown;
  (Connection.prototype as unknown as Record<string, unknown>)[name] = function count(
    this: Connection,
    ...args: unknown[]
  ): unknown {
    reach();
    return real.apply(this, args);
  };
}

function publishValues(writer: WorkspaceWriter): void {
  const staging = createStaging();
  const period = { id: '2019', label: '2019', first: '2019-01-01', last: '2019-12-31' };
  for (let at = 0; at < 40; at++)
    staging.addObservation({
      areaCode: `A${String(at).padStart(3, '0')}`,
      indicator: 'jsa',
      cohort: 'all',
      period,
      value: at,
      flag: 0,
    });
  writer.publish(staging, {
    kind: 'observations',
    title: 'JSA 2019',
    file: 'a.csv',
    sha256: 'c'.repeat(64),
    publisher: null,
    licence: null,
    attribution: [],
    period: '2019',
    retrieved: null,
    rounding: 0,
    mapping: {},
    report: {},
    rows: { read: 40, taken: 40, rejected: 0 },
    geography: { kind: 'lsoa', vintage: '2011' },
    indicators: [],
  });
  staging.discard();
}

const beside = (name: string): string => join(path, '..', name);

const actions: Record<string, (writer: WorkspaceWriter) => Promise<void> | void> = {
  import: publishValues,
  undo: (writer) => writer.undo(),
  forget: (writer) => void writer.forget(null),
  /** Opening alone brings the schema up to date. */
  migrate: () => undefined,
  copy: async (writer) => {
    await writer.copyTo(beside('copy.gpkg'));
  },
  deliver: () => {
    const files = ['a.csv', 'b.json'].map((name) => ({
      source: beside(`made/${name}`),
      destination: beside(name),
    }));
    deliver(files, () => undefined);
  },
};

const writer = openForWriting(path, { holder: 'a victim', now: () => '2026-02-02T00:00:00.000Z' });
await actions[action]!(writer);
writer.close();
fs.writeSync(1, String(moments));

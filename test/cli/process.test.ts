import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { copyDemonstration } from '../demonstration.ts';
import { isLong } from '../trial-length.ts';
import { pinpoint, pinpointProcess, type Ended } from './pinpoint.ts';

let folder: string;

/** Calls every release of a workspace restricted. */
async function restrict(workspace: string): Promise<void> {
  const { stdout } = await pinpoint(folder, 'describe', workspace, '--json');
  const { releases } = JSON.parse(stdout) as { releases: { id: number }[] };
  for (const { id } of releases) await pinpoint(folder, 'classify', workspace, String(id), 'restricted');
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'pinpoint-process-'));
  copyDemonstration(join(folder, 'demo.gpkg'));
  copyDemonstration(join(folder, 'restricted.gpkg'));
  await restrict('restricted.gpkg');
  writeFileSync(join(folder, 'broken.gpkg'), 'no database at all');
  writeFileSync(join(folder, 'empty.geojson'), '');
});
afterAll(() => rmSync(folder, { recursive: true }));

const lsoa = ['--geography', 'lsoa:2001'];

const timeless = ({ stdout, ...rest }: Ended): Ended => ({
  ...rest,
  stdout: stdout.replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'then'),
});

/** More of the same, which end in the same places of the program. */
const others = [
  [0, ['target', '--help']],
  [2, ['describe']],
  [2, ['target', 'demo.gpkg', '--rule', 'jsa_rat > 10', ...lsoa]],
  [4, ['describe', 'absent.gpkg', '--json']],
] as const;

/** The code that scripts are promised, and a command that ends with it. */
test.each([
  [0, ['--help']],
  [0, ['describe', 'demo.gpkg', '--json']],
  [0, ['target', 'demo.gpkg', '--rule', 'jsa_rate > 10', ...lsoa]],
  [2, ['nonsense']],
  [2, ['target', 'demo.gpkg', '--rule', 'jsa_rat > 10', ...lsoa, '--json']],
  [3, ['check', 'broken.gpkg']],
  [3, ['import', 'boundaries', 'demo.gpkg', 'empty.geojson', '--geography', 'lsoa', '--vintage', '2001']],
  [5, ['target', 'restricted.gpkg', '--rule', 'jsa_rate > 10', ...lsoa, '--policy', 'none']],
  [4, ['describe', 'absent.gpkg']],
  ...(isLong ? others : []),
] as const)(
  'a process ends with %i and prints what the command line prints here: %j',
  async (code, words) => {
    const ended = await pinpointProcess(folder, ...words);
    expect(ended.code).toBe(code);
    expect(timeless(await pinpoint(folder, ...words))).toEqual(timeless(ended));
  },
);

import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { hasRealData, realData } from '../real-data.ts';
import type { BoundariesTiming } from './boundaries-child.ts';
import type { BenchRow } from './row.ts';

const run = promisify(execFile);
const source = realData('bench/england_lsoa_2011_bng.zip');
const rounds = 3;
/** Where the command line keeps compiled code between starts, too. */
const compiled = join(import.meta.dirname, '../../node_modules/.cache/compiled');
const gibibyte = 1024;

/**
 * All LSOAs of England from a zipped shapefile in British National Grid to a workspace ready to draw, each time in a process of its
 * own, in turns with `ogr2ogr` to a GeoPackage with the same reprojection. The best of three counts on both sides, with the
 * start and the end of the process.
 */
export async function benchBoundaries(): Promise<BenchRow[]> {
  const work = 'import 32,844 LSOAs of England';
  if (!hasRealData || !existsSync(source)) {
    return [
      {
        work,
        budget: 'no slower than ogr2ogr',
        measured: 'skipped: real data not present',
        peer: '',
        ok: null,
      },
    ];
  }
  const folder = mkdtempSync(join(tmpdir(), 'pinpoint-bench-boundaries-'));
  try {
    const ours: BoundariesTiming[] = [];
    const theirs: number[] = [];
    for (let round = 0; round < rounds; round++) {
      ours.push(await timeImport(folder, round));
      const seconds = await timeOgr(folder, round);
      if (seconds !== undefined) theirs.push(seconds);
    }
    return describeRounds(work, ours, theirs);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function timeImport(folder: string, round: number): Promise<BoundariesTiming> {
  const child = join(import.meta.dirname, 'boundaries-child.ts');
  const begun = performance.now();
  const { stdout } = await run(process.execPath, [child, source, join(folder, `ours-${round}.gpkg`)], {
    env: { ...process.env, NODE_COMPILE_CACHE: compiled },
  });
  const timing = JSON.parse(stdout) as Omit<BoundariesTiming, 'total'>;
  return { ...timing, total: (performance.now() - begun) / 1000 };
}

/** Seconds, or undefined where the program is not installed. */
async function timeOgr(folder: string, round: number): Promise<number | undefined> {
  const target = join(folder, `ogr-${round}.gpkg`);
  const begun = performance.now();
  try {
    await run('ogr2ogr', ['-q', '-t_srs', 'EPSG:4326', target, `/vsizip/${source}`]);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
  return (performance.now() - begun) / 1000;
}

function describeRounds(work: string, ours: BoundariesTiming[], theirs: number[]): BenchRow[] {
  const best = ours.reduce((least, each) => (each.total < least.total ? each : least));
  const peer = theirs.length === 0 ? undefined : Math.min(...theirs);
  const memory = Math.max(...ours.map(({ peakMegabytes }) => peakMegabytes));
  const parts = `read, projected, mended and staged ${best.staged.toFixed(1)} s, published ${best.published.toFixed(1)} s, the rest starting and ending the process`;
  return [
    {
      work,
      budget: 'no slower than ogr2ogr',
      measured: `${best.total.toFixed(1)} s (${parts})`,
      peer: peer === undefined ? 'ogr2ogr is not installed' : `ogr2ogr ${peer.toFixed(1)} s`,
      ok: peer === undefined ? null : best.total <= peer,
    },
    {
      work: `${work}: resident memory`,
      budget: '1 GiB',
      measured: `${Math.round(memory)} MiB at most`,
      peer: '',
      ok: memory < gibibyte,
    },
  ];
}

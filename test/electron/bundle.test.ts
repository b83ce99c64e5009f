import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import type { Client } from '#contract';
import { fontFiles } from '../../data/export/pdf/fonts.ts';
import { copyNativeParts } from '../../scripts/native-parts.ts';
import { contractCases, endOfJob } from '../contract/cases.ts';
import { writeSent } from '../data/formats/geopackage/sent.ts';
import { startBundle, type BundledDataProcess } from './data-process.ts';

const project = resolve(import.meta.dirname, '../..');

// A program's folder as it is packed, far from this checkout: what it does not hold, it does not find.
let program: string;
let home: string;
let data: BundledDataProcess;
let page: Client;

beforeAll(async () => {
  program = mkdtempSync(join(tmpdir(), 'pinpoint-program-'));
  home = mkdtempSync(join(tmpdir(), 'pinpoint-home-'));
  cpSync(inject('bundle'), join(program, '.vite/build'), { recursive: true });
  copyNativeParts(project, program, process.platform, process.arch);
  data = startBundle(program, home);
  await data.control.ask('begin', { path: null });
  page = data.connect();
});

afterAll(async () => {
  await data.end();
  rmSync(program, { recursive: true });
  rmSync(home, { recursive: true });
});

describe('over the port of the bundled data process', () => contractCases(() => page));

describe('the bundled program', () => {
  test('consists of the files that the main process names', () => {
    const built = readdirSync(join(program, '.vite/build'));
    expect(built).toEqual(expect.arrayContaining(['main.cjs', 'preload.cjs', 'backend.mjs']));
    const manifest = JSON.parse(readFileSync(join(project, 'package.json'), 'utf8')) as { main: string };
    expect(existsSync(join(program, manifest.main))).toBe(true);
  });

  test('finds every worker that it starts beside it', () => {
    const folder = join(program, '.vite/build');
    const bundles = readdirSync(folder).filter((name) => name.endsWith('.mjs'));
    const workers = bundles.flatMap((name) =>
      [...readFileSync(join(folder, name), 'utf8').matchAll(/new URL\("\.\/([^"]+)", import\.meta\.url\)/g)]
        .map(([, worker]) => worker!)
        // PDFKit names a colour profile that only files for archives have.
        .filter((worker) => worker.endsWith('.mjs')),
    );
    expect(workers.length).toBeGreaterThanOrEqual(3);
    for (const worker of workers) expect(existsSync(join(folder, worker)), worker).toBe(true);
  });

  test('writes a PDF in the fonts that lie beside it, and reads it back', async () => {
    const beside = readdirSync(join(program, '.vite/build'));
    const fonts = Object.values(fontFiles).flat();
    expect(beside).toEqual(expect.arrayContaining(fonts.map((file) => basename(file))));
    const content = { kind: 'performance' as const, request: {} };
    const { job } = await page.call('table.export', { content, job: null, format: 'pdf', fileName: 'list' });
    expect(await endOfJob(page, job)).toMatchObject({
      state: 'done',
      product: { files: [{ name: 'list.pdf' }] },
    });
  });

  test('the preload script needs nothing but Electron, as the sandbox demands', () => {
    const text = readFileSync(join(program, '.vite/build/preload.cjs'), 'utf8');
    const needed = [...text.matchAll(/require\(["'`]([^"'`]+)["'`]\)/g)].map(([, name]) => name);
    expect(new Set(needed)).toEqual(new Set(['electron']));
  });

  test('begins with the demonstration, finds its 33 areas and tells that it is open', async () => {
    const result = await page.call('rule.evaluate', {
      rule: 'jsa_rate > 10',
      geography: 'lsoa:2001',
      period: null,
      need: null,
      order: null,
    });
    // Mersey 2008: 33 LSOAs with more than 10 % claimants.
    expect(result.counts.in).toBe(33);
    expect(data.opened()).toBeGreaterThan(0);
  });

  test('reads a computed layer of a GeoPackage with the SQLite that lies beside it', async () => {
    const path = join(home, 'sent.gpkg');
    writeSent(path, "CREATE VIEW areas AS SELECT geom, 'E0100000' || fid AS code FROM t");
    const files = await data.control.ask('register', { paths: [path] });
    const seen = await page.call('import.inspect', { family: 'boundaries', files, hint: {} });
    expect(seen).toMatchObject({ format: 'GeoPackage', rows: 2 });
  });

  test('imports a picked file in its own worker', async () => {
    const path = join(home, 'squares.geojson');
    writeFileSync(path, JSON.stringify(twoSquares()));
    await page.call('workspace.create', { name: 'squares', at: null });
    const files = await data.control.ask('register', { paths: [path] });
    const { mapping } = await page.call('import.inspect', { family: 'boundaries', files, hint: {} });
    expect(mapping).not.toBeNull();
    const { job } = await page.call('import.start', {
      files,
      mapping,
      publisher: null,
      licence: null,
    });
    const ended = await endOfJob(page, job);
    expect(ended.error).toBeNull();
    const { geographies } = await page.call('workspace.describe', {});
    expect(geographies.map(({ areas }) => areas)).toEqual([2]);
  });

  test('brings a copy to the chosen place, in place of what the person agreed to replace', async () => {
    const { job } = await page.call('workspace.copy', {});
    const { product } = await endOfJob(page, job);
    if (product?.kind !== 'files') throw new Error('The copy has no file.');
    const destination = join(home, 'kept.gpkg');
    writeFileSync(destination, 'old');
    await data.control.ask('deliver', { file: product.files[0]!, destination });
    expect(readFileSync(destination).subarray(0, 15).toString()).toBe('SQLite format 3');
  });

  test('knows what was open before and opens it again', async () => {
    const [last] = await data.control.ask('recent', null);
    expect(last?.file.name).toBe('demonstration.gpkg');
    await data.control.ask('openKnown', { file: last!.file });
    expect((await page.call('workspace.info', {})).synthetic).toBe(true);
  });

  test('says what is wrong with a workspace that is not there', async () => {
    const attempt = data.control.ask('open', { path: join(home, 'nowhere.gpkg') });
    await expect(attempt).rejects.toMatchObject({ code: 'not_found' });
  });

  test('a page that is loaded again has a port of its own', async () => {
    const next = data.connect();
    expect(await next.call('workspace.info', {})).toEqual(await page.call('workspace.info', {}));
  });

  test('closes in good order: one single file, and nobody waits', async () => {
    expect(await data.control.ask('running', null)).toEqual([]);
    await data.control.ask('close', null);
    const left = readdirSync(home).filter((name) => /-(wal|shm)$|\.lock$/.test(name));
    expect(left).toEqual([]);
    await data.end();
    await expect(data.control.ask('running', null)).rejects.toMatchObject({ code: 'internal' });
  });
});

function twoSquares(): unknown {
  const square = (west: number, code: string): unknown => ({
    type: 'Feature',
    properties: { lsoa11cd: code, lsoa11nm: `Square ${code}` },
    geometry: {
      type: 'Polygon',
      coordinates: [
        [
          [west, 53.4],
          [west + 0.01, 53.4],
          [west + 0.01, 53.41],
          [west, 53.41],
          [west, 53.4],
        ],
      ],
    },
  });
  return { type: 'FeatureCollection', features: [square(-2.9, 'E01006512'), square(-2.8, 'E01006513')] };
}

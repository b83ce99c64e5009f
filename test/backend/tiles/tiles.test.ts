import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { VectorTile } from '@mapbox/vector-tile';
import { PbfReader } from 'pbf';
import { describe, expect, it, onTestFinished } from 'vitest';
import { boundsOf, labelPoint, landAreaM2, shapeFromRings, tileAt } from '#core/geography';
import { createStaging, createWorkspace, openForReading } from '#data/workspace';
import type { WorkspaceWriter } from '#data/workspace';
import { makeTile, type TileAddress, type TileSource } from '../../../backend/tiles/tile-making.ts';
import { makeTiles, type Tiles } from '../../../backend/tiles/tiles.ts';

const geography = 'lsoa:2011';

/** A workspace with a row of square areas half a degree wide, eastwards from 5° W 53° N. */
function workspaceWith(areas: number): WorkspaceWriter {
  const folder = mkdtempSync(join(tmpdir(), 'pinpoint-tiles-'));
  const writer = createWorkspace(join(folder, 'tiles.gpkg'), { holder: 'test' });
  onTestFinished(() => {
    writer.close();
    rmSync(folder, { recursive: true, force: true });
  });
  publishAreas(writer, 0, areas);
  return writer;
}

function publishAreas(writer: WorkspaceWriter, from: number, to: number): void {
  const staging = createStaging();
  for (let i = from; i < to; i++) {
    const west = -5 + i / 2;
    const shape = shapeFromRings([
      [
        [
          [west, 53],
          [west + 0.5, 53],
          [west + 0.5, 53.5],
          [west, 53.5],
          [west, 53],
        ],
      ],
    ]);
    const { lon, lat } = labelPoint(shape);
    staging.addArea({
      code: `E0100000${i}`,
      name: `Square ${i}`,
      shape,
      labelPoint: [lon, lat],
      landAreaM2: landAreaM2(shape),
      bounds: boundsOf(shape),
      parentCode: null,
    });
  }
  writer.publish(staging, {
    kind: 'boundaries',
    title: 'Squares',
    file: 'squares.geojson',
    sha256: String(from).padStart(64, '0'),
    publisher: null,
    licence: null,
    attribution: [],
    period: null,
    retrieved: null,
    rounding: 0,
    mapping: {},
    report: {},
    rows: { read: to - from, taken: to - from, rejected: 0 },
    geography: { kind: 'lsoa', vintage: '2011' },
    indicators: [],
  });
  staging.discard();
}

function tilesOf(source: TileSource): Tiles {
  const tiles = makeTiles(source);
  onTestFinished(() => tiles.close().then(() => undefined));
  return tiles;
}

function address(lon: number, z: number): TileAddress {
  const { x, y } = tileAt(lon, 53.25, z);
  return { geography, z, x, y };
}

function codesIn(bytes: Uint8Array): string[] {
  const layer = bytes.length === 0 ? undefined : new VectorTile(new PbfReader(bytes)).layers['areas'];
  return Array.from({ length: layer?.length ?? 0 }, (_, i) =>
    String(layer!.feature(i).properties['code']),
  ).toSorted();
}

describe('tiles of a workspace', () => {
  it('hold the areas that the tile meets', async () => {
    const tiles = tilesOf(workspaceWith(4));
    expect(codesIn(await tiles.get(address(-4.25, 5)))).toEqual([
      'E01000000',
      'E01000001',
      'E01000002',
      'E01000003',
    ]);
    expect(codesIn(await tiles.get(address(-4.25, 12)))).toEqual(['E01000001']);
  });

  it('carry the area ids of the workspace', async () => {
    const writer = workspaceWith(2);
    const bytes = await tilesOf(writer).get(address(-4.25, 12));
    const { areas } = new VectorTile(new PbfReader(bytes)).layers;
    const row = writer.getAreas(geography);
    expect(areas!.feature(0).id).toBe(row.ids[row.indexOf.get('E01000001')!]);
  });

  it('are the bytes that a tile made on the spot has', async () => {
    const writer = workspaceWith(4);
    expect(await tilesOf(writer).get(address(-4.25, 7))).toEqual(makeTile(writer, address(-4.25, 7)));
  });

  it('have no bytes where there is nothing, and outside the world', async () => {
    const tiles = tilesOf(workspaceWith(1));
    expect(await tiles.get(address(40, 9))).toHaveLength(0);
    expect(await tiles.get({ geography, z: 2, x: 4, y: 0 })).toHaveLength(0);
    expect(await tiles.get({ geography, z: 2, x: 0, y: -1 })).toHaveLength(0);
  });

  it('are kept: the second answer is the first one', async () => {
    const tiles = tilesOf(workspaceWith(4));
    expect(await tiles.get(address(-4.25, 7))).toBe(await tiles.get(address(-4.25, 7)));
  });

  it('are made once for everyone who waits', async () => {
    const tiles = tilesOf(workspaceWith(4));
    const [one, other] = await Promise.all([tiles.get(address(-4.25, 7)), tiles.get(address(-4.25, 7))]);
    expect(one).toBe(other);
  });

  it('are made anew when the workspace changes', async () => {
    const writer = workspaceWith(1);
    const tiles = tilesOf(writer);
    expect(codesIn(await tiles.get(address(-4.25, 5)))).toEqual(['E01000000']);
    publishAreas(writer, 1, 3);
    const codes = codesIn(await tiles.get(address(-4.25, 5)));
    expect(codes).toContain('E01000001');
    expect(codes).toContain('E01000002');
  });

  it('are made in the order newest first, because that is what the map shows now', async () => {
    const tiles = tilesOf(workspaceWith(4));
    const made: number[] = [];
    const ask = (z: number): Promise<unknown> => tiles.get(address(-4.25, z)).then(() => made.push(z));
    await Promise.all([5, 6, 7, 8].map(ask));
    // The first was begun before the others came.
    expect(made).toEqual([5, 8, 7, 6]);
  });

  it('are made here where a second handle to the file cannot be had', async () => {
    const writer = workspaceWith(2);
    const locked: TileSource = {
      path: join(tmpdir(), 'no-such-folder', 'locked.gpkg'),
      revision: () => writer.revision(),
      readAreasWithin: (...within) => writer.readAreasWithin(...within),
    };
    expect(codesIn(await tilesOf(locked).get(address(-4.25, 12)))).toEqual(['E01000001']);
  });

  it('of a workspace opened for reading are the same', async () => {
    const writer = workspaceWith(2);
    const reader = openForReading(writer.path);
    onTestFinished(() => reader.close());
    expect(await tilesOf(reader).get(address(-4.25, 7))).toEqual(makeTile(writer, address(-4.25, 7)));
  });
});

describe('closing', () => {
  it('tells those who wait that nothing comes', async () => {
    const tiles = makeTiles(workspaceWith(4));
    const asked = [5, 6, 7].map((z) => tiles.get(address(-4.25, z)));
    const closed = tiles.close();
    const outcomes = await Promise.allSettled(asked);
    await closed;
    expect(outcomes.slice(1).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    await expect(tiles.get(address(-4.25, 5))).rejects.toMatchObject({ code: 'cancelled' });
  });

  it('lets go of the file, so that the workspace becomes a single file again', async () => {
    const writer = workspaceWith(4);
    const tiles = makeTiles(writer);
    await tiles.get(address(-4.25, 7));
    await tiles.close();
    writer.close();
    expect(existsSync(`${writer.path}-wal`)).toBe(false);
  });

  it('may be done twice, and before any tile was asked for', async () => {
    const tiles = makeTiles(workspaceWith(1));
    await tiles.close();
    await tiles.close();
  });
});

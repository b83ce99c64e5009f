import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { WorkspaceWriter } from '#data/workspace';
import { Connection } from '../../../data/workspace/connection.ts';
import { aSquare, aWorkspace, edition, publish, publishAreas } from './build.ts';

type Entry = [id: number, minx: number, maxx: number, miny: number, maxy: number];

const entriesSql = 'SELECT id, minx, maxx, miny, maxy FROM rtree_area_geom ORDER BY id';

function readOf<Result>({ path }: WorkspaceWriter, work: (connection: Connection) => Result): Result {
  const connection = new Connection(path, { readonly: true });
  try {
    return work(connection);
  } finally {
    connection.close();
  }
}

function entriesOf(workspace: WorkspaceWriter): Entry[] {
  return readOf(workspace, (connection) => connection.rows(entriesSql) as Entry[]);
}

/** What SQLite's own check of the tree says: nodes, boxes of parents, and both tables of what lies where. */
function verdict(workspace: WorkspaceWriter): string {
  return readOf(
    workspace,
    (connection) => connection.get<{ said: string }>("SELECT rtreecheck('rtree_area_geom') AS said")!.said,
  );
}

/** The entries as SQLite keeps them when the same boxes are put in one by one. */
function insertOneByOne(boxes: readonly Entry[]): Entry[] {
  const connection = new Connection(':memory:', { mustExist: false });
  try {
    connection.exec('CREATE VIRTUAL TABLE rtree_area_geom USING rtree(id, minx, maxx, miny, maxy)');
    for (const box of boxes) connection.run('INSERT INTO rtree_area_geom VALUES (?, ?, ?, ?, ?)', ...box);
    return connection.rows(entriesSql) as Entry[];
  } finally {
    connection.close();
  }
}

/** Publishes areas at the given places, each a box of its own. */
function publishBoxes(workspace: WorkspaceWriter, places: readonly [lon: number, lat: number][]): void {
  publish(workspace, { kind: 'boundaries', geography: edition('lsoa:2011') }, (staging) => {
    for (const [i, [lon, lat]] of places.entries()) {
      const code = `A${String(i).padStart(5, '0')}`;
      staging.addArea(aSquare(i, { code, bounds: [lon, lat, lon + 0.013, lat + 0.007] }));
    }
  });
}

describe('the spatial index of areas', () => {
  it('holds what SQLite would hold had it taken the boxes one by one, to the last bit', () => {
    const place = fc.tuple(
      // Minus nought is nought, but has another bit.
      fc.double({ min: -9, max: 2, noNaN: true }).map((lon) => lon + 0),
      fc.double({ min: 49, max: 61, noNaN: true }),
    );
    fc.assert(
      fc.property(fc.array(place, { minLength: 1, maxLength: 300 }), (places) => {
        const workspace = aWorkspace();
        publishBoxes(workspace, places);
        const boxes = places.map(([lon, lat], i): Entry => [
          1_000_000 + i,
          lon,
          lon + 0.013,
          lat,
          lat + 0.007,
        ]);
        expect(entriesOf(workspace)).toEqual(insertOneByOne(boxes));
        expect(verdict(workspace)).toBe('ok');
      }),
      { numRuns: 25 },
    );
  });

  it('is sound from one area to as many as need three storeys of nodes', () => {
    for (const count of [1, 45, 46, 2025, 2026, 2500]) {
      const workspace = aWorkspace();
      publishAreas(workspace, 'lsoa:2011', count);
      expect(verdict(workspace)).toBe('ok');
      expect(entriesOf(workspace)).toHaveLength(count);
    }
  });

  it('keeps the areas of other geographies, whether few are added to many or many to few', () => {
    const workspace = aWorkspace();
    publishAreas(workspace, 'ward:2013', 20, { prefix: 'W' });
    publishAreas(workspace, 'lsoa:2011', 400);
    publishAreas(workspace, 'district:2013', 3, { prefix: 'D' });
    expect(entriesOf(workspace)).toHaveLength(423);
    expect(verdict(workspace)).toBe('ok');
  });

  it('moves areas that are imported again, and brings them back by undo', () => {
    const workspace = aWorkspace();
    publishBoxes(
      workspace,
      Array.from({ length: 100 }, (_, i) => [-3 + i / 100, 53]),
    );
    const before = entriesOf(workspace);
    publishBoxes(
      workspace,
      Array.from({ length: 100 }, (_, i) => [-3 + i / 100, 54]),
    );
    expect(entriesOf(workspace)).toHaveLength(100);
    expect(entriesOf(workspace).every(([, , , miny]) => miny > 53.9)).toBe(true);
    expect(verdict(workspace)).toBe('ok');
    workspace.undo();
    expect(entriesOf(workspace).map(([id]) => id)).toEqual(before.map(([id]) => id));
    expect(verdict(workspace)).toBe('ok');
    workspace.undo();
    expect(entriesOf(workspace)).toEqual([]);
    expect(verdict(workspace)).toBe('ok');
  });

  it('finds the areas of a place through the tree', () => {
    const workspace = aWorkspace();
    publishBoxes(
      workspace,
      Array.from({ length: 3000 }, (_, i) => [-6 + (i % 60) / 10, 50 + Math.floor(i / 60) / 10]),
    );
    const found = readOf(workspace, (connection) =>
      connection.rows(
        'SELECT id FROM rtree_area_geom WHERE maxx >= -2.96 AND minx <= -2.84 AND maxy >= 53.04 AND miny <= 53.16',
      ),
    );
    // One box begins at -2.9, 53.1; its neighbours are a tenth of a degree away.
    expect(found).toEqual([[1_000_000 + 31 * 60 + 31]]);
  });
});

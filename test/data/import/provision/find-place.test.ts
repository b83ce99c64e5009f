import { afterAll, describe, expect, it } from 'vitest';
import { PinpointError } from '#contract';
import { findSaidPlace, type SaidPlace } from '#data/import';
import type { WorkspaceWriter } from '#data/workspace';
import { makeBench } from '../tables/build.ts';

const bench = makeBench();
afterAll(() => bench.clear());

// The bench draws areas as squares of 0.001 degrees from 3° W, 53° N eastwards.
const codes = Array.from({ length: 10 }, (_, i) => `E01${String(i).padStart(6, '0')}`);

async function withDirectory(): Promise<WorkspaceWriter> {
  const writer = bench.workspace({ 'lsoa:2011': codes });
  const file = bench.file(
    'directory.csv',
    'pcds,lat,long,doterm\nL1 1AA,53.0005,-2.995,\nL1 1AB,53.0006,-2.994,200706\n',
  );
  await bench.run(writer, file, {
    family: 'postcodes',
    postcodeColumn: 'pcds',
    position: {
      lonColumn: 'long',
      latColumn: 'lat',
      eastingColumn: null,
      northingColumn: null,
      crs: null,
    },
    areaColumns: {},
    endedColumn: 'doterm',
  });
  return writer;
}

function refusalOf(said: SaidPlace, writer: WorkspaceWriter): PinpointError {
  try {
    findSaidPlace(said, writer);
  } catch (error) {
    if (error instanceof PinpointError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}

describe('a place that somebody types', () => {
  it('is found by its postcode, whatever the spaces and capitals', async () => {
    const writer = await withDirectory();
    for (const postcode of ['L1 1AA', 'l11aa', ' L1  1AA '])
      expect(findSaidPlace({ postcode }, writer)).toEqual({ lon: -2.995, lat: 53.0005, note: null });
  });

  it('is found by a postcode out of use, with a note', async () => {
    const { lon, note } = findSaidPlace({ postcode: 'L1 1AB' }, await withDirectory());
    expect(lon).toBe(-2.994);
    expect(note).toMatch(/^The postcode L1 1AB is out of use since 2007-06/);
  });

  it('is not found by a postcode that the directory does not have, or without a directory', async () => {
    const unknown = refusalOf({ postcode: 'M1 1AA' }, await withDirectory());
    expect(unknown).toMatchObject({ code: 'not_found', details: { found: 'M1 1AA' } });
    const none = refusalOf({ postcode: 'M1 1AA' }, bench.workspace({ 'lsoa:2011': codes }));
    expect(none.message).toBe('The workspace has no postcode directory.');
    expect(none.details.hint).toMatch(/Import one/);
  });

  it('is found by easting and northing with the full shift of the datum', () => {
    // Ordnance Survey, "A guide to coordinate systems in Great Britain", annex C: 52.657979 N, 1.716039 E on WGS 84.
    const writer = bench.workspace({ 'lsoa:2011': codes });
    const { lon, lat } = findSaidPlace({ easting: 651_409.903, northing: 313_177.27 }, writer);
    expect(lat).toBeCloseTo(52.657979, 4);
    expect(lon).toBeCloseTo(1.716039, 4);
  });

  it('is refused outside the British National Grid', () => {
    const error = refusalOf(
      { easting: 313_177, northing: 1_651_409 },
      bench.workspace({ 'lsoa:2011': codes }),
    );
    expect(error).toMatchObject({ code: 'usage', details: { found: '313177, 1651409' } });
  });
});

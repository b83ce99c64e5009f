// oxlint-disable-next-line typescript/triple-slash-reference -- an ambient declaration cannot be imported, and other projects compile this file too
/// <reference path="./shpjs.d.ts" />
import { parseShp } from 'shpjs';
import type { Part } from '#data/formats/archive';
import { type OpenShapefile, openHalves, readThrough } from './shapefile.ts';
import type { Records, Wanted } from './shp.ts';
import { noImportElsewhere, findSpot, type PointLayer, type Spot } from '#data/formats/layer';

const fileHeader = 100;
const recordHeader = 8;
const single = 1;
const group = 8;
/** Shape type and two coordinates; for a group shape type, bounds and number of points. Heights and measures may follow. */
const pointBytes = 20;
const groupHeader = 40;

const wantedPoints: Wanted = {
  types: [single, group].flatMap((type) => [type, type + 10, type + 20]),
  noun: 'points',
  expected: 'points',
  hint: noImportElsewhere,
};

/**
 * Opens the point shapefile called `layer` among the parts and reads it through. Attributes are text as they stand in the table, so
 * that codes keep their leading zeros; shapes are decoded by shpjs. A damaged record is a problem of its own. Throws `input_refused`
 * for areas and lines, without a `.dbf`, for a damaged or incomplete file, and where shapes and rows differ in number.
 */
export async function openPlaceShapefile(parts: readonly Part[], layer: string): Promise<PointLayer> {
  const opened = await openHalves(parts, layer, wantedPoints);
  try {
    await readThrough(opened);
  } finally {
    await opened.shapes.close();
  }
  return toSource(opened);
}

function toSource({ shapes, table, label, file, isLoose, crs, notes }: OpenShapefile): PointLayer {
  const indexes = table.fields.map((_, index) => index);
  return {
    label,
    file,
    format: isLoose ? 'ESRI Shapefile' : 'ESRI Shapefile in a zip',
    fields: table.fields,
    crs,
    encoding: table.encoding,
    rows: table.records,
    notes,
    read: (from, to) =>
      readSpots(shapes, from, to).map((spot, index) => {
        const record = from + index;
        return {
          values: indexes.map((field) => table.value(record, field)),
          spot: table.isDeleted(record) ? { problem: 'it is marked as deleted' } : spot,
        };
      }),
  };
}

function readSpots(records: Records, from: number, to: number): Spot[] {
  const problems = Array.from({ length: to - from }, (_, index) => findProblem(records, from + index));
  const geometries = parseShp(copySound(records, from, problems));
  return problems.map((problem, index) => {
    if (problem !== null) return { problem };
    const geometry = geometries[index];
    if (geometry === null || geometry === undefined || geometry.type === 'GeometryCollection') return null;
    return findSpot(geometry.type, geometry.coordinates);
  });
}

/**
 * A small shapefile of some records, with null shapes in place of the damaged ones and a header that speaks of points without
 * heights: the parser reads every record by the type in the header, and fails as a whole at a record that is too short for it.
 * Batches keep memory small.
 */
function copySound(
  { content, offsets, lengths }: Records,
  from: number,
  problems: readonly (string | null)[],
): Buffer {
  const header = Buffer.from(content.subarray(0, fileHeader));
  header.writeInt32LE(kindOf(content, 32), 32);
  const pieces: Buffer[] = [header];
  for (const [index, problem] of problems.entries()) {
    const start = offsets[from + index]! - recordHeader;
    const isSound = problem === null && lengths[from + index]! >= 4;
    pieces.push(
      isSound ? content.subarray(start, offsets[from + index]! + lengths[from + index]!) : nullShape,
    );
  }
  return Buffer.concat(pieces);
}

/** A record of one null shape; its number is not looked at. */
const nullShape = Buffer.from([0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 0]);

/** Why a record cannot be decoded; null where it can, or holds no shape. */
function findProblem({ content, offsets, lengths }: Records, record: number): string | null {
  const at = offsets[record]!;
  const length = lengths[record]!;
  if (length < 4 || content.readInt32LE(at) === 0) return null;
  const type = content.readInt32LE(at);
  if (type !== content.readInt32LE(32)) return 'its record is damaged: it is not a point';
  const needed = kindOf(content, at) === group ? bytesOfGroup(content, at, length) : pointBytes;
  return length < needed ? 'its record is damaged: it is too short' : null;
}

function bytesOfGroup(content: Buffer, at: number, length: number): number {
  if (length < groupHeader) return groupHeader;
  const points = content.readInt32LE(at + 36);
  return points < 0 ? Number.POSITIVE_INFINITY : groupHeader + points * 16;
}

/** The shape type at a place, whether with heights and measures or without. */
function kindOf(content: Buffer, at: number): number {
  return content.readInt32LE(at) % 10;
}

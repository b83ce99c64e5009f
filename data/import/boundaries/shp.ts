// oxlint-disable-next-line typescript/triple-slash-reference -- an ambient declaration cannot be imported, and other projects compile this file too
/// <reference path="./shpjs.d.ts" />
import { parseShp } from 'shpjs';
import type { Position } from 'geojson';
import { assignRings, type Shape } from '#core/geography';
import { refuse } from '../refusal.ts';
import { count } from '../tables/index.ts';
import type { FeatureGeometry } from './source.ts';

/** The geometry part of a shapefile: where each record lies in it. */
export interface Records {
  content: Buffer;
  /** Start of each record's content, after its eight bytes of header. */
  offsets: number[];
  /** Bytes of each record's content. */
  lengths: number[];
}

const fileHeader = 100;
const recordHeader = 8;
/** Shape type, bounds, number of parts, number of points. */
const polygonHeader = 44;
const polygonTypes = [5, 15, 25];
const polyline = 3;

const typeNames: Readonly<Record<number, string>> = {
  1: 'points',
  3: 'lines',
  8: 'groups of points',
  11: 'points',
  13: 'lines',
  18: 'groups of points',
  21: 'points',
  23: 'lines',
  28: 'groups of points',
  31: '3D surfaces',
};

/**
 * Finds the records of a `.shp` by walking from one to the next; the index (`.shx`) is not needed.
 * Throws `input_refused` where the content is no shapefile, holds no polygons, or ends before its last record does.
 */
export function openShp(content: Buffer, label: string): Records {
  checkHeader(content, label);
  const records: Records = { content, offsets: [], lengths: [] };
  let at = fileHeader;
  while (at + recordHeader <= content.length) {
    const number = content.readInt32BE(at);
    const length = content.readInt32BE(at + 4) * 2;
    if (number === 0 && length === 0 && isPadding(content, at)) break;
    const start = at + recordHeader;
    if (length < 0 || start + length > content.length)
      throw cutOff(label, records.offsets.length, content.length);
    records.offsets.push(start);
    records.lengths.push(length);
    at = start + length;
  }
  const stated = content.readInt32BE(24) * 2;
  if (stated > content.length + recordHeader)
    throw cutOff(label, records.offsets.length, content.length, stated);
  if (records.offsets.length === 0) {
    throw refuse(`“${label}” is empty: it holds no areas at all.`, { file: label, found: '0 records' });
  }
  return records;
}

function checkHeader(content: Buffer, label: string): void {
  if (content.length < fileHeader || content.readInt32BE(0) !== 9994 || content.readInt32LE(28) !== 1000) {
    throw refuse(`“${label}” is not a shapefile: its header is damaged or of another kind.`, {
      file: label,
      found: content.length < fileHeader ? `${content.length} bytes` : 'another file code',
      expected: 'file code 9994, version 1000',
      hint: 'Fetch the shapefile again; the download was probably cut off or changed on its way.',
    });
  }
  const type = content.readInt32LE(32);
  if (polygonTypes.includes(type)) return;
  const kind = typeNames[type];
  throw refuse(`“${label}” holds ${kind ?? 'no known kind of shape'}, not areas.`, {
    file: label,
    found: kind ?? `shape type ${type}`,
    expected: 'polygons',
    hint: 'Choose the layer with the boundaries themselves, not with their centroids or outlines.',
  });
}

function isPadding(content: Buffer, from: number): boolean {
  return content.subarray(from).every((byte) => byte === 0);
}

function cutOff(label: string, records: number, bytes: number, stated?: number) {
  return refuse(`“${label}” is cut off after ${count(records, 'record')}.`, {
    file: label,
    found: `${bytes.toLocaleString('en-GB')} bytes`,
    expected: stated === undefined ? 'a complete last record' : `${stated.toLocaleString('en-GB')} bytes`,
    hint: 'The download is incomplete: fetch the file again.',
  });
}

/** Geometries of the records `from` ≤ number < `to`, in the CRS of the file. A damaged or empty one is a problem of its own. */
export function readGeometries(records: Records, from: number, to: number): FeatureGeometry[] {
  const problems = Array.from({ length: to - from }, (_, index) => findProblem(records, from + index));
  const lines = parseShp(asLines(records, from, problems)) as (Lines | null)[];
  return problems.map((problem, index) => {
    const line = lines[index];
    if (problem !== null || !line) return { problem: problem ?? 'it has no geometry' };
    return assembleShape(line.type === 'LineString' ? [line.coordinates] : line.coordinates);
  });
}

type Lines =
  | { type: 'LineString'; coordinates: Position[] }
  | { type: 'MultiLineString'; coordinates: Position[][] };

function assembleShape(rings: readonly Position[][]): Shape {
  const coordinates = new Float64Array(rings.reduce((sum, ring) => sum + ring.length * 2, 0));
  const ringEnds = new Uint32Array(rings.length);
  let at = 0;
  for (let ring = 0; ring < rings.length; ring++) {
    for (const point of rings[ring]!) {
      coordinates[at++] = point[0]!;
      coordinates[at++] = point[1]!;
    }
    ringEnds[ring] = at / 2;
  }
  return assignRings(coordinates, ringEnds);
}

function findProblem({ content, offsets, lengths }: Records, record: number): string | null {
  const at = offsets[record]!;
  const length = lengths[record]!;
  if (length < 4 || content.readInt32LE(at) === 0) return 'it has no geometry';
  if (!polygonTypes.includes(content.readInt32LE(at))) return 'its record is damaged: it is not a polygon';
  if (length < polygonHeader) return 'its record is damaged: it is too short';
  const parts = content.readInt32LE(at + 36);
  const points = content.readInt32LE(at + 40);
  if (parts === 0 || points === 0) return 'it has no geometry';
  if (parts < 0 || points < 0 || polygonHeader + parts * 4 + points * 16 > length) {
    return 'its record is damaged: it is too short for its points';
  }
  let before = -1;
  for (let part = 0; part < parts; part++) {
    const start = content.readInt32LE(at + polygonHeader + part * 4);
    if (start < before || start >= points || (part === 0 && start !== 0)) {
      return 'its record is damaged: its rings do not follow one another';
    }
    before = start;
  }
  return null;
}

/**
 * A small shapefile of lines with the same points. The parser would sort rings into polygons by their bounding boxes alone, which
 * gives a hole to the wrong outer ring now and then; read as lines, rings come out as they are. Batches keep memory small.
 */
function asLines(
  { content, offsets, lengths }: Records,
  from: number,
  problems: readonly (string | null)[],
): Buffer {
  const sizes = problems.map(
    (problem, index) => recordHeader + (problem === null ? lengths[from + index]! : 4),
  );
  const copy = Buffer.alloc(fileHeader + sizes.reduce((sum, size) => sum + size, 0));
  content.copy(copy, 0, 0, fileHeader);
  copy.writeInt32LE(polyline, 32);
  let at = fileHeader;
  for (const [index, size] of sizes.entries()) {
    copy.writeInt32BE(from + index + 1, at);
    copy.writeInt32BE((size - recordHeader) / 2, at + 4);
    const start = offsets[from + index]!;
    if (problems[index] === null) content.copy(copy, at + recordHeader, start, start + size - recordHeader);
    at += size;
  }
  return copy;
}

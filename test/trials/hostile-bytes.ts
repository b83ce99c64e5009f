import { closeSync, ftruncateSync, openSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { zipSync } from 'fflate';
import type { ImportFamily } from '#contract';
import { changeFields } from './hostile-fields.ts';
import { makeRandom } from '../trial-length.ts';
import { endlessLayers, hugeLayers, outline, sentBytes } from '../data/formats/geopackage/sent.ts';

/** A file to be met, and the families that it is tried as. */
export interface Hostile {
  /** What is wrong with it. */
  kind: string;
  name: string;
  families: ImportFamily[];
  write(path: string): void;
}

const gigabyte = 2 ** 30;
const text = (content: string) => Buffer.from(content);

function whole(kind: string, name: string, content: Uint8Array | string, families: ImportFamily[]): Hostile {
  return { kind, name, families, write: (path) => writeFileSync(path, content) };
}

/** A gigabyte that takes no room on disk: a beginning, and nothing after it. */
function sparse(start: Uint8Array, at = 0): (path: string) => void {
  return (path) => {
    const file = openSync(path, 'w');
    writeSync(file, start, 0, start.length, at);
    ftruncateSync(file, gigabyte);
    closeSync(file);
  };
}

const starts: [string, Uint8Array, number?][] = [
  ['zeros', Buffer.alloc(0)],
  ['HTML', text('<!DOCTYPE html><html><body>Sign in</body></html>')],
  ['a PDF', text('%PDF-1.7\n%âãÏÓ\n')],
  ['a PNG', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')],
  ['a tar', text('ustar'), 257],
  ['an xz', Buffer.from('fd377a585a000004', 'hex')],
  ['a local header of a zip', Buffer.from('504b03041400000008000000', 'hex')],
  ['a gzip header', Buffer.from('1f8b0800000000000003', 'hex')],
  ['an SQLite header', text('SQLite format 3\0')],
  ['an opening bracket', text('{"type":"FeatureCollection","features":[')],
];
const endings: [string, ImportFamily][] = [
  ['csv', 'observations'],
  ['geojson', 'boundaries'],
  ['gpkg', 'boundaries'],
  ['zip', 'boundaries'],
  ['shp', 'boundaries'],
  ['zip', 'timetable'],
  ['csv', 'sites'],
  ['csv.gz', 'postcodes'],
];

/** Files of a gigabyte whose first kilobyte says already that they are wrong. */
export function* listLarge(): Iterable<Hostile> {
  for (const [kind, start, at] of starts)
    for (const [ending, family] of endings)
      yield {
        kind: `a gigabyte of ${kind}`,
        name: `large.${ending}`,
        families: [family],
        write: sparse(start, at),
      };
}

const square = (code: string, x = -3): string =>
  `{"type":"Feature","properties":{"LSOA11CD":"${code}"},"geometry":{"type":"Polygon","coordinates":[[[${x},53],[${x + 0.01},53],[${x + 0.01},53.01],[${x},53]]]}}`;
const collection = (...features: string[]): string =>
  `{"type":"FeatureCollection","features":[${features.join(',')}]}`;

const views: [string, string][] = [
  ...hugeLayers,
  ['loads other code', "CREATE VIEW areas AS SELECT load_extension('evil') AS geom, code FROM t"],
  ['reads itself', 'CREATE VIEW areas AS SELECT * FROM areas'],
  ['is a virtual table', 'CREATE VIRTUAL TABLE areas USING fts5(geom, code)'],
  ['calls a column by a quotation mark', `CREATE TABLE areas (geom BLOB, "a""b'; DROP TABLE t" TEXT); INSERT INTO areas VALUES (${outline(-3)}, 'E01000001')`],
]; // prettier-ignore

/** A zip whose directory says what its content does not bear out. */
function falseZip(change: (zip: Buffer) => void): Uint8Array {
  const zip = Buffer.from(zipSync({ 'a.geojson': text(collection(square('E01000001'))) }));
  change(zip);
  return zip;
}

/** A zip of two files of one length whose directory has both begin in the same place. */
function zipOfTwins(): Uint8Array {
  const zip = Buffer.from(
    zipSync({
      'a.geojson': text(collection(square('E01000001'))),
      'b.geojson': text(collection(square('E01000002'))),
    }),
  );
  zip.writeUInt32LE(0, zip.lastIndexOf(Buffer.from('PK\x01\x02', 'latin1')) + 42);
  return zip;
}

const b: ImportFamily[] = ['boundaries'];
const tables: ImportFamily[] = ['observations', 'lookup', 'sites'];

/** Files that are wrong in their structure; with patience also those that are left only after a minute. */
export function* listBroken(isPatient: boolean): Iterable<Hostile> {
  if (isPatient)
    for (const [kind, sql] of endlessLayers)
      yield whole(`a layer that ${kind}`, 'sent.gpkg', sentBytes(sql), b);
  if (isPatient)
    yield {
      kind: 'a text of a gigabyte in JSON',
      name: 'a.geojson',
      families: b,
      write: sparse(text('{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"LSOA11CD":"')),
    };
  for (const [kind, sql] of views) yield whole(`a layer that ${kind}`, 'sent.gpkg', sentBytes(sql), b);
  const end = (zip: Buffer): number => zip.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  const directory = (zip: Buffer): number => zip.indexOf(Buffer.from('PK\x01\x02', 'latin1'));
  yield whole('a zip of 65,534 files by its own count', 'a.zip', falseZip((zip) => zip.writeUInt16LE(65534, end(zip) + 10)), b);
  yield whole('a zip whose file is 4 GB by its directory', 'a.zip', falseZip((zip) => zip.writeUInt32LE(0xfffffff0, directory(zip) + 24)), b);
  yield whole('a zip whose file lies beyond its end', 'a.zip', falseZip((zip) => zip.writeUInt32LE(0x7ffffff0, directory(zip) + 42)), b);
  yield whole('a zip whose directory lies in itself', 'a.zip', falseZip((zip) => zip.writeUInt32LE(end(zip), end(zip) + 16)), b);
  yield whole('a zip whose two files are the same bytes', 'a.zip', zipOfTwins(), b);
  yield whole('a zip whose file is as long packed as unpacked, by its directory', 'a.zip', falseZip((zip) => zip.fill(0x70, directory(zip) + 20, directory(zip) + 28)), b);
  yield whole('a feed for ten thousand years', 'feed.zip', feed('1', '08:00:00', '00010101', '99991231'), ['timetable']);
  yield whole('a shapefile whose index points elsewhere', 'a.zip', shapefile(() => undefined, { 'a.shx': Buffer.alloc(108, 0x7f) }), b);
  yield whole('a shapefile whose index is empty', 'a.zip', shapefile(() => undefined, { 'a.shx': new Uint8Array() }), b);
  yield whole('a zip in a zip', 'a.zip', zipSync({ 'b.zip': zipSync({ 'c.csv': text('a,b\n1,2\n') }) }), [...b, ...tables]);
  yield whole('a gzip of 300 MB of zeros', 'a.csv.gz', gzipSync(Buffer.alloc(300 << 20), { level: 9 }), ['observations']);
  yield whole('a gzip of 300 MB of blanks', 'a.geojson.gz', gzipSync(Buffer.alloc(300 << 20, 0x20), { level: 9 }), b);
  yield whole('lists in lists', 'a.geojson', '['.repeat(200_000) + ']'.repeat(200_000), b);
  yield whole('lists in a coordinate', 'a.geojson', collection(square('E01000001').replace('[[[', '['.repeat(50_000)).replace(']]]', ']'.repeat(50_000))), b);
  yield whole('a name of megabytes', 'a.geojson', collection(square('E01000001').replace('LSOA11CD', 'x'.repeat((isPatient ? 40 : 6) << 20))), b);
  yield whole('properties that are a list', 'a.geojson', collection(square('E01000001').replace(/"properties":\{.*?\}/, '"properties":[1,2]')), b);
  yield whole('a prototype among properties', 'a.geojson', collection(square('E01000001').replace('LSOA11CD', '__proto__')), b);
  yield whole('coordinates beyond numbers', 'a.geojson', collection(square('E01000001').replaceAll('53', '1e999')), b);
  yield whole('a topology whose arcs are not there', 'a.topojson', '{"type":"Topology","arcs":[[[0,0],[1,1],[1,0],[0,0]]],"objects":{"x":{"type":"GeometryCollection","geometries":[{"type":"Polygon","arcs":[[7]],"properties":{"LSOA11CD":"E01000001"}}]}}}', b);
  yield whole('a topology that is its own part', 'a.topojson', `{"type":"Topology","arcs":[],"objects":{"x":${'{"type":"GeometryCollection","geometries":['.repeat(150)}${']}'.repeat(150)}}}`, b);
  yield whole('twenty thousand columns of one name', 'a.csv', `code,${'x,'.repeat(20_000)}y\nE01000001,${'1,'.repeat(20_000)}2\n`, tables);
  yield whole('a million columns', 'a.csv', `code,${'x,'.repeat(1_000_000)}y\nE01000001,${'1,'.repeat(1_000_000)}2\n`, tables);
  yield whole('a line without end', 'a.csv', `code,value\n${'7'.repeat(12 << 20)}`, tables);
  yield whole('a quotation mark that is never closed', 'a.csv', `code,value\n"${'E01000001,1\n'.repeat(600_000)}`, tables);
  yield whole('nothing but delimiters', 'a.csv', ','.repeat(3 << 20), tables);
  yield whole('nothing but line ends', 'a.csv', '\n'.repeat(9 << 20), tables);
  yield whole('control characters', 'a.csv', 'code,value\nE01\u001b[2J000001,1\u0007\n', tables);
  yield whole('a lone surrogate', 'a.csv', Buffer.from('fffe64006f00d800', 'hex'), tables);
  yield whole('a folder out of the archive', 'a.zip', zipSync({ '../../evil.csv': text('a,b\n1,2\n') }), [...b, 'sites']);
  yield whole('a feed that counts to a thousand million', 'feed.zip', feed('1000000000'), ['timetable']);
  yield whole('a feed whose trip begins in 10,000 hours', 'feed.zip', feed('1', '9999:00:00'), ['timetable']);
  yield* listShapefiles();
} // prettier-ignore

function feed(sequence: string, time = '08:00:00', first = '20240101', last = '20241231'): Uint8Array {
  return zipSync({
    'agency.txt': text('agency_id,agency_name,agency_url,agency_timezone\n1,A,http://a,Europe/London\n'),
    'stops.txt': text('stop_id,stop_name,stop_lat,stop_lon\ns,S,53,-3\nt,T,53.1,-3.1\n'),
    'routes.txt': text('route_id,route_short_name,route_type\nr,1,3\n'),
    'trips.txt': text('route_id,service_id,trip_id\nr,d,x\n'),
    'calendar.txt': text(`service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,start_date,end_date\nd,1,1,1,1,1,0,0,${first},${last}\n`),
    'stop_times.txt': text(`trip_id,arrival_time,departure_time,stop_id,stop_sequence\nx,${time},${time},s,0\nx,${time},${time},t,${sequence}\n`),
  }); // prettier-ignore
}

/** A shapefile of one triangle in a zip, with its numbers changed. */
function shapefile(
  change: (shp: Buffer, dbf: Buffer) => void,
  beside: Record<string, Uint8Array> = {},
): Uint8Array {
  const points = [-3, 53, -3, 53.01, -2.99, 53, -3, 53];
  const shp = Buffer.alloc(100 + 8 + 48 + points.length * 8);
  shp.writeInt32BE(9994, 0);
  shp.writeInt32BE(shp.length / 2, 24);
  shp.writeInt32LE(1000, 28);
  shp.writeInt32LE(5, 32);
  shp.writeInt32BE(1, 100);
  shp.writeInt32BE((48 + points.length * 8) / 2, 104);
  shp.writeInt32LE(5, 108);
  shp.writeInt32LE(1, 144);
  shp.writeInt32LE(points.length / 2, 148);
  points.forEach((value, at) => shp.writeDoubleLE(value, 156 + at * 8));
  const dbf = Buffer.alloc(32 + 32 + 1 + 10, 0x20);
  dbf.fill(0, 0, 64);
  dbf[0] = 3;
  dbf.writeUInt32LE(1, 4);
  dbf.writeUInt16LE(65, 8);
  dbf.writeUInt16LE(10, 10);
  dbf.write('LSOA11CD', 32, 'latin1');
  dbf.write('C', 43, 'latin1');
  dbf[48] = 9;
  dbf[64] = 0x0d;
  dbf.write('E01000001', 66, 'latin1');
  change(shp, dbf);
  return zipSync({ 'a.shp': shp, 'a.dbf': dbf, ...beside });
}

const soundShapefile = (): Uint8Array => shapefile(() => undefined);
const soundGeoJson = (): Uint8Array => text(collection(square('E01000001'), square('E01000002', -2.9)));

function* listShapefiles(): Iterable<Hostile> {
  const changes: [string, (shp: Buffer, dbf: Buffer) => void][] = [
    ['two thousand million records', (_, dbf) => dbf.writeUInt32LE(2_000_000_000, 4)],
    ['two thousand million points', (shp) => shp.writeInt32LE(2_000_000_000, 148)],
    ['two thousand million rings', (shp) => shp.writeInt32LE(2_000_000_000, 144)],
    ['fewer than no rings', (shp) => shp.writeInt32LE(-1, 144)],
    ['a record of the longest length', (shp) => shp.writeInt32BE(0x7fffffff, 104)],
    ['a record of no length', (shp) => shp.writeInt32BE(0, 104)],
    ['a header of 65,535 bytes', (_, dbf) => dbf.writeUInt16LE(65535, 8)],
    ['records of no length', (_, dbf) => dbf.writeUInt16LE(0, 10)],
    ['a field longer than its record', (_, dbf) => void (dbf[48] = 255)],
    ['coordinates that are no numbers', (shp) => shp.writeDoubleLE(NaN, 156)],
    ['coordinates without bounds', (shp) => shp.writeDoubleLE(1e308, 156)],
  ];
  for (const [kind, change] of changes) yield whole(`a shapefile of ${kind}`, 'a.zip', shapefile(change), b);
}

/** Ways to spoil a file: cut off, flip bits, swap two pieces, repeat one, write a large number in. */
const ways = 5;

/** Spoils a file in one of these ways, where a seed says. */
function mutate(content: Uint8Array, way: number, seed: number): Uint8Array {
  const random = makeRandom(seed * 7919 + 1);
  const bytes = Buffer.from(content);
  const at = Math.floor(random() * bytes.length);
  if (way === 0) return bytes.subarray(0, at);
  if (way === 1) {
    for (let times = 0; times < 1 + random() * 6; times++)
      bytes[Math.floor(random() * bytes.length)]! ^= 1 << Math.floor(random() * 8);
    return bytes;
  }
  if (way === 2) return Buffer.concat([bytes.subarray(at), bytes.subarray(0, at)]);
  if (way === 3) return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at >> 1)]);
  bytes.fill(0xff, at, Math.min(bytes.length, at + 4));
  return bytes;
}

/** Areas for the codes that the tables here speak of, with the places that the lists speak of in them. */
export function soundRegion(): Uint8Array {
  const codes = ['E01000001', ...Array.from({ length: 40 }, (_, at) => `E0100${1000 + at}`)];
  return text(collection(...codes.map((code, at) => square(code, -3.2 + at / 100))));
}

/** Valid files of each format. */
export function listValid(): (Hostile & { content: Uint8Array })[] {
  const table = text(
    `code,name,value\n${Array.from({ length: 40 }, (_, at) => `E0100${1000 + at},Place ${at},${at}`).join('\n')}\n`,
  );
  const sites = text('id,name,longitude,latitude\n1,One,-3,53\n2,Two,-2.9,53.1\n');
  const valid: [string, Uint8Array, ImportFamily][] = [
    ['areas.geojson', soundGeoJson(), 'boundaries'],
    ['areas.zip', soundShapefile(), 'boundaries'],
    ['areas.gpkg', sentBytes('CREATE TABLE areas AS SELECT geom, code FROM t'), 'boundaries'],
    ['values.csv', table, 'observations'],
    ['values.csv.gz', gzipSync(table), 'observations'],
    ['sites.csv', sites, 'sites'],
    ['feed.zip', feed('1'), 'timetable'],
  ]; // prettier-ignore
  return valid.map(([name, content, family]) => ({ ...whole('nothing', name, content, [family]), content }));
}

/** Each of the valid files, spoiled so many times, in one way after another, from a seed on. */
export function* listMutations(each: number, first = 1): Iterable<Hostile> {
  let seed = first;
  for (const { name, content, families } of listValid())
    for (const end = seed + each; seed < end; seed++)
      yield whole(`${name} spoiled (${seed})`, name, mutate(content, seed % ways, seed), families);
}

/** Each of the valid files, with one number of its structure at a time changed. */
export function* listChangedFields(): Iterable<Hostile> {
  for (const { name, content, families } of listValid())
    for (const [kind, changed] of changeFields(name, content))
      yield whole(`${name} where ${kind}`, name, changed, families);
}

/** Writes a hostile file into a folder of its own. */
export function place(folder: string, hostile: Hostile): string {
  const path = join(folder, hostile.name);
  hostile.write(path);
  return path;
}

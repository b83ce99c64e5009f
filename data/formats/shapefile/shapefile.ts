import { getFileFormat } from '#contract';
import { readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { listParts, type Part, readBeginning, refuseLarge } from '#data/formats/archive';
import { refusal, refuseWebPage } from '#data/formats/refusals';
import { type AttributeTable, openDbf, refuseNoDbf } from './dbf.ts';
import { readGeometries, ShpReader, type Wanted, wantedAreas } from './shp.ts';
import { batchSize, type Feature, type ShapeFile, type ShapeLayer } from '#data/formats/layer';

/** The files of one shapefile, by extension without the dot, in lower case. */
interface Members {
  /** Path inside the archive, or name of the loose file, without its extension. */
  name: string;
  parts: Map<string, Part>;
}

const { endings, parts: further = [] } = getFileFormat('shapefile');
const memberName = new RegExp(`^(.*)\\.(${[...endings, ...further].join('|')})$`, 'i');
const partName = new RegExp(`\\.(${further.join('|')})$`, 'i');

/** Whether a file's name says that it is a part of a shapefile, and not the one with the shapes. */
export function isPartOfShapefile(name: string): boolean {
  return partName.test(name);
}

/** Names of the shapefiles among the parts, without their extensions. */
export function listShapefiles(parts: readonly Part[]): string[] {
  return groupMembers(parts)
    .filter((members) => members.parts.has('shp'))
    .map((members) => members.name);
}

function groupMembers(parts: readonly Part[]): Members[] {
  const groups = new Map<string, Members>();
  for (const part of parts) {
    const [, name, extension] = memberName.exec(part.name) ?? [];
    if (name === undefined || extension === undefined) continue;
    const key = name.toLowerCase();
    const members = groups.get(key) ?? { name, parts: new Map<string, Part>() };
    groups.set(key, members);
    if (!members.parts.has(extension.toLowerCase())) members.parts.set(extension.toLowerCase(), part);
  }
  return [...groups.values()];
}

/**
 * The shapefile called `layer` among the parts, a file of one layer of polygons. A `.shp` picked alone finds the files beside it on
 * disk. The `.shx` is not needed. Opening the layer throws `input_refused` where the `.dbf` is missing (areas would have no codes),
 * where a part is damaged or cut off, and where shapes and rows differ in number.
 */
export function openShapefile(parts: readonly Part[], layer: string): ShapeFile {
  return {
    file: parts[0]!.source.name,
    layers: [layer],
    open: () => openShapes(parts, layer),
    close() {},
  };
}

async function openShapes(parts: readonly Part[], layer: string): Promise<ShapeLayer> {
  const { file, crs, notes, isLoose, ...halves } = await openHalves(parts, layer, wantedAreas);
  return {
    ...read(halves),
    format: isLoose ? 'ESRI Shapefile' : 'ESRI Shapefile in a zip',
    file,
    layer,
    crs,
    notes,
    names: [layer, file],
  };
}

/** The two parts of a shapefile, opened. */
export interface Halves {
  shapes: ShpReader;
  table: AttributeTable;
  /** How a person knows the part with the shapes. */
  label: string;
}

/** A shapefile, opened, with what its other parts say. */
export interface OpenShapefile extends Halves {
  /** The picked file that holds it. */
  file: string;
  /** Text of the `.prj`; null without one. */
  crs: string | null;
  notes: string[];
  /** The parts lie on disk and not in an archive. */
  isLoose: boolean;
}

/**
 * Opens the shapefile called `layer` among the parts, at its first record; whoever opens it closes `shapes`. A `.shp` picked alone
 * finds the files beside it on disk. Throws `input_refused` where the `.dbf` is missing, where a part is damaged, and where it
 * holds another kind of shape than wanted.
 */
export async function openHalves(
  parts: readonly Part[],
  layer: string,
  wanted: Wanted,
): Promise<OpenShapefile> {
  const groups = groupMembers(parts);
  const members = await withNeighbours(
    groups.find(({ name, parts: own }) => name === layer && own.has('shp'))!,
  );
  const shp = members.parts.get('shp')!;
  const dbf = members.parts.get('dbf');
  if (dbf === undefined) throw missingTable(shp, wanted);
  const shapes = await openShp(shp, wanted);
  const table = await openTable(dbf, members.parts.get('cpg') ?? members.parts.get('cst')).catch(
    async (error: unknown) => {
      await shapes.close();
      throw error;
    },
  );
  const prj = await readText(members.parts.get('prj'));
  const isPage = prj !== null && /^\s*</.test(prj);
  return {
    shapes,
    table,
    label: shp.label,
    file: shp.source.name,
    isLoose: shp.path !== null,
    crs: prj === null || isPage || prj.trim() === '' ? null : prj,
    notes: isPage
      ? [...table.notes, `The .prj of “${shp.label}” holds a web page and was passed over.`]
      : table.notes,
  };
}

async function openTable(dbf: Part, codePage: Part | undefined): Promise<AttributeTable> {
  refuseWebPage(await readBeginning(dbf), dbf.label);
  refuseNoDbf(await readBeginning(dbf), dbf.label);
  return openDbf(await dbf.read(), await readText(codePage), dbf.label);
}

/** Opens the geometry at its first record: what is there is worked on while the rest is unpacked. */
async function openShp(part: Part, wanted: Wanted): Promise<ShpReader> {
  refuseLarge(part);
  const whole = part.size === null ? await part.read() : undefined;
  const pieces = whole === undefined ? part.pieces() : only(whole);
  const shapes = new ShpReader({ size: part.size ?? whole!.length, pieces }, part.label, wanted);
  try {
    while (shapes.offsets.length === 0 && (await shapes.more()));
    return shapes;
  } catch (error) {
    await shapes.close();
    throw error;
  }
}

async function* only(content: Uint8Array): AsyncIterable<Uint8Array> {
  yield content;
}

async function readText(part: Part | undefined): Promise<string | null> {
  if (part === undefined) return null;
  for await (const piece of part.pieces())
    return Buffer.from(piece.subarray(0, longestText)).toString('utf8');
  return '';
}

/** A reference system or the name of an encoding; what follows in a longer file is something else. */
const longestText = 1 << 16;

async function withNeighbours(members: Members): Promise<Members> {
  const shp = members.parts.get('shp')!;
  if (shp.path === null) return members;
  const folder = dirname(shp.path);
  const stem = shp.path
    .slice(folder.length + 1)
    .replace(/\.shp$/i, '')
    .toLowerCase();
  const parts = new Map(members.parts);
  for (const name of await readdir(folder)) {
    const [, base, extension] = memberName.exec(name) ?? [];
    if (base?.toLowerCase() !== stem || parts.has(extension!.toLowerCase())) continue;
    const [part] = await listParts([{ path: join(folder, name), name }]);
    parts.set(extension!.toLowerCase(), part!);
  }
  return { name: members.name, parts };
}

function missingTable(shp: Part, { noun }: Wanted) {
  return refusal(`“${shp.label}” comes without its .dbf file, so its ${noun} have no codes.`, {
    file: shp.source.name,
    found: 'the .shp file alone',
    expected: 'the .shp and .dbf files of one name, best with .prj and .cpg',
    hint: 'Choose all files of the shapefile together, or the zip it came in.',
  });
}

function read(
  halves: Halves,
): Pick<ShapeLayer, 'fields' | 'encoding' | 'rows' | 'sample' | 'batches' | 'readThrough' | 'close'> {
  const { shapes, table } = halves;
  const indexes = table.fields.map((_, index) => index);
  return {
    fields: table.fields,
    encoding: table.encoding,
    rows: table.records,
    sample: (count) =>
      Array.from({ length: Math.min(count, table.records) }, (_, row) =>
        indexes.map((index) => table.value(row, index)),
      ),
    async *batches(fields) {
      const wanted = fields.map((field) => table.fields.indexOf(field));
      for (let from = 0; from < table.records; from += batchSize) {
        const to = Math.min(from + batchSize, table.records);
        await readUntil(halves, to);
        yield readBatch(halves, wanted, [from, to]);
      }
      await readThrough(halves);
    },
    readThrough: () => readThrough(halves),
    close: () => void shapes.close(),
  };
}

/** Reads on until so many shapes are there. */
async function readUntil(halves: Halves, records: number): Promise<void> {
  const { shapes } = halves;
  while (shapes.offsets.length < records && (await shapes.more()));
  if (shapes.offsets.length < records) checkCounts(halves);
}

/** Reads on to the end; throws `input_refused` where it is not whole, or shapes and rows differ in number. */
export async function readThrough(halves: Halves): Promise<void> {
  while (await halves.shapes.more());
  checkCounts(halves);
}

function checkCounts({ shapes, table, label }: Halves): void {
  if (shapes.offsets.length === table.records) return;
  throw refusal(
    `The .shp and .dbf of “${label}” do not belong together: codes would land on wrong ${shapes.noun}.`,
    {
      file: label,
      found: `${shapes.offsets.length} shapes and ${table.records} rows`,
      expected: 'as many shapes as rows',
      hint: 'Fetch the shapefile again, all of its files at once.',
    },
  );
}

function readBatch(
  { shapes, table }: Halves,
  wanted: readonly number[],
  [from, to]: [number, number],
): Feature[] {
  return readGeometries(shapes, from, to).map((geometry, index) => {
    const record = from + index;
    return {
      row: record + 1,
      values: wanted.map((field) => (field === -1 ? '' : table.value(record, field))),
      geometry: table.isDeleted(record) ? { problem: 'it is marked as deleted' } : geometry,
    };
  });
}

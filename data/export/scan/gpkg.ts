import type { DocumentTable, ExportDocument } from '#core/disclosure';
import { boundsOf, type Bounds, decodeGeoPackageGeometry } from '#core/geography';
import { type Declared, readEverything } from '#data/formats/geopackage';
import type { FoundCell, FoundFile, FoundTable, FoundText } from './found.ts';

/** Tables that the standard asks for: of these every text is looked at. */
const registers = ['gpkg_contents', 'gpkg_geometry_columns', 'gpkg_extensions', 'facts'];
/** Definitions of coordinate systems: the same in every file. */
const systems = 'gpkg_spatial_ref_sys';

/** What a GeoPackage holds: each table of the document as a layer, facts and registers as texts, anything else as strange. */
export async function readGeoPackage(path: string, { tables }: ExportDocument): Promise<FoundFile> {
  const { declared, freePages } = await readEverything(path);
  const found = new Map(declared.map((each) => [each.name, each]));
  const expected = new Set([systems, ...registers, ...tables.map(({ name }) => name)]);
  return {
    tables: tables.flatMap((table) => {
      const layer = found.get(table.name);
      return layer === undefined ? [] : [toTable(layer, table)];
    }),
    texts: [
      ...registers.flatMap((name) => listTexts(found.get(name))),
      ...tables.flatMap(({ name }) => namesOf(found.get(name))),
    ],
    strange: [
      ...declared.filter((each) => !isExpected(each, expected)).map(({ kind, name }) => `a ${kind} ${name}`),
      ...(freePages === 0 ? [] : [`${freePages} pages of deleted content`]),
    ],
    blanks: 'kept',
  };
}

/** An index that SQLite makes for a constraint belongs to its table. */
function isExpected({ kind, name }: Declared, expected: ReadonlySet<string>): boolean {
  return kind === 'table' ? expected.has(name) : kind === 'index' && name.startsWith('sqlite_autoindex_');
}

function listTexts(register: Declared | undefined): FoundText[] {
  if (register === undefined) return [];
  const { name, rows } = register;
  return rows.flatMap((row) =>
    row.filter((cell) => typeof cell === 'string').map((text): FoundText => [name, text]),
  );
}

const own = new Set(['fid', 'geom']);

function namesOf(layer: Declared | undefined): FoundText[] {
  if (layer === undefined) return [];
  return layer.columns
    .filter((name) => !own.has(name))
    .map((name) => [`a column of ${layer.name}`, name.replace(/_unknown$/, '')]);
}

/** Cells in the document's order; where a number is missing, what the column beside it says of it. */
function toTable({ columns, rows }: Declared, table: DocumentTable): FoundTable {
  const places = table.columns.map(
    ({ key }) => [columns.indexOf(key), columns.indexOf(`${key}_unknown`)] as const,
  );
  const geometry = columns.indexOf('geom');
  const cellAt = (row: Declared['rows'][number], at: number): FoundCell => toCell(row[at] ?? null);
  return {
    rows: rows.map((row) => places.map(([value, mark]) => cellAt(row, value) ?? cellAt(row, mark))),
    ...(geometry < 0 ? {} : { places: rows.map((row) => placeOf(row[geometry] ?? null)) }),
  };
}

function toCell(cell: Declared['rows'][number][number]): FoundCell {
  if (typeof cell === 'bigint') return Number(cell);
  return cell instanceof Uint8Array ? `${cell.length} bytes` : cell;
}

const pointBytes = 21;
const pointType = 1;

/** The box of a geometry blob (OGC 12-128r17, clause 2.1.3); of a point the point, whose well-known binary is always as long. */
function placeOf(cell: Declared['rows'][number][number]): Bounds | null {
  if (!(cell instanceof Uint8Array)) return null;
  const binary = cell.subarray(-pointBytes);
  const view = new DataView(binary.buffer, binary.byteOffset, binary.byteLength);
  const isPoint = cell.length <= 8 + 64 + pointBytes && view.getUint32(1, true) === pointType;
  if (!isPoint) return boundsOf(decodeGeoPackageGeometry(cell));
  const [lon, lat] = [view.getFloat64(5, true), view.getFloat64(13, true)];
  return [lon, lat, lon, lat];
}

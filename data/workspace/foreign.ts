import Database from 'better-sqlite3';
import { PinpointError } from '#contract';
import { refuseRiskyQuery } from './risky-query.ts';

/** How a GeoPackage names a coordinate reference system. */
export interface ForeignCrs {
  /** `EPSG` in nearly every file. */
  organization: string;
  code: number;
  name: string;
  /** WKT of version 1; '' where the file leaves it open. */
  definition: string;
}

export interface ForeignLayer {
  name: string;
  /** Attributes without the geometry. */
  columns: string[];
  /** As declared: `POLYGON`, `MULTIPOLYGON`, `GEOMETRY`, `POINT` …, in capitals. */
  geometryType: string;
  /** undefined where the file says "undefined". */
  crs: ForeignCrs | undefined;
}

export interface ForeignRow {
  /** Aligned with the columns asked for; numbers and truth as text, null as ''. */
  values: string[];
  /** GeoPackage geometry as stored. */
  geometry: Uint8Array | null;
}

/** A GeoPackage that somebody else made, to read layers of. */
export interface ForeignGeoPackage {
  layers: ForeignLayer[];
  countRows(layer: string): number;
  /** Rows in the order of the file. A column that does not exist gives ''. Throws `input_refused` where the file is damaged. */
  readRows(layer: string, columns: readonly string[]): Iterable<ForeignRow>;
  close(): void;
}

type Cell = string | number | bigint | null | Uint8Array;

interface LayerRow {
  table_name: string;
  column_name: string;
  geometry_type_name: string;
  srs_id: bigint;
}

/**
 * Opens a GeoPackage for reading only. `name` is the file as the person knows it.
 * Throws `input_refused` where the file is no GeoPackage, is damaged or incomplete, or has no layer with geometry.
 */
export function openForeignGeoPackage(path: string, name: string): ForeignGeoPackage {
  return refusing(name, () => {
    const db = new Database(path, { readonly: true, fileMustExist: true });
    try {
      db.defaultSafeIntegers(true);
      db.pragma('trusted_schema = OFF');
      return open(db, name);
    } catch (error) {
      db.close();
      throw error;
    }
  });
}

function open(db: Database.Database, name: string): ForeignGeoPackage {
  const geometryColumns = new Map<string, string>();
  const layers = listLayers(db, name, geometryColumns);
  const getLayer = (layer: string) => layers.find((each) => each.name === layer)!;
  return {
    layers,
    countRows: (layer) =>
      refusing(name, () => {
        const sql = `SELECT count(*) FROM ${quoted(layer)}`;
        refuseRiskyQuery(db, sql, { file: name, layer });
        return Number(db.prepare(sql).pluck().get());
      }),
    *readRows(layer, columns) {
      const known = new Set(getLayer(layer).columns);
      const picked = columns.map((column) => (known.has(column) ? quoted(column) : `''`));
      const sql = `SELECT ${[...picked, quoted(geometryColumns.get(layer)!)].join(', ')} FROM ${quoted(layer)}`;
      const rows = refusing(name, () => {
        refuseRiskyQuery(db, sql, { file: name, layer });
        return db.prepare(sql).raw().iterate() as IterableIterator<Cell[]>;
      });
      try {
        for (;;) {
          const next = refusing(name, () => rows.next());
          if (next.done === true) return;
          const geometry = next.value.at(-1);
          yield {
            values: next.value.slice(0, -1).map(toText),
            geometry: geometry instanceof Uint8Array ? geometry : null,
          };
        }
      } finally {
        rows.return?.();
      }
    },
    close: () => void db.close(),
  };
}

function listLayers(
  db: Database.Database,
  name: string,
  geometryColumns: Map<string, string>,
): ForeignLayer[] {
  const sql = `SELECT g.table_name, g.column_name, g.geometry_type_name, g.srs_id
    FROM gpkg_geometry_columns g
    JOIN gpkg_contents c ON lower(c.table_name) = lower(g.table_name)
    JOIN sqlite_schema s ON lower(s.name) = lower(g.table_name)
    WHERE c.data_type = 'features' ORDER BY c.rowid`;
  const rows = db.prepare(sql).all() as LayerRow[];
  if (rows.length === 0) {
    throw new PinpointError('input_refused', `“${name}” holds no layer with geometry.`, {
      file: name,
      found: 'a GeoPackage of tables or images only',
      expected: 'a layer of polygons',
    });
  }
  return rows.map((row) => {
    geometryColumns.set(row.table_name, row.column_name);
    const columns = db
      .prepare(`SELECT name FROM pragma_table_info(?)`)
      .pluck()
      .all(row.table_name) as string[];
    return {
      name: row.table_name,
      columns: columns.filter((column) => column.toLowerCase() !== row.column_name.toLowerCase()),
      geometryType: row.geometry_type_name.toUpperCase(),
      crs: findCrs(db, row.srs_id),
    };
  });
}

function findCrs(db: Database.Database, srsId: bigint): ForeignCrs | undefined {
  if (srsId <= 0n) return undefined;
  const sql = `SELECT organization, organization_coordsys_id AS code, srs_name AS name, definition
    FROM gpkg_spatial_ref_sys WHERE srs_id = ?`;
  const row = db.prepare(sql).get(srsId) as
    | { organization: string; code: bigint; name: string; definition: string }
    | undefined;
  if (row === undefined) return undefined;
  const definition = /^\s*undefined\s*$/i.test(row.definition) ? '' : row.definition;
  return { organization: row.organization, code: Number(row.code), name: row.name, definition };
}

function quoted(identifier: string): string {
  return `"${identifier.replaceAll('"', '""')}"`;
}

function toText(value: Cell): string {
  if (value === null || value instanceof Uint8Array) return '';
  return String(value);
}

function refusing<T>(name: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof Database.SqliteError)) throw error;
    const isOther = error.code === 'SQLITE_NOTADB' || /no such table: gpkg_/.test(error.message);
    const isDamaged = /^SQLITE_(CORRUPT|IOERR)/.test(error.code);
    throw new PinpointError(
      'input_refused',
      isOther
        ? `“${name}” is not a GeoPackage.`
        : `“${name}” cannot be read: it is damaged, incomplete or in use.`,
      {
        file: name,
        found: error.message,
        expected: 'a GeoPackage',
        hint:
          isOther || isDamaged
            ? 'Fetch the file again.'
            : 'Close the program that has it open and try again.',
      },
      { cause: error },
    );
  }
}

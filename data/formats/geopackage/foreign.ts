import { PinpointError } from '#contract';
import { explainSealed } from './explain.ts';
import {
  type Cell,
  openSealed,
  sealedBudget,
  type SealedBudget,
  type SealedDatabase,
  SealedError,
} from './sealed.ts';

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
  /** Attributes without the geometry, computed ones included. */
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

/** How a foreign file is read, where it is to be other than usual. */
interface ForeignOptions {
  /** Called every few milliseconds; may throw, as where the person has cancelled. */
  keepGoing?: () => void;
  budget?: SealedBudget;
}

/**
 * Opens a GeoPackage for reading only. `name` is the file as the person knows it. Whatever its views and computed columns do, reading
 * it ends within the time and memory of `sealedBudget`, and the file is refused beyond. Throws `input_refused` where the file is no
 * GeoPackage, is damaged or incomplete, or has no layer with geometry.
 */
export async function openForeignGeoPackage(
  path: string,
  name: string,
  { keepGoing, budget = sealedBudget }: ForeignOptions = {},
): Promise<ForeignGeoPackage> {
  try {
    const db = await openSealed(path, keepGoing, budget);
    try {
      return new Foreign(db, name, budget);
    } catch (error) {
      db.close();
      throw error;
    }
  } catch (error) {
    throw explainSealed(error, { file: name, budget });
  }
}

class Foreign implements ForeignGeoPackage {
  readonly layers: ForeignLayer[] = [];
  private readonly db: SealedDatabase;
  private readonly name: string;
  private readonly budget: SealedBudget;
  private readonly geometryColumns = new Map<string, string>();

  constructor(db: SealedDatabase, name: string, budget: SealedBudget) {
    this.db = db;
    this.name = name;
    this.budget = budget;
    for (const [table, column, type, srsId] of listLayers(db, name)) {
      const columns = findColumns(db, table);
      this.geometryColumns.set(table, column);
      this.layers.push({
        name: table,
        columns: columns.filter((each) => each.toLowerCase() !== column.toLowerCase()),
        geometryType: type.toUpperCase(),
        crs: findCrs(db, srsId),
      });
    }
  }

  countRows(layer: string): number {
    return this.explaining(layer, () => {
      const [row] = this.db.rows(`SELECT count(*) FROM ${quoted(layer)}`);
      return Number(row![0]);
    });
  }

  *readRows(layer: string, columns: readonly string[]): Iterable<ForeignRow> {
    const known = new Set(this.layers.find((each) => each.name === layer)!.columns);
    const picked = columns.map((column) => (known.has(column) ? quoted(column) : `''`));
    const all = [...picked, quoted(this.geometryColumns.get(layer)!)].join(', ');
    const rows = this.db.rows(`SELECT ${all} FROM ${quoted(layer)}`);
    try {
      for (;;) {
        const next = this.explaining(layer, () => rows.next());
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
  }

  close(): void {
    this.db.close();
  }

  private explaining<Result>(layer: string, read: () => Result): Result {
    try {
      return read();
    } catch (error) {
      throw explainSealed(error, { file: this.name, layer, budget: this.budget });
    }
  }
}

type LayerRow = [table: string, geometryColumn: string, type: string, srsId: string];

function listLayers(db: SealedDatabase, name: string): LayerRow[] {
  const sql = `SELECT g.table_name, g.column_name, g.geometry_type_name, g.srs_id
    FROM gpkg_geometry_columns g
    JOIN gpkg_contents c ON lower(c.table_name) = lower(g.table_name)
    JOIN sqlite_schema s ON lower(s.name) = lower(g.table_name)
    WHERE c.data_type = 'features' AND s.type IN ('table', 'view') ORDER BY c.rowid`;
  const rows = [...db.rows(sql)].map((row) => row.map(toText) as LayerRow);
  if (rows.length > 0) return rows;
  throw new PinpointError('input_refused', `“${name}” holds no layer with geometry.`, {
    file: name,
    found: 'a GeoPackage of tables or images only',
    expected: 'a layer of polygons',
  });
}

/** Of a layer that cannot be computed none: what is wrong with it is said where it is read, and the others can be. */
function findColumns(db: SealedDatabase, table: string): string[] {
  try {
    return listColumns(db, table);
  } catch (error) {
    if (error instanceof SealedError && error.reason === 'sql') return [];
    throw error;
  }
}

/** `hidden` 2 and 3 are computed columns (https://www.sqlite.org/pragma.html#pragma_table_xinfo). */
function listColumns(db: SealedDatabase, table: string): string[] {
  const rows = db.rows('SELECT name FROM pragma_table_xinfo(?) WHERE hidden IN (0, 2, 3)', table);
  return [...rows].map(([name]) => toText(name!));
}

function findCrs(db: SealedDatabase, srsId: string): ForeignCrs | undefined {
  if (!(Number(srsId) > 0)) return undefined;
  const sql = `SELECT organization, organization_coordsys_id, srs_name, definition
    FROM gpkg_spatial_ref_sys WHERE srs_id = CAST(? AS INTEGER)`;
  const [row] = db.rows(sql, srsId);
  if (row === undefined) return undefined;
  const [organization, code, name, definition] = row.map(toText) as [string, string, string, string];
  const isOpen = /^\s*undefined\s*$/i.test(definition);
  return { organization, code: Number(code), name, definition: isOpen ? '' : definition };
}

function quoted(identifier: string): string {
  return `"${identifier.replaceAll('"', '""')}"`;
}

function toText(value: Cell): string {
  if (value === null || value instanceof Uint8Array) return '';
  return String(value);
}

import type { TargetList } from '#contract';
import type { Shape } from '#core/geography';
import { listColumns, type Cell, type Column } from './columns.ts';
import { listFacts, type Fact } from './facts.ts';

/** One row of a table that leaves. */
export interface DocumentRow {
  /** Code or id, under which it is known outside. */
  id: string;
  /** Aligned with the columns. */
  cells: Cell[];
  /** Aligned with the columns, where a number is shown with more decimals than usual: how many. */
  decimals?: (number | undefined)[];
  /** Where it lies; undefined where it lies nowhere or is not drawn. */
  shape?: Shape | undefined;
  point?: [lon: number, lat: number];
}

/** One table that leaves, whatever it holds. */
export interface DocumentTable {
  /** snake_case, also the layer of a GeoPackage: `priority_areas`. */
  name: string;
  /** For a sheet: `Areas`. */
  sheet: string;
  /** In a few words: "The list: 33 areas". */
  holds: string;
  columns: Column[];
  rows: DocumentRow[];
  /** What its rows are on a map. */
  geometry: 'areas' | 'points' | 'none';
}

/** Everything that leaves in one file: tables, and the facts without which they must not leave. */
export interface ExportDocument {
  title: string;
  /** One line for the properties of a file: "Rule: jsa_rate > 10". */
  description: string;
  /** The first is what the document is about; formats with room for one table hold only that. */
  tables: [DocumentTable, ...DocumentTable[]];
  facts: Fact[];
  releases: TargetList['releases'];
  licences: string[];
  made: string;
  madeBy: string;
  author: string | null;
}

/** A priority-area list as a document. Areas that were not drawn have no shape. */
export function documentOfList(list: TargetList, shapes: Map<string, Shape>): ExportDocument {
  const columns = listColumns(list);
  const { title, releases, licences, made, madeBy, author } = list;
  return {
    title,
    description: `Rule: ${list.rule}`,
    tables: [
      {
        name: 'priority_areas',
        sheet: 'Areas',
        holds: `The list: ${list.areas.length} areas`,
        columns,
        rows: list.areas.map((area) => ({
          id: area.code,
          cells: columns.map((column) => column.read(area)),
          decimals: columns.map((column) => column.decimals?.(area)),
          shape: shapes.get(area.code),
        })),
        geometry: 'areas',
      },
    ],
    facts: listFacts(list),
    releases,
    licences,
    made,
    madeBy,
    author,
  };
}

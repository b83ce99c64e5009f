import type { TargetList } from '#contract';
import type { Shape } from '#core/geography';
import { writeFeatureFile } from '#data/workspace';
import { listColumns, type Cell, type ListColumn } from './columns.ts';
import { listFacts } from './facts.ts';

const sqlTypes = { text: 'TEXT', integer: 'INTEGER', number: 'REAL' } as const;

/** A shorthand mark cannot stand in a column of numbers: it becomes null there, and a text column beside says why. */
function splitMarked(columns: ListColumn[], list: TargetList): ListColumn[] {
  return columns.flatMap((column) => {
    if (column.type === 'text' || !list.areas.some((area) => typeof column.read(area) === 'string'))
      return [column];
    const numberOf = (cell: Cell): Cell => (typeof cell === 'number' ? cell : null);
    const markOf = (cell: Cell): Cell => (typeof cell === 'string' ? cell : null);
    return [
      { ...column, read: (area) => numberOf(column.read(area)) },
      { ...column, key: `${column.key}_unknown`, type: 'text', read: (area) => markOf(column.read(area)) },
    ];
  });
}

/** Writes the list as a GeoPackage with the layer `priority_areas` and a table of facts. */
export function writeGeoPackage(list: TargetList, shapes: Map<string, Shape>, path: string): void {
  const columns = splitMarked(listColumns(list), list);
  writeFeatureFile(path, {
    layer: 'priority_areas',
    title: list.title,
    columns: columns.map(({ key, type }) => ({ name: key, type: sqlTypes[type] })),
    rows: list.areas.map((area) => ({
      values: columns.map((column) => column.read(area)),
      shape: shapes.get(area.code),
    })),
    facts: listFacts(list),
    made: list.made,
  });
}

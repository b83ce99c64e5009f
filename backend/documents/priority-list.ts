import type { TargetList } from '#contract';
import type { DocumentTable, ExportDocument } from '#core/disclosure';
import type { Shape } from '#core/geography';
import { listFacts } from './facts.ts';
import { columnsOfList } from './list-columns.ts';

/** What a document has beside the list itself. */
interface ListParts {
  /** By code; areas that were not drawn have none. */
  shapes: ReadonlyMap<string, Shape>;
  /** Tables that go with the list where a format takes several. */
  further: readonly DocumentTable[];
}

/** A priority-area list as a document: its areas first, then what goes with them. */
export function documentOfList(list: TargetList, { shapes, further }: ListParts): ExportDocument {
  const columns = columnsOfList(list);
  const { title, releases, licences, made, madeBy, author } = list;
  const areas: DocumentTable = {
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
  };
  return {
    title,
    description: `Rule: ${list.rule}`,
    tables: [areas, ...further],
    facts: listFacts(list),
    releases,
    licences,
    made,
    madeBy,
    author,
  };
}

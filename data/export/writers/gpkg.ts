import { writeFeatureFile, type FeatureLayer } from '#data/workspace';
import type { DocumentCell, DocumentColumn, DocumentTable, ExportDocument, Passed } from '#core/disclosure';
import { readGeoPackage } from '../scan/gpkg.ts';
import type { FormatWriter } from './writer.ts';

const sqlTypes = { text: 'TEXT', integer: 'INTEGER', number: 'REAL' } as const;

interface PlacedColumn extends DocumentColumn {
  read(cells: readonly DocumentCell[]): DocumentCell;
}

/** A shorthand mark cannot stand in a column of numbers: it becomes null there, and a text column beside says why. */
function splitMarked({ columns, rows }: DocumentTable): PlacedColumn[] {
  return columns.flatMap((column, at) => {
    const read = (cells: readonly DocumentCell[]): DocumentCell => cells[at] ?? null;
    if (column.type === 'text' || !rows.some(({ cells }) => typeof cells[at] === 'string'))
      return [{ ...column, read }];
    const numberOf = (cell: DocumentCell): DocumentCell => (typeof cell === 'number' ? cell : null);
    const markOf = (cell: DocumentCell): DocumentCell => (typeof cell === 'string' ? cell : null);
    return [
      { ...column, read: (cells: readonly DocumentCell[]) => numberOf(read(cells)) },
      {
        ...column,
        key: `${column.key}_unknown`,
        type: 'text' as const,
        read: (cells: readonly DocumentCell[]) => markOf(read(cells)),
      },
    ];
  });
}

function toLayer(table: DocumentTable, title: string): FeatureLayer {
  const columns = splitMarked(table);
  return {
    layer: table.name,
    title,
    geometry: table.geometry,
    columns: columns.map(({ key, type }) => ({ name: key, type: sqlTypes[type] })),
    rows: table.rows.map(({ cells, shape, point }) => ({
      values: columns.map((column) => column.read(cells)),
      shape,
      ...(point === undefined ? {} : { point }),
    })),
  };
}

/** Writes every table of a document as a layer of a GeoPackage, with a table of facts. */
function writeGeoPackage({ content }: Passed<ExportDocument>, path: string): void {
  const { title, tables, facts, made } = content;
  const [main, ...further] = tables;
  writeFeatureFile(path, {
    ...toLayer(main, title),
    further: further.map((table) => toLayer(table, table.holds)),
    facts,
    made,
  });
}

/** What the registers of a GeoPackage say: kinds of tables and of geometry, and what the table of facts is. */
const words = [
  ...'facts features attributes geom POINT MULTIPOLYGON'.split(' '),
  'What the layers are, their sources and licences',
];

export const gpkg: FormatWriter = { write: writeGeoPackage, readBack: readGeoPackage, words };

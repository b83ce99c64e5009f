import { coordinateSystems, usualCoordinateSystem } from '#contract';
import { writeFeatureFile, type FeatureLayer } from '#data/workspace';
import type { DocumentTable, ExportDocument, Passed } from '#core/disclosure';
import { readGeoPackage } from '../scan/gpkg.ts';
import { splitMarked } from './marked.ts';
import type { FormatWriter } from './writer.ts';

const sqlTypes = { text: 'TEXT', integer: 'INTEGER', number: 'REAL' } as const;

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
  const { title, tables, facts, made, system = usualCoordinateSystem } = content;
  const [main, ...further] = tables;
  writeFeatureFile(path, {
    ...toLayer(main, title),
    further: further.map((table) => toLayer(table, table.holds)),
    facts,
    made,
    srs: coordinateSystems[system].code,
  });
}

/** What the registers of a GeoPackage say: kinds of tables and of geometry, and what the table of facts is. */
const words = [
  ...'facts features attributes geom POINT MULTIPOLYGON'.split(' '),
  'What the layers are, their sources and licences',
];

export const gpkg: FormatWriter = { write: writeGeoPackage, readBack: readGeoPackage, words };

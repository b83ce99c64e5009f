import { usualCoordinateSystem, coordinateSystems } from '#contract';
import type {
  DocumentCell,
  DocumentColumn,
  DocumentRow,
  DocumentTable,
  ExportDocument,
  Passed,
} from '#core/disclosure';
import { shapeToRings, turnRightly, type Shape } from '#core/geography';
import { writeWhole } from '#data/files';
import { escapeMarkup } from '../markup.ts';
import { readKml } from '../scan/kml.ts';
import { printable } from '../scan/printable.ts';
import { isOfInts, splitMarked, type PlacedColumn } from './marked.ts';
import type { FormatWriter } from './writer.ts';

const namespace = 'http://www.opengis.net/kml/2.2';
const { decimals } = coordinateSystems[usualCoordinateSystem];
/** Between the lines of a description, which programs show as HTML. */
const lineBreak = '<br>';

/** Outlines with a thin fill, and a balloon that shows the description alone: values elsewhere in the file are no HTML. */
const styles = ['areas', 'points', 'none'].map(
  (id) =>
    `<Style id="${id}"><LineStyle><color>ff7f3f00</color><width>1.5</width></LineStyle><PolyStyle><color>407f3f00</color></PolyStyle><BalloonStyle><text>$[description]</text></BalloonStyle></Style>\n`,
);

const xml = (text: string): string => escapeMarkup(printable(text));
/** A text that will be shown as HTML, where it must not be taken for any. */
const shown = (text: string): string => escapeMarkup(printable(text));
const describe = (lines: readonly string[]): string =>
  `<description>${escapeMarkup(lines.map(shown).join(lineBreak))}</description>`;

/** A column's title with its unit: "JSA rate, July 2008 (%)". */
const captionOf = ({ title, unit }: DocumentColumn): string => (unit === null ? title : `${title} (${unit})`);

function typeOf(column: PlacedColumn, rows: readonly DocumentRow[]): 'string' | 'int' | 'double' {
  if (column.type === 'text') return 'string';
  return isOfInts(column, rows) ? 'int' : 'double';
}

/** A number that is none is not there; the column beside it cannot say why, so nothing does. */
function textOf(cell: DocumentCell): string | null {
  return cell === null || (typeof cell === 'number' && !Number.isFinite(cell)) ? null : String(cell);
}

function writeSchema(table: DocumentTable, columns: readonly PlacedColumn[], at: number): string {
  const fields = columns.map(
    (column) =>
      `<SimpleField type="${typeOf(column, table.rows)}" name="${xml(column.key)}"><displayName>${xml(captionOf(column))}</displayName></SimpleField>`,
  );
  return `<Schema name="${xml(table.name)}" id="fields-${at}">${fields.join('')}</Schema>\n`;
}

const writePosition = ([lon, lat]: readonly [number, number]): string =>
  `${Number(lon.toFixed(decimals))},${Number(lat.toFixed(decimals))}`;

function writePolygons(shape: Shape): string {
  const polygons = shapeToRings(turnRightly(shape)).map((rings) => {
    const written = rings.map((ring, at) => {
      const boundary = at === 0 ? 'outerBoundaryIs' : 'innerBoundaryIs';
      const coordinates = ring.map(writePosition).join(' ');
      return `<${boundary}><LinearRing><coordinates>${coordinates}</coordinates></LinearRing></${boundary}>`;
    });
    return `<Polygon>${written.join('')}</Polygon>`;
  });
  return polygons.length === 1 ? polygons[0]! : `<MultiGeometry>${polygons.join('')}</MultiGeometry>`;
}

function writePlace({ shape, point }: DocumentRow): string {
  if (shape !== undefined) return shape.polygonEnds.length === 0 ? '' : writePolygons(shape);
  return point === undefined ? '' : `<Point><coordinates>${writePosition(point)}</coordinates></Point>`;
}

function writeFolder(table: DocumentTable, columns: readonly PlacedColumn[], at: number): string {
  const naming = columns.find(({ key, type }) => type === 'text' && /(^|_)name$/.test(key));
  const placemarks = table.rows.map((row) => {
    const values = columns.flatMap((column) => {
      const text = textOf(column.read(row.cells));
      return text === null ? [] : [{ column, text }];
    });
    const data = values.map(
      ({ column, text }) => `<SimpleData name="${xml(column.key)}">${xml(text)}</SimpleData>`,
    );
    const name = (naming && textOf(naming.read(row.cells))) ?? row.id;
    const lines = values.map(({ column, text }) => `${captionOf(column)}: ${text}`);
    return `<Placemark><name>${xml(name)}</name>${describe(lines)}<styleUrl>#${table.geometry}</styleUrl><ExtendedData><SchemaData schemaUrl="#fields-${at}">${data.join('')}</SchemaData></ExtendedData>${writePlace(row)}</Placemark>\n`;
  });
  return `<Folder><name>${xml(table.name)}</name><description>${xml(shown(table.holds))}</description>\n${placemarks.join('')}</Folder>\n`;
}

/**
 * Every table of a document as a folder of KML 2.2 (OGC 07-147r2): longitude and latitude, values with their types, the facts as
 * description and as data. What programs show as HTML is escaped as HTML, so that no name is ever taken for markup; nothing in
 * the file leads anywhere.
 */
function writeKml({ content }: Passed<ExportDocument>, path: string): void {
  const { title, tables, facts } = content;
  const columns = tables.map(splitMarked);
  const data = facts.map(([name, value]) => `<Data name="${xml(name)}"><value>${xml(value)}</value></Data>`);
  const document = [
    `<name>${xml(title)}</name>\n`,
    `${describe(facts.map(([name, value]) => `${name}: ${value}`))}\n`,
    ...styles,
    `<ExtendedData>${data.join('')}</ExtendedData>\n`,
    ...tables.map((table, at) => writeSchema(table, columns[at]!, at)),
    ...tables.map((table, at) => writeFolder(table, columns[at]!, at)),
  ];
  writeWhole(
    path,
    `<?xml version="1.0" encoding="UTF-8"?>\n<kml xmlns="${namespace}"><Document>\n${document.join('')}</Document></kml>\n`,
  );
}

const words = [
  namespace,
  ...'areas points none #areas #points #none string int double'.split(' '),
  ...'ff7f3f00 407f3f00 1.5 $[description]'.split(' '),
  /^#?fields-\d+$/,
];

export const kml: FormatWriter = { write: writeKml, readBack: readKml, words };

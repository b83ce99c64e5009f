import { PinpointError, usualCoordinateSystem, type CoordinateSystem } from '#contract';
import type { DocumentTable, ExportDocument, Passed } from '#core/disclosure';
import { writeWhole } from '#data/files';
import { readShapefile } from '../../scan/shapefile.ts';
import { makeZip } from '../../zip.ts';
import type { FormatWriter } from '../writer.ts';
import { encodeDbf, sizeOfDbf } from './dbf.ts';
import { layOutFields, type Field } from './fields.ts';
import { aboutFields, fieldHeads, listLosses, writeReadme } from './readme.ts';
import { encodeShp, sizeOfShp } from './shp.ts';

/** Beyond this, offsets are negative for many programs. */
const largestBytes = 2 ** 31 - 1;
const mostFields = 255;

/** As Esri's programs write them: others know these texts and their datums. */
const definitions: Record<CoordinateSystem, string> = {
  'EPSG:4326':
    'GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,298.257223563]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]',
  'EPSG:27700':
    'PROJCS["British_National_Grid",GEOGCS["GCS_OSGB_1936",DATUM["D_OSGB_1936",SPHEROID["Airy_1830",6377563.396,299.3249646]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Transverse_Mercator"],PARAMETER["False_Easting",400000.0],PARAMETER["False_Northing",-100000.0],PARAMETER["Central_Meridian",-2.0],PARAMETER["Scale_Factor",0.9996012717],PARAMETER["Latitude_Of_Origin",49.0],UNIT["Meter",1.0]]',
};

/**
 * The main table as one zipped shapefile (`.shp .shx .dbf .prj .cpg`) in its order, with a README of the facts and of what each
 * field is. One only: many programs take a zip with a single shapefile and no other. Answers what it cannot hold as it is.
 * Throws `output_refused` where it has more than 255 columns or 2 GB.
 */
function writeShapefile({ content }: Passed<ExportDocument>, path: string): string[] {
  const {
    tables: [table],
    made,
    system = usualCoordinateSystem,
  } = content;
  const fields = layOutFields(table);
  refuseTooMuch(table, fields);
  const { shp, shx } = encodeShp(table);
  const zip = makeZip([
    { name: `${table.name}.shp`, content: shp },
    { name: `${table.name}.shx`, content: shx },
    { name: `${table.name}.dbf`, content: encodeDbf(fields, table.rows, made) },
    { name: `${table.name}.prj`, content: definitions[system] },
    { name: `${table.name}.cpg`, content: 'UTF-8' },
    { name: 'README.txt', content: writeReadme(content, fields) },
  ]);
  writeWhole(path, zip);
  return listLosses(fields, table.rows.length);
}

function refuseTooMuch({ rows }: DocumentTable, fields: readonly Field[]): void {
  if (fields.length > mostFields)
    throw new PinpointError('output_refused', 'A Shapefile has no room for so many columns.', {
      found: `${fields.length} columns`,
      expected: `at most ${mostFields}`,
      hint: 'Write it as a GeoPackage, or with fewer indicators.',
    });
  const bytes = Math.max(sizeOfShp(rows), sizeOfDbf(fields, rows.length));
  if (bytes > largestBytes)
    throw new PinpointError('output_refused', 'This is more than a Shapefile holds.', {
      found: `${(bytes / 1e9).toFixed(1)} GB`,
      expected: 'at most 2.1 GB',
      hint: 'Write it as a GeoPackage or FlatGeobuf, or with fewer areas.',
    });
}

const words = [
  ...Object.values(definitions),
  'UTF-8',
  aboutFields,
  ...fieldHeads,
  'text',
  'number',
  // How many texts are cut.
  /^\d+$/,
];

export const shp: FormatWriter = { write: writeShapefile, readBack: readShapefile, words };

import { type ImportFile, listParts, type Part, readBeginning } from '#data/formats/archive';
import { findFeatures, isJsonName, toShapeFile } from '#data/formats/geojson';
import { type GeoPackageOptions, isSqlite, openGeoPackage } from '#data/formats/geopackage';
import type { ShapeFile } from '#data/formats/layer';
import { refusal, refuseOtherKind, refuseOtherKindInside, refuseWebPage } from '#data/formats/refusals';
import { listShapefiles, openShapefile } from '#data/formats/shapefile';
import { openTopology } from '#data/formats/topojson';

/** A file of polygons among those chosen, not yet opened. */
export interface FoundShapes {
  /** As it is called in the archive or on disk. */
  name: string;
  /** Throws `input_refused` where it cannot be read, and what `keepGoing` throws where a person cancelled. */
  open(): Promise<ShapeFile>;
}

const geoPackageName = /\.(gpkg|sqlite)$/i;
const otherFormats: readonly [pattern: RegExp, name: string][] = [
  [/\.(csv|tsv|tab)$/i, 'a table'],
  [/\.(zip|7z|rar|tar)$/i, 'an archive inside the archive'],
];

/**
 * The files of polygons that were chosen, whatever their format: Shapefile (zipped, or its files together), GeoJSON, TopoJSON,
 * GeoPackage, each also inside a zip; GeoJSON and TopoJSON also gzipped. At least one; throws `input_refused` where there is nothing
 * to read.
 */
export async function findShapes(
  files: readonly ImportFile[],
  options: GeoPackageOptions,
): Promise<FoundShapes[]> {
  const parts = await listParts(files);
  const found = listByName(parts, options);
  return found.length > 0 ? found : [await findBySight(parts, files, options)];
}

function listByName(parts: readonly Part[], options: GeoPackageOptions): FoundShapes[] {
  const others = parts.filter((part) => isJsonName(part.name) || geoPackageName.test(part.name));
  return [
    ...listShapefiles(parts).map((name): FoundShapes => ({
      name,
      open: () => Promise.resolve(openShapefile(parts, name)),
    })),
    ...others.map((part): FoundShapes => ({
      name: part.name,
      open: () => (geoPackageName.test(part.name) ? openGeoPackage(part, options) : openJson(part)),
    })),
  ];
}

/** GeoJSON or TopoJSON, whichever the content is. */
async function openJson(part: Part): Promise<ShapeFile> {
  const found = await findFeatures(part, 'areas');
  return 'topology' in found ? openTopology(found.topology, part) : toShapeFile(part, found);
}

/** No name tells the format: a single file may still be known by its content. */
async function findBySight(
  parts: readonly Part[],
  files: readonly ImportFile[],
  options: GeoPackageOptions,
): Promise<FoundShapes> {
  const [part] = parts;
  const named = parts.map(({ name }) => name);
  const other = otherFormats.find(([pattern]) => named.some((name) => pattern.test(name)));
  if (part === undefined || parts.length > 1 || other !== undefined)
    throw nothingToRead(parts, files, other?.[1]);
  const start = Buffer.from(await readBeginning(part));
  refuseWebPage(start, part.label);
  refuseOtherKind(start, part.label);
  const { name } = part;
  if (isSqlite(start)) return { name, open: () => openGeoPackage(part, options) };
  if (/^[{[]/.test(start.toString('utf8').trim())) return { name, open: () => openJson(part) };
  throw nothingToRead(parts, files, undefined);
}

function nothingToRead(parts: readonly Part[], files: readonly ImportFile[], other: string | undefined) {
  const name = describeFiles(files);
  if (other === undefined)
    refuseOtherKindInside(
      parts.map((part) => part.name),
      name,
    );
  const lone = parts.find((part) => /\.(dbf|shx|prj|cpg)$/i.test(part.name));
  if (lone !== undefined) {
    return refusal(`“${name}” has parts of a shapefile, but not its .shp file with the areas.`, {
      file: name,
      found: lone.name,
      expected: 'the .shp and .dbf files of one name',
      hint: 'Choose all files of the shapefile together, or the zip it came in.',
    });
  }
  return refusal(`“${name}” holds no boundaries that can be read here.`, {
    file: name,
    found:
      other ??
      (parts.length === 0
        ? 'an empty archive'
        : parts
            .slice(0, 5)
            .map((part) => part.name)
            .join(', ')),
    expected: 'a Shapefile, GeoJSON, TopoJSON or GeoPackage',
    hint: hintFor(other),
  });
}

function hintFor(other: string | undefined): string {
  if (other === 'a table')
    return 'A table has no geometry: import it as observations, a lookup or a designation.';
  if (other === 'an archive inside the archive') return 'Unpack the outer archive and import the inner one.';
  return 'Choose one of these where the source offers formats, or convert the file with QGIS or ogr2ogr.';
}

function describeFiles(files: readonly ImportFile[]): string {
  return files.map(({ name }) => name).join(', ');
}

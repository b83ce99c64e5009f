import {
  findFormatByName,
  findFormatBySight,
  type FormatOf,
  isNamedAs,
  joinNames,
  listFileFormats,
} from '#contract';
import { type ImportFile, listParts, type Part, readBeginning } from '#data/formats/archive';
import { findFeatures, toShapeFile } from '#data/formats/geojson';
import { type GeoPackageOptions, openGeoPackage } from '#data/formats/geopackage';
import type { ShapeFile } from '#data/formats/layer';
import { refusal, refuseOtherKind, refuseOtherKindInside, refuseWebPage } from '#data/formats/refusals';
import { isPartOfShapefile, listShapefiles, openShapefile } from '#data/formats/shapefile';
import { openTopology } from '#data/formats/topojson';

/** A file of polygons among those chosen, not yet opened. */
export interface FoundShapes {
  /** As it is called in the archive or on disk. */
  name: string;
  /** Throws `input_refused` where it cannot be read, and what `keepGoing` throws where a person cancelled. */
  open(): Promise<ShapeFile>;
}

/** What opens a file of a format that is one file; a shapefile is several. */
const openers: Record<
  Exclude<FormatOf<'shapes'>, 'shapefile'>,
  (part: Part, options: GeoPackageOptions) => Promise<ShapeFile>
> = {
  geojson: openJson,
  topojson: openJson,
  geopackage: openGeoPackage,
};

type Opener = (typeof openers)[keyof typeof openers];

function findOpener(id: string | undefined): Opener | undefined {
  return id !== undefined && id in openers ? openers[id as keyof typeof openers] : undefined;
}

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
  const shapefiles = listShapefiles(parts).map((name): FoundShapes => ({
    name,
    open: () => Promise.resolve(openShapefile(parts, name)),
  }));
  const others = parts.flatMap((part): FoundShapes[] => {
    const opener = findOpener(findFormatByName(part.name)?.id);
    return opener === undefined ? [] : [{ name: part.name, open: () => opener(part, options) }];
  });
  return [...shapefiles, ...others];
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
  const other = describeOther(parts);
  if (part === undefined || parts.length > 1 || other !== undefined) throw nothingToRead(parts, files, other);
  const start = Buffer.from(await readBeginning(part));
  refuseWebPage(start, part.label);
  refuseOtherKind(start, part.label);
  const opener = findOpener(findFormatBySight(start.toString('utf8'), 'shapes')?.id);
  if (opener !== undefined) return { name: part.name, open: () => opener(part, options) };
  throw nothingToRead(parts, files, undefined);
}

/** What is there instead of outlines, where the names tell it. */
function describeOther(parts: readonly Part[]): string | undefined {
  if (parts.some(({ name }) => isNamedAs(name, 'csv'))) return 'a table';
  const isPacked = parts.some(({ name }) => /\.(zip|7z|rar|tar)$/i.test(name));
  return isPacked ? 'an archive inside the archive' : undefined;
}

function nothingToRead(parts: readonly Part[], files: readonly ImportFile[], other: string | undefined) {
  const name = describeFiles(files);
  if (other === undefined)
    refuseOtherKindInside(
      parts.map((part) => part.name),
      name,
    );
  const lone = parts.find((part) => isPartOfShapefile(part.name));
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
    expected: `a ${joinNames(listFileFormats('shapes').map(({ name }) => name))}`,
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

import { findFormatByName, type FormatOf, isNamedAs } from '#contract';
import { openTable, refuseBare, type Table } from '#data/formats/text-table';
import { listParts, type Part } from '#data/formats/archive';
import { isJsonName, openPlaceJson } from '#data/formats/geojson';
import { refusal } from '#data/formats/refusals';
import type { ImportFile } from '#data/formats/archive';
import { isPartOfShapefile, listShapefiles, openPlaceShapefile } from '#data/formats/shapefile';
import type { PointLayer } from '#data/formats/layer';
import { makePlaceTable } from './table.ts';

/** How much of a file is read, and the reference system that the person stated for its geometry. */
export interface PlaceOptions {
  reach: 'all' | 'beginning';
  crs: string | null;
}

/** What opens a file of a format that is one file; a shapefile is several. */
const openers: Record<Exclude<FormatOf<'points'>, 'shapefile'>, (part: Part) => Promise<PointLayer>> = {
  geojson: openPlaceJson,
};

function findOpener(name: string): ((part: Part) => Promise<PointLayer>) | undefined {
  // Of TopoJSON the reader of GeoJSON says why it is not read.
  const id = isJsonName(name) ? 'geojson' : findFormatByName(name)?.id;
  return id !== undefined && id in openers ? openers[id as keyof typeof openers] : undefined;
}

/**
 * Opens the table of places in the files: a point shapefile (zipped, or its files together, or its `.shp` alone) or GeoJSON of points
 * becomes a table with the columns `longitude` and `latitude` and its attributes; anything else is read as a table of text. In an
 * archive with both, the text is read. Throws `input_refused` as the readers do, and where there are several layers.
 */
export async function openPlaces(files: readonly ImportFile[], options: PlaceOptions): Promise<Table> {
  const source = await findSource(files);
  return source === undefined ? openTable(files, options.reach) : makePlaceTable(source, options);
}

/** As `openPlaces`, and a table without rows is refused. */
export async function openFilledPlaces(files: readonly ImportFile[], options: PlaceOptions): Promise<Table> {
  const table = await openPlaces(files, options);
  refuseBare(table);
  return table;
}

async function findSource(files: readonly ImportFile[]): Promise<PointLayer | undefined> {
  if (files.length === 1 && isNamedAs(files[0]!.name, 'csv', 'text')) return undefined;
  const parts = await listParts(files);
  if (parts.some(({ name }) => isNamedAs(name, 'csv'))) return undefined;
  const shapefiles = listShapefiles(parts);
  const others = parts.filter(({ name }) => findOpener(name) !== undefined);
  const names = [...shapefiles, ...others.map(({ name }) => name)];
  if (names.length > 1) throw severalLayers(files, names);
  if (shapefiles.length === 1) return openPlaceShapefile(parts, shapefiles[0]!);
  const [only] = others;
  if (only !== undefined) return findOpener(only.name)!(only);
  refuseLoneParts(parts, files);
  return undefined;
}

function severalLayers(files: readonly ImportFile[], names: readonly string[]): Error {
  const file = files.map(({ name }) => name).join(', ');
  return refusal(`“${file}” holds ${names.length} layers, and which one is meant is not clear.`, {
    file,
    found: names.slice(0, 10).join(', ') + (names.length > 10 ? ' …' : ''),
    expected: 'one layer of points',
    hint: 'Unpack it and import the one layer you need.',
  });
}

function refuseLoneParts(parts: readonly Part[], files: readonly ImportFile[]): void {
  const lone = parts.find(({ name }) => isPartOfShapefile(name));
  if (lone === undefined) return;
  const file = files.map(({ name }) => name).join(', ');
  throw refusal(`“${file}” has parts of a shapefile, but not its .shp file with the points.`, {
    file,
    found: lone.name,
    expected: 'the .shp and .dbf files of one name',
    hint: 'Choose all files of the shapefile together, or the zip it came in.',
  });
}

import { listParts, type Part, readBeginning } from '../archive.ts';
import { refuseOtherKind, refuseOtherKindInside } from '../other-kinds.ts';
import { refuse, refuseWebPage } from '../refusal.ts';
import type { ImportFile } from '../task.ts';
import { openJson } from './geojson.ts';
import { isSqlite, openGeoPackage } from './geopackage.ts';
import { type LayerQuestion, openLayer } from './layers.ts';
import { listShapefiles, openShapefile } from './shapefile.ts';
import type { Source } from './source.ts';

/** One data set among the files: opened by its kind, `layer` choosing inside it where it has several. */
interface Candidate {
  name: string;
  open(question: LayerQuestion): Promise<Source>;
}

const jsonName = /\.(geo|topo)?json(l|seq)?$|\.geojsonl?$|\.ndjson$/i;
const geoPackageName = /\.(gpkg|sqlite)$/i;
const otherFormats: readonly [pattern: RegExp, name: string][] = [
  [/\.(csv|tsv|tab)$/i, 'a table'],
  [/\.(zip|7z|rar|tar)$/i, 'an archive inside the archive'],
];

/**
 * Opens the layer of polygons that the files hold, whatever their format: Shapefile (zipped, or its files together), GeoJSON,
 * TopoJSON, GeoPackage, each also inside a zip; GeoJSON and TopoJSON also gzipped. Of several layers `openLayer` chooses.
 * Throws `input_refused` where there is nothing to read, or no such layer, and what `keepGoing` throws where a person cancelled.
 */
export async function openSource(
  files: readonly ImportFile[],
  question: LayerQuestion,
  keepGoing: () => void = () => undefined,
): Promise<Source> {
  const parts = await listParts(files);
  const candidates = listCandidates(parts, keepGoing);
  const [only] = candidates;
  if (only === undefined) return openBySight(parts, question, { files, keepGoing });
  if (candidates.length === 1) return only.open(question);
  const names = candidates.map(({ name }) => name);
  const inner = { ...question, layer: null };
  return openLayer(names, question, describeFiles(files), (chosen) =>
    candidates.find(({ name }) => name === chosen)!.open(inner),
  );
}

/** Whether a file's name says that it is GeoJSON, TopoJSON or a sequence of features. */
export function isJsonName(name: string): boolean {
  return jsonName.test(name);
}

function listCandidates(parts: readonly Part[], keepGoing: () => void): Candidate[] {
  const shapefiles = listShapefiles(parts);
  const others = parts.filter((part) => isJsonName(part.name) || geoPackageName.test(part.name));
  return [
    ...shapefiles.map((name): Candidate => ({
      name,
      open: (question) =>
        openLayer([name], question, parts[0]!.source.name, () => openShapefile(parts, name)),
    })),
    ...others.map((part): Candidate => ({
      name: part.name,
      open: (question) =>
        geoPackageName.test(part.name) ? openGeoPackage(part, question, keepGoing) : openJson(part, question),
    })),
  ];
}

/** No name tells the format: a single file may still be known by its content. */
async function openBySight(
  parts: readonly Part[],
  question: LayerQuestion,
  { files, keepGoing }: { files: readonly ImportFile[]; keepGoing: () => void },
): Promise<Source> {
  const [part] = parts;
  const named = parts.map(({ name }) => name);
  const other = otherFormats.find(([pattern]) => named.some((name) => pattern.test(name)));
  if (part === undefined || parts.length > 1 || other !== undefined)
    throw nothingToRead(parts, files, other?.[1]);
  const start = Buffer.from(await readBeginning(part));
  refuseWebPage(start, part.label);
  refuseOtherKind(start, part.label);
  if (isSqlite(start)) return openGeoPackage(part, question, keepGoing);
  if (/^[{[]/.test(start.toString('utf8').trim())) return openJson(part, question);
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
    return refuse(`“${name}” has parts of a shapefile, but not its .shp file with the areas.`, {
      file: name,
      found: lone.name,
      expected: 'the .shp and .dbf files of one name',
      hint: 'Choose all files of the shapefile together, or the zip it came in.',
    });
  }
  return refuse(`“${name}” holds no boundaries that can be read here.`, {
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

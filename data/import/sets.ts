import { listTables } from '#data/formats/text-table';
import { readdir, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import {
  findFormatByName,
  getFileFormat,
  isNamedAs,
  isPacking,
  mostBytesWithTables,
  PinpointError,
} from '#contract';
import { listParts } from '#data/formats/archive';
import { listShapefiles } from '#data/formats/shapefile';
import { refusal } from '#data/formats/refusals';
import type { ImportFile } from '#data/formats/archive';

/** Files that are imported as one: a single file, a part of an archive, or the files of a shapefile. */
export interface FileSet {
  /** As a person knows it. */
  name: string;
  files: ImportFile[];
  /** Names of files that belong to it, of which nothing is needed. */
  unread: string[];
}

/** What was found in chosen files. */
export interface FoundSets {
  sets: FileSet[];
  /** Parts of archives that no import reads, by name. */
  left: string[];
}

const shapefile = getFileFormat('shapefile');
const { endings: shapeEndings, parts = [], unread = [] } = shapefile;
/** The files of a shapefile that are read; others of its name are laid beside it by programs. */
const readEndings = [...shapeEndings, ...parts.filter((ending) => !unread.includes(ending))];
const sidecar = new RegExp(
  `^(.*?)\\.(${[...readEndings, ...unread].map((ending) => ending.replace('.', '\\.')).join('|')})$`,
  'i',
);

/**
 * The data sets in chosen files, in the order they were chosen: the files of one shapefile are one, each table and layer of an
 * archive is one, each of several tables of a text is one, a timetable is one whatever it holds. A file that cannot be opened stands for itself: looking at it says why.
 * Files beside a `.shp` on disk that belong to it are taken up. No file is lost: it is in a set, or its archive's part is in `left`.
 */
export async function listSets(files: readonly ImportFile[]): Promise<FoundSets> {
  const found: FoundSets = { sets: [], left: [] };
  for (const set of groupFiles(files)) {
    const { sets, left } = await openSet(await complete(set));
    for (const each of sets) found.sets.push(...(await splitTables(each)));
    found.left.push(...left);
  }
  return found;
}

/**
 * The files that one import reads: all of them, with what lies beside a `.shp` on disk, without what no reader needs. Throws
 * `usage` where they are more than one data set, with those that would be left out.
 */
export async function takeOneSet(files: readonly ImportFile[]): Promise<ImportFile[]> {
  const [first, ...surplus] = groupFiles(files);
  if (first === undefined) throw refusal('No file was chosen.', { expected: 'a file to import' });
  if (surplus.length > 0) throw refuseSurplus(first, surplus);
  return (await complete(first)).files;
}

function refuseSurplus(first: FileSet, surplus: readonly FileSet[]): PinpointError {
  const names = surplus.map(({ name }) => `“${name}”`);
  const shown = names.slice(0, 5).join(', ') + (names.length > 5 ? ` and ${names.length - 5} more` : '');
  return new PinpointError(
    'usage',
    `Files are imported one at a time: beside “${first.name}” there ${names.length === 1 ? 'is' : 'are'} ${shown}.`,
    {
      file: surplus[0]!.name,
      found: `${surplus.length + 1} files that do not belong together`,
      expected: 'one file, or the files of one shapefile',
      hint: 'Nothing was read. Import them one after another.',
    },
  );
}

/** Files of one name that make up a shapefile belong together; of two with the same ending each begins a set of its own. */
function groupFiles(files: readonly ImportFile[]): FileSet[] {
  const shapefiles = new Set(files.flatMap((file) => (endingOf(file) === 'shp' ? [stemOf(file)] : [])));
  const sets: { stem: string | null; endings: Set<string>; set: FileSet }[] = [];
  for (const file of files) {
    const ending = endingOf(file);
    const stem = ending !== null && shapefiles.has(stemOf(file)) ? stemOf(file) : null;
    const open =
      stem === null ? undefined : sets.find((each) => each.stem === stem && !each.endings.has(ending!));
    const place = open ?? {
      stem,
      endings: new Set<string>(),
      set: { name: file.name, files: [], unread: [] },
    };
    if (open === undefined) sets.push(place);
    if (ending !== null) place.endings.add(ending);
    if (ending === 'shp') place.set.name = file.name;
    if (stem !== null && !readEndings.includes(ending!)) place.set.unread.push(file.name);
    else place.set.files.push(file);
  }
  // Without its .shp a set has nothing but parts: each is then told of by itself.
  return sets.flatMap(({ set, stem, endings }) =>
    stem === null || endings.has('shp') ? [set] : splitUp(set),
  );
}

const splitUp = ({ files }: FileSet): FileSet[] =>
  files.map((file) => ({ name: file.name, files: [file], unread: [] }));

function endingOf({ name, member }: ImportFile): string | null {
  return member === undefined ? (sidecar.exec(name)?.[2]?.toLowerCase() ?? null) : null;
}

function stemOf({ name }: ImportFile): string {
  return (sidecar.exec(name)?.[1] ?? name).toLowerCase();
}

/** A `.shp` chosen alone: the files of its name beside it on disk are read too, so they are part of what is imported. */
async function complete(set: FileSet): Promise<FileSet> {
  const shp = set.files.find((file) => endingOf(file) === 'shp');
  if (shp === undefined) return set;
  const folder = dirname(shp.path);
  const names = await readdir(folder).catch(() => []);
  const known = new Set(set.files.map(endingOf));
  const beside = names
    .map((name): ImportFile => ({ path: join(folder, name), name }))
    .filter((file) => stemOf(file) === stemOf({ ...shp, name: basename(shp.path) }))
    .filter((file) => readEndings.includes(endingOf(file) ?? '') && !known.has(endingOf(file)));
  return { ...set, files: [...set.files, ...beside] };
}

async function openSet(set: FileSet): Promise<FoundSets> {
  const [file] = set.files;
  const whole: FoundSets = { sets: [set], left: [] };
  if (file === undefined || set.files.length > 1 || file.member !== undefined) return whole;
  try {
    const parts = await listParts([file]);
    if (parts.length < 2 || parts.some(({ path }) => path !== null)) return whole;
    return splitArchive(
      file,
      parts.map(({ name }) => name),
      listShapefiles(parts),
    );
  } catch (error) {
    if (error instanceof PinpointError) return whole;
    throw error;
  }
}

/** Each of several tables of a text, one below another, is a data set. */
async function splitTables(set: FileSet): Promise<FileSet[]> {
  const [file] = set.files;
  if (file === undefined || set.files.length > 1 || file.table !== undefined) return [set];
  const name = file.member ?? file.name;
  if (!isNamedAs(name, 'csv', 'text') && !isPacking(name)) return [set];
  const size = await stat(file.path).then(
    (info) => info.size,
    () => Infinity,
  );
  const isPacked = file.member !== undefined || isPacking(file.name);
  if (size > mostBytesWithTables[isPacked ? 'packed' : 'plain']) return [set];
  const tables = await listTables([file]);
  if (tables.length === 0) return [set];
  return tables.map((title, at) => {
    const titled = `${set.name}: ${title}`;
    return {
      name: titled,
      files: [{ ...file, name: titled, table: at + 1 }],
      unread: at === 0 ? set.unread : [],
    };
  });
}

/** Whether a name tells a format that is one file. A text may as well be a readme. */
function isFileByItself(name: string): boolean {
  return findFormatByName(name) !== undefined && !isNamedAs(name, 'shapefile', 'text');
}

function splitArchive(file: ImportFile, names: readonly string[], shapefiles: readonly string[]): FoundSets {
  const bases = new Set(names.map((name) => basename(name).toLowerCase()));
  if (getFileFormat('gtfs').holds!.every((name) => bases.has(name)))
    return { sets: [{ name: file.name, files: [file], unread: [] }], left: [] };
  const isPart = (name: string): boolean =>
    shapefiles.some((stem) => stemOf({ path: '', name }) === stem.toLowerCase());
  const plain = names.filter((name) => isFileByItself(name));
  const texts = names.filter((name) => isNamedAs(name, 'text'));
  const members = [...shapefiles, ...(plain.length + shapefiles.length > 0 ? plain : texts)];
  const left = names
    .filter((name) => !members.includes(name) && !isPart(name))
    .map((name) => `${file.name}: ${name}`);
  if (members.length < 2)
    return { sets: [{ name: file.name, files: [file], unread: [] }], left: members.length === 0 ? [] : left };
  const sets = members.map((member): FileSet => {
    const name = `${file.name}: ${member}`;
    return { name, files: [{ path: file.path, name, member }], unread: [] };
  });
  return { sets, left };
}

import { findCodeKind, findEarliestLsoaVintage } from '#core/area-codes';
import {
  type BoundariesMapping,
  type GeographyKind,
  geographyKinds,
  type GeographyRef,
  geographyRef,
} from '#contract';
import type { WorkspaceReader } from '#data/workspace';

/** What a guess goes by. */
export interface Clues {
  fields: readonly string[];
  /** Attributes of the first features, aligned with `fields`. */
  sample: readonly (readonly string[])[];
  /** Names of the file, and of the layer inside it. */
  names: readonly string[];
  /** What the person said already, by mapping field. */
  hint: Readonly<Record<string, string>>;
  /** The workspace that the areas are meant for. */
  reader?: WorkspaceReader;
}

export interface Guess {
  mapping: BoundariesMapping;
  open: string[];
  notes: string[];
}

interface Column {
  field: string;
  values: string[];
  /** Share of the values that are codes of the most frequent kind. */
  share: number;
  kind: GeographyKind | null | undefined;
  /** Different values as a share of all: 1 where none comes twice. */
  distinct: number;
}

const kindWords: Readonly<Record<GeographyKind, RegExp>> = {
  oa: /(?:^|[^a-z])oa(?![a-z])|output[_ -]?area/i,
  lsoa: /lsoa|lower[_ -]?(layer|super)|data[_ -]?zone/i,
  msoa: /msoa|middle[_ -]?(layer|super)|intermediate[_ -]?zone/i,
  ward: /(?:^|[^a-z])wd(?![a-z])|ward/i,
  district: /(?:^|[^a-z])(lad|ltla|la|utla)(?![a-z])|district|local[_ -]?auth/i,
  region: /(?:^|[^a-z])rgn(?![a-z])|region/i,
};
const codeName = /cd(o|w)?$|code$|(^|_)(geo|area|ons|gss)?_?(code|id|ref)$|mnemonic/i;
const nameName = /nm$|name$|(^|_)(label|title)$/i;
/** Which parent to offer, best first: districts nest exactly and join most. */
const parentOrder: readonly GeographyKind[] = ['district', 'ward', 'msoa', 'lsoa', 'region'];

/**
 * The best guess of how the fields of a boundary file are to be read. What cannot be guessed is named in `open`, and the notes say
 * what each guess rests on. What the person said is taken as said.
 */
export function guessMapping({ fields, sample, names, hint, reader }: Clues): Guess {
  const columns = fields.map((field, index) =>
    toColumn(
      field,
      sample.map((row) => (row[index] ?? '').trim()),
    ),
  );
  const notes: string[] = [];
  const open: string[] = [];
  const code = chooseCode(columns, hint, notes);
  if (code === undefined) open.push('codeField');
  if (code !== undefined && code.distinct < 1)
    notes.push('Some codes stand in several rows; the outlines of one code are united to one area.');
  const kind = chooseKind(code, { names, hint, notes });
  if (kind === undefined) open.push('geography');
  const vintage = chooseVintage(code, { names, hint, notes });
  if (vintage === undefined) open.push('vintage');
  const nameColumn = chooseName(columns, code, hint);
  if (nameColumn !== undefined && hint.nameField === undefined) notes.push(`Names are in “${nameColumn}”.`);
  const parent = chooseParent(columns, {
    code,
    kind,
    hint,
    notes,
    reader,
    vintage: vintage ?? latestVintage,
  });
  const mapping: BoundariesMapping = {
    family: 'boundaries',
    geography: kind ?? 'lsoa',
    vintage: vintage ?? latestVintage,
    codeField: code?.field ?? hint.codeField ?? '',
    nameField: nameColumn ?? hint.nameField ?? null,
    parentField: parent?.field ?? null,
    parentGeography: parent?.geography ?? null,
    crs: hint.crs ?? null,
    layer: hint.layer ?? null,
  };
  return { mapping, open, notes };
}

/** Stands where the vintage is open: a mapping always has one. */
const latestVintage = '2021';

function toColumn(field: string, values: string[]): Column {
  const filled = values.filter((value) => value !== '');
  const kinds = filled.map((value) => findCodeKind(value)?.kind);
  const coded = kinds.filter((kind) => kind !== undefined);
  const kind = mostFrequent(coded);
  const share = filled.length === 0 ? 0 : coded.filter((each) => each === kind).length / filled.length;
  return {
    field,
    values: filled,
    share,
    kind,
    distinct: filled.length === 0 ? 0 : new Set(filled).size / filled.length,
  };
}

function mostFrequent<T>(values: readonly T[]): T | undefined {
  const times = new Map<T, number>();
  for (const value of values) times.set(value, (times.get(value) ?? 0) + 1);
  return [...times].toSorted((a, b) => b[1] - a[1])[0]?.[0];
}

/** The field named, letter case aside. */
export function findField(fields: readonly string[], name: string): string | undefined {
  return (
    fields.find((field) => field === name) ??
    fields.find((field) => field.toLowerCase() === name.toLowerCase())
  );
}

function chooseCode(columns: readonly Column[], hint: Clues['hint'], notes: string[]): Column | undefined {
  if (hint.codeField !== undefined && hint.codeField !== '') {
    const field = findField(
      columns.map((column) => column.field),
      hint.codeField,
    );
    return columns.find((column) => column.field === field);
  }
  const coded = columns.filter((column) => column.share >= 0.9);
  const best = coded.toSorted((a, b) => scoreCode(b, hint) - scoreCode(a, hint))[0];
  if (best !== undefined) {
    notes.push(
      `Codes are in “${best.field}”: its values have the form of official codes, such as ${best.values[0]}.`,
    );
    return best;
  }
  const [named] = columns
    .filter((column) => column.distinct >= 0.5 && codeName.test(column.field))
    .toSorted((a, b) => b.distinct - a.distinct);
  if (named !== undefined)
    notes.push(
      `Codes are probably in “${named.field}”, by its name and because ${named.distinct === 1 ? 'no value comes' : 'few values come'} twice.`,
    );
  return named;
}

/** A code of the area itself comes once, or as often as the area has parts; nine characters are newer than the codes of before 2009. */
function scoreCode(column: Column, hint: Clues['hint']): number {
  const isCurrent = /^[A-Z]\d{8}$/.test(column.values[0] ?? '');
  const isOfKind = column.kind !== null && (hint.geography === undefined || column.kind === hint.geography);
  return (
    8 * column.distinct + (isOfKind ? 4 : 0) + (isCurrent ? 2 : 0) + (codeName.test(column.field) ? 1 : 0)
  );
}

interface Told {
  names: readonly string[];
  hint: Clues['hint'];
  notes: string[];
}

function chooseKind(code: Column | undefined, { names, hint, notes }: Told): GeographyKind | undefined {
  const told = geographyKinds.find((kind) => kind === hint.geography);
  if (told !== undefined) return told;
  if (code?.kind && code.share >= 0.9) {
    notes.push(`The areas are of the kind ${code.kind}, by their codes.`);
    return code.kind;
  }
  for (const name of [code?.field ?? '', ...names]) {
    const kind = geographyKinds.find((each) => kindWords[each].test(name));
    if (kind === undefined) continue;
    notes.push(`The areas are probably of the kind ${kind}, by the name “${name}”.`);
    return kind;
  }
  return undefined;
}

function chooseVintage(code: Column | undefined, { names, hint, notes }: Told): string | undefined {
  if (hint.vintage !== undefined && /^\d{4}$/.test(hint.vintage)) return hint.vintage;
  const byField = code === undefined ? undefined : findVintage(code.field);
  if (byField !== undefined) {
    notes.push(`The vintage is ${byField}, by the field “${code!.field}”.`);
    return byField;
  }
  for (const name of names) {
    const vintage = findVintage(name);
    if (vintage === undefined) continue;
    notes.push(`The vintage is probably ${vintage}, by the name “${name}”.`);
    return vintage;
  }
  const earliest = code?.values.map(findEarliestLsoaVintage).includes('2021');
  if (earliest) notes.push('The vintage is 2021 or later: some of the codes did not exist before.');
  return earliest ? '2021' : undefined;
}

/** `LSOA11CD`, `lsoa_2011`, `wards-december-2017`: a year of four digits, or of two right behind a word for a geography. */
function findVintage(name: string): string | undefined {
  const full = /(?:^|\D)((?:19|20)\d{2})(?!\d)/.exec(name)?.[1];
  if (full !== undefined) return full;
  const short = /(?:oa|lsoa|msoa|wd|ward|lad|ltla|rgn|region)s?[_ -]?(\d{2})(?!\d)/i.exec(name)?.[1];
  if (short === undefined) return undefined;
  return Number(short) < 60 ? `20${short}` : `19${short}`;
}

function chooseName(
  columns: readonly Column[],
  code: Column | undefined,
  hint: Clues['hint'],
): string | undefined {
  const fields = columns.map((column) => column.field);
  if (hint.nameField !== undefined) return findField(fields, hint.nameField);
  const twins = code === undefined ? [] : listNameTwins(code.field);
  const twin = twins.map((name) => findField(fields, name)).find((field) => field !== undefined);
  if (twin !== undefined && twin !== code?.field) return twin;
  const worded = columns.filter((column) => column !== code && isWords(column));
  return (
    worded.find((column) => nameName.test(column.field)) ?? worded.find((column) => column.distinct === 1)
  )?.field;
}

/** Names as they stand beside a code: `LSOA11CD` – `LSOA11NM`, `area_code` – `area_name`. */
function listNameTwins(codeField: string): string[] {
  const stem = codeField.replace(/_?(cd(o|w)?|code|id)$/i, '');
  if (stem === codeField) return [];
  return ['NM', '_nm', '_name', 'Name', ' name'].map((ending) => stem + ending);
}

function isWords(column: Column): boolean {
  const lettered = column.values.filter((value) => /[A-Za-z]{3}/.test(value)).length;
  return column.values.length > 0 && column.share < 0.5 && lettered >= column.values.length * 0.9;
}

interface ParentClues {
  code: Column | undefined;
  kind: GeographyKind | undefined;
  hint: Clues['hint'];
  notes: string[];
  reader: WorkspaceReader | undefined;
  /** Of the areas, for parents that tell none of their own. */
  vintage: string;
}

function chooseParent(
  columns: readonly Column[],
  { code, kind, hint, notes, reader, vintage }: ParentClues,
): { field: string; geography: GeographyRef | null } | undefined {
  const told = geographyRef.safeParse(hint.parentGeography).data;
  if (hint.parentField !== undefined) {
    const field =
      findField(
        columns.map((column) => column.field),
        hint.parentField,
      ) ?? hint.parentField;
    const column = columns.find((each) => each.field === field);
    return { field, geography: told ?? refOf(column, { reader, vintage }) };
  }
  const rank = (column: Column) => (column.kind ? parentOrder.indexOf(column.kind) : -1);
  const [best] = columns
    .filter((column) => column !== code && column.share >= 0.9 && isCoarser(column.kind, kind))
    .filter((column) => told === undefined || told.startsWith(`${column.kind}:`))
    .toSorted((a, b) => rank(a) - rank(b));
  if (best === undefined) return undefined;
  const geography = told ?? refOf(best, { reader, vintage });
  notes.push(`Parents are in “${best.field}”: its values have the form of codes of the kind ${best.kind}.`);
  return { field: best.field, geography };
}

/** The parents' vintage: the one in the field's name, else one whose codes the workspace knows, else that of the areas. */
function refOf(
  column: Column | undefined,
  { reader, vintage }: Pick<ParentClues, 'reader' | 'vintage'>,
): GeographyRef | null {
  if (!column?.kind) return null;
  const named = findVintage(column.field);
  if (named !== undefined) return `${column.kind}:${named}`;
  const known = reader
    ?.describe()
    .geographies.filter(({ geography }) => geography === column.kind)
    .map((each): GeographyRef => `${each.geography}:${each.vintage}`)
    .filter((geography) => column.values.every((code) => reader.getAreas(geography).indexOf.has(code)));
  const own: GeographyRef = `${column.kind}:${vintage}`;
  return known === undefined || known.includes(own) ? own : (known[0] ?? own);
}

function isCoarser(parent: GeographyKind | null | undefined, kind: GeographyKind | undefined): boolean {
  if (!parent || kind === undefined) return false;
  return geographyKinds.indexOf(parent) > geographyKinds.indexOf(kind);
}

import { z } from 'zod';
import type { MappingFacts } from './check.ts';

/**
 * What a field of a mapping is.
 *
 * - `column`: a column of the file. null = none; an empty text = still to be chosen.
 * - `text`, `id` (as rules call things), `year`, `period`, `number`: what is said once for the whole file.
 * - `choice`: one of a few words.
 * - `areas`: a geography and its vintage as one text, `lsoa:2011`.
 * - `list`: several columns.
 * - `pairs`: names and what belongs to each, such as a dimension and its column.
 * - `editions`: a column for each geography that the workspace has.
 * - `words`: what each word of a column stands for.
 * - `filters`: which rows are taken.
 * - `group`: fields that belong together and are one object in the mapping.
 */
export type FieldRole =
  | 'column'
  | 'text'
  | 'id'
  | 'year'
  | 'period'
  | 'number'
  | 'choice'
  | 'areas'
  | 'list'
  | 'pairs'
  | 'editions'
  | 'words'
  | 'filters'
  | 'group';

/** One of the words that a field takes, and what it is called. */
export interface FieldChoice {
  id: string;
  name: string;
  detail?: string;
}

/** How the command line asks for a field. */
export interface FieldFlag {
  /** The flag and what it takes: `--code-column <name>`. */
  words: string;
  /** Where the command line needs other words than `help`: units, how it is written. */
  help?: string;
  isRequired?: boolean;
  /** Of a number: what it takes, said where it is refused: `kilometres from 0 up`. */
  takes?: string;
  /** What counts where the flag is not given. */
  usual?: string;
  /** A flag that says there is none of it, and its help: `--whole`. */
  none?: { words: string; help: string };
  /** Key of the field whose value counts where this flag is not given. */
  likeField?: string;
}

/** Where a form that nobody wrote by hand asks for a field, and how where the role does not tell it. */
export interface FieldPlace {
  /** Id of a section of the family's form; the first one unless said. */
  section?: string;
  /** Stands beside its neighbour. */
  isHalf?: boolean;
  asks?:
    | 'kind of area'
    | 'known areas'
    | 'known indicator'
    | 'layer'
    | 'reference system'
    | 'period'
    | 'stage'
    | 'margin'
    | 'what a row is';
  /** Key of the field whose input asks for this one too. */
  askedBy?: string;
}

/** A mapping, a draft or the part of one that a group holds, as whoever knows only its fields sees it. */
export type FieldValues = Readonly<Record<string, unknown>>;

/** What a field says of itself; everything else is told by its role. */
export interface FieldWords extends FieldPlace {
  /** What the form calls it. */
  label: string;
  /** What it is called where no form stands around it: in reports and among what is still needed. `label` unless said. */
  name?: string;
  /** What stands above the column among the first rows of the file. `label` unless said. */
  heading?: string;
  /** What it is called inside a sentence: "code column". `name` with a small letter unless said. */
  noun?: string;
  /** One sentence for whoever fills it in: beneath the field, and in `--help`. */
  help?: string;
  flag?: FieldFlag;
  /** Of a column that may be left out: the words for none. */
  none?: string;
  /** Said beneath the field as long as the workspace has no areas. */
  withoutAreas?: string;
  /** The guess puts something in its place where it cannot tell, and nobody should take that for an answer: a draft is empty there. */
  hasStandIn?: boolean;
  /** Of pairs: what stands on the right is a column of the file. */
  namesColumns?: boolean;
  /** Of a text: it says which columns are added up, `16-64`. */
  addsColumns?: boolean;
  /** Keys of the fields that take this one's place: it is asked for only where none of them is set. */
  insteadOf?: readonly string[];
  /** Key of the field without which this one is not asked for. */
  onlyWith?: string;
  /** Nobody is asked: what the files of the family are tells it. */
  isUnasked?: boolean;
  /** Of several ways of which exactly one is said: what they are called together. */
  oneOf?: string;
  /** What is wrong with the value beyond what its role tells; undefined where it is right. `around`: the fields beside it. */
  check?: (value: unknown, around: FieldValues, facts: MappingFacts) => string | undefined;
}

/** One field of a mapping: all that the command line, the mapping file, the checks and the form know of it. */
export interface ImportField<Schema extends z.ZodType = z.ZodType> extends FieldWords {
  role: FieldRole;
  /** What a mapping holds. A default makes mappings right that were saved before there was the field. */
  schema: Schema;
  /** Nothing can be imported without it. */
  isNeeded: boolean;
  /** Of a choice: what it may be. */
  choices?: readonly FieldChoice[];
  /** Of a group: its fields. */
  fields?: FieldSet;
}

/** Fields by their keys, in the order in which a mapping holds them. */
export type FieldSet = Readonly<Record<string, ImportField>>;

/** A column without which nothing can be imported. */
export function neededColumn(words: FieldWords): ImportField<z.ZodString> {
  return { role: 'column', schema: z.string(), isNeeded: true, ...words };
}

const noColumn = z.string().nullable();

/** A column that a file may lack. Every mapping says whether there is one. */
export function column(words: FieldWords): ImportField<typeof noColumn> {
  return { role: 'column', schema: noColumn, isNeeded: false, ...words };
}

const laterColumn = noColumn.default(null);

/** A column that a file may lack, and that mappings saved earlier do not speak of: what a new field begins as. */
export function addedColumn(words: FieldWords): ImportField<typeof laterColumn> {
  return { role: 'column', schema: laterColumn, isNeeded: false, ...words };
}

/** A field of any other role than a column. `isNeeded`: nothing can be imported without it. */
export function field<Schema extends z.ZodType>(
  role: Exclude<FieldRole, 'column' | 'group'>,
  schema: Schema,
  words: FieldWords & Pick<Partial<ImportField>, 'choices' | 'isNeeded'>,
): ImportField<Schema> {
  return { role, schema, isNeeded: false, ...words };
}

/** Fields that are one object in the mapping. */
export function group<Fields extends FieldSet>(
  fields: Fields,
  words: FieldWords,
): Omit<ImportField<z.ZodObject<ShapeOf<Fields>>>, 'fields'> & { fields: Fields } {
  return { role: 'group', schema: z.object(shapeOf(fields)), isNeeded: true, fields, ...words };
}

/** The schemas of fields, by their keys. */
export type ShapeOf<Fields extends FieldSet> = { [Key in keyof Fields]: Fields[Key]['schema'] };

/** The schemas of fields, for an object of them. */
export function shapeOf<Fields extends FieldSet>(fields: Fields): ShapeOf<Fields> {
  return Object.fromEntries(
    Object.entries(fields).map(([key, { schema }]) => [key, schema]),
  ) as ShapeOf<Fields>;
}

const lowerFirst = (text: string): string => `${text.charAt(0).toLowerCase()}${text.slice(1)}`;

/** What a field is called where no form stands around it: "Parent’s code". */
export function nameOfField({ name, label }: FieldWords): string {
  return name ?? label;
}

/** What a field is called inside a sentence: "code column", "kind of area". */
export function nounOfField(words: FieldWords): string {
  return words.noun ?? lowerFirst(nameOfField(words));
}

/** What fields are called inside a sentence, by their keys. */
export function nounsOf<Fields extends FieldSet>(fields: Fields): Readonly<Record<keyof Fields, string>> {
  const nouns = Object.entries(fields).map(([key, words]) => [key, nounOfField(words)]);
  return Object.fromEntries(nouns) as Record<keyof Fields, string>;
}

/** What `--help` says of a field, in one line. */
export function flagHelp(words: FieldWords): string {
  return words.flag?.help ?? words.help ?? lowerFirst(nameOfField(words));
}

/** Whether a field is asked for beside the others: not where another stands in its place, nor without the one it belongs to. */
export function isAsked({ insteadOf, onlyWith, isUnasked }: FieldWords, around: FieldValues): boolean {
  if (isUnasked === true) return false;
  if (insteadOf?.some((key) => (around[key] ?? null) !== null) === true) return false;
  return onlyWith === undefined || (around[onlyWith] ?? null) !== null;
}

import type { Command } from 'commander';
import {
  flagHelp,
  parseRowFilter,
  PinpointError,
  writeRowFilter,
  type FamilyDescription,
  type FieldFlag,
  type FieldRole,
  type FieldSet,
  type ImportField,
} from '#contract';
import { choose } from './travel-options.ts';

/** What was typed: each flag by its name in camel case, as commander gives it. */
export type FlagValues = Readonly<Record<string, unknown>>;

/** A field that the command line asks for, with those of groups beside the others. */
interface FlaggedField {
  key: string;
  field: ImportField;
  flag: FieldFlag;
}

function listFlagged(fields: FieldSet): FlaggedField[] {
  return Object.entries(fields).flatMap(([key, field]) => {
    const { flag, fields: inner } = field;
    return [...(flag === undefined ? [] : [{ key, field, flag }]), ...(inner ? listFlagged(inner) : [])];
  });
}

/** `--code-column <name>` → `codeColumn`. */
function optionOf(words: string): string {
  const name = nameOf(words).slice(2);
  return name.replaceAll(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

function nameOf(words: string): string {
  return words.split(' ')[0]!;
}

function collect(value: string, before: string[] = []): string[] {
  return [...before, value];
}

const repeated: ReadonlySet<FieldRole> = new Set(['pairs', 'filters']);

/** Adds a flag for each field of a family that has one, in the order of the fields. */
export function addFieldFlags(command: Command, { fields }: Pick<FamilyDescription, 'fields'>): void {
  for (const { field, flag } of listFlagged(fields)) {
    const help = flagHelp(field);
    if (repeated.has(field.role)) command.option(flag.words, help, collect);
    else if (flag.isRequired === true) command.requiredOption(flag.words, help);
    else command.option(flag.words, help, flag.usual);
    if (flag.none !== undefined) command.option(flag.none.words, flag.none.help);
  }
}

/**
 * What flags say of a mapping, by its keys; those of groups beside the others. What was not typed is left out. Throws `usage`
 * with the flag and what it takes for a value that it does not take.
 */
export function readFieldFlags(
  { fields }: Pick<FamilyDescription, 'fields'>,
  typed: FlagValues,
): Record<string, unknown> {
  const flagged = listFlagged(fields).filter(({ field }) => field.role !== 'filters');
  // Words first: they are known to be wrong without looking at anything else.
  const inOrder = flagged.toSorted(
    (a, b) => Number(b.field.role === 'choice') - Number(a.field.role === 'choice'),
  );
  const said = new Map(inOrder.map(({ key, field, flag }) => [key, readFlag(field, flag, typed)]));
  for (const { key, flag } of flagged)
    if (said.get(key) === undefined && flag.likeField !== undefined) said.set(key, said.get(flag.likeField));
  return Object.fromEntries(
    flagged.flatMap(({ key }) => (said.get(key) === undefined ? [] : [[key, said.get(key)]])),
  );
}

function readFlag(field: ImportField, asked: FieldFlag, typed: FlagValues): unknown {
  const { words, none, takes = 'a number' } = asked;
  if (none !== undefined && typed[optionOf(none.words)] === true) return null;
  const text = typed[optionOf(words)];
  const flag = nameOf(words);
  if (field.role === 'pairs') return readPairs(flag, (text ?? []) as string[]);
  if (typeof text !== 'string') return undefined;
  if (field.role === 'choice') return readChoice(flag, text, field);
  if (field.role === 'number') return readNumber(flag, text, { schema: field.schema, takes });
  return field.role === 'list' ? text.split(',') : text;
}

/** One of the words that a choice takes; the number that it stands for where the mapping holds one. */
function readChoice(flag: string, text: string, { choices = [], schema }: ImportField): unknown {
  const word = choose(
    flag,
    text,
    choices.map(({ id }) => id),
  );
  return schema.safeParse(word).success ? word : Number(word);
}

function readNumber(
  flag: string,
  text: string,
  { schema, takes }: Pick<ImportField, 'schema'> & { takes: string },
): number {
  const number = Number(text);
  if (text.trim() !== '' && schema.safeParse(number).success) return number;
  throw new PinpointError('usage', `${flag} takes ${takes}.`, { found: text });
}

/** Pairs of a name and a value; undefined where there are none. */
function readPairs(flag: string, texts: readonly string[]): Record<string, string> | undefined {
  if (texts.length === 0) return undefined;
  return Object.fromEntries(texts.map((text) => splitPair(flag, text)));
}

/** Splits `dimension=column` at its first `=`. */
function splitPair(flag: string, text: string): [string, string] {
  const at = text.indexOf('=');
  if (at < 1) throw new PinpointError('usage', `${flag} takes name=value.`, { found: text });
  return [text.slice(0, at), text.slice(at + 1)];
}

/** The filters that were typed, a line each, as a hint takes them. Throws `usage` for a text that is none. */
export function readFilters({ fields }: Pick<FamilyDescription, 'fields'>, typed: FlagValues): string[] {
  return listFlagged(fields)
    .filter(({ field }) => field.role === 'filters')
    .flatMap(({ flag }) => ((typed[optionOf(flag.words)] ?? []) as string[]).map(readFilter));
}

function readFilter(text: string): string {
  const filter = parseRowFilter(text);
  if (filter !== undefined) return writeRowFilter(filter);
  throw new PinpointError('usage', '--where takes column=value or column!=value.', { found: text });
}

/** The flag of a field, as it is typed; undefined where it has none. */
export function findFlag({ fields }: Pick<FamilyDescription, 'fields'>, key: string): string | undefined {
  const found = listFlagged(fields).find((flagged) => flagged.key === key);
  return found === undefined ? undefined : nameOf(found.flag.words);
}

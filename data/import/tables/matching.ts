import { describeCodes, findEarliestLsoaVintage } from '#core/area-codes';
import { type GeographyKind, type GeographyRef, formatPlural } from '#contract';
import { PinpointError } from '#contract';
import type { AreaRow, WorkspaceReader } from '#data/workspace';
import { refusal } from '#data/formats/refusals';
import { matchGeographies } from './codes.ts';
import { examples, listExamples, type Tally } from './tally.ts';

/** Codes looked at to tell what they look like. */
const codesLookedAt = 5000;

/** The areas of a geography that an import needs. Throws `not_found` with what the workspace has where it lacks them. */
export function getImportAreas(reader: WorkspaceReader, kind: GeographyKind, vintage: string): AreaRow {
  const ref: GeographyRef = `${kind}:${vintage}`;
  const known = reader.describe().geographies.filter(({ areas }) => areas > 0);
  if (known.some((geography) => geography.geography === kind && geography.vintage === vintage))
    return reader.getAreas(ref);
  const names = known.map(({ geography, vintage: year }) => `${geography}:${year}`);
  throw new PinpointError('not_found', `The workspace has no areas of ${ref}.`, {
    found: names.length > 0 ? `it has ${names.join(', ')}` : 'it has no areas at all',
    expected: ref,
    hint: `Import the boundaries of ${ref} first${names.length > 0 ? ', or name one of the geographies it has' : ''}.`,
  });
}

/** The refusal of a file of which no code belongs to the geography: says what the codes look like and where they would match. */
export function refuseNoMatch(
  task: { file: string; geography: GeographyRef; reader: WorkspaceReader },
  codes: readonly string[],
): Error {
  const sample = codes.slice(0, codesLookedAt);
  const named = countNames(sample, task.reader.getAreas(task.geography));
  if (named.matched > 0) return refuseNames(task, sample, named);
  const [best] = matchGeographies(sample, task.reader);
  const looks = describeCodes(sample);
  return refusal(
    `No code in “${task.file}” belongs to ${task.geography}${lookSentence(sample, best, looks)}.`,
    {
      file: task.file,
      found: listExamples(sample, codes.length),
      expected: `codes of ${task.geography}, such as ${listExamples(task.reader.getAreas(task.geography).codes.slice(0, 3))}`,
      hint: best
        ? `Import it for ${best.geography} instead: ${best.matched.toLocaleString('en-GB')} of ${formatPlural(sample.length, 'code')} match.`
        : 'Check the code column, the geography and the vintage, or import the boundaries that these codes belong to.',
    },
  );
}

interface NameMatch {
  matched: number;
  /** Of those, names that more than one area has. */
  shared: number;
  example: string;
}

/** How many texts are names of areas, letter case and spacing aside. */
function countNames(texts: readonly string[], areas: AreaRow): NameMatch {
  const times = new Map<string, number>();
  for (const name of areas.names) {
    const key = plainName(name);
    if (key !== '') times.set(key, (times.get(key) ?? 0) + 1);
  }
  const found = texts.filter((text) => times.has(plainName(text)));
  const shared = found.filter((text) => times.get(plainName(text))! > 1).length;
  return { matched: found.length, shared, example: found[0] ?? '' };
}

function plainName(text: string): string {
  return text.replace(/\s+/g, ' ').trim().toLowerCase();
}

function refuseNames(
  { file, geography }: { file: string; geography: GeographyRef },
  texts: readonly string[],
  { matched, shared, example }: NameMatch,
): Error {
  const unique =
    shared === 0 ? 'each of one area only' : `${shared.toLocaleString('en-GB')} of them of several areas`;
  return refusal(
    `The column that should hold codes in “${file}” holds names of areas: ${matched.toLocaleString('en-GB')} of ${formatPlural(texts.length, 'name')} ${matched === 1 ? 'is the name of an area' : 'are names of areas'} of ${geography}, ${unique}.`,
    {
      file,
      found: `names such as ${example}`,
      expected: `codes of ${geography}`,
      hint: 'Areas are matched by code alone: download the table with area codes, or add a column with them.',
    },
  );
}

function lookSentence(
  sample: readonly string[],
  best: { geography: GeographyRef } | undefined,
  looks: string | undefined,
): string {
  if (best) return `; the codes look like ${best.geography}`;
  if (looks !== undefined) return `; the codes look like ${looks}`;
  return sample.length === 0 ? '; the code column is blank' : '';
}

/** Puts into the report the codes that the geography lacks, and warns where they look like another vintage or another kind of area. */
export function reportStrangers(
  tally: Tally,
  codes: readonly string[],
  { geography, reader }: { geography: GeographyRef; reader: WorkspaceReader },
): void {
  const seen = new Set(tally.unmatched.codes);
  tally.unmatched.codes.push(...codes.filter((code) => !seen.has(code)).slice(0, examples));
  tally.unmatched.codesTotal += codes.length;
  if (codes.length === 0) return;
  const sample = codes.slice(0, codesLookedAt);
  const [kind, vintage = ''] = geography.split(':');
  for (const { geography: other, matched } of matchGeographies(sample, reader)) {
    if (other === geography) continue;
    const share = `${formatPlural(matched, 'code')} of the ${sample.length.toLocaleString('en-GB')} that ${geography} lacks`;
    tally.warn(
      other.startsWith(`${kind}:`)
        ? `${share} ${matched === 1 ? 'exists' : 'exist'} in ${other}${matched * 2 > sample.length ? ': the file is probably of that vintage' : ''}.`
        : `${share} ${matched === 1 ? 'belongs' : 'belong'} to ${other}; their rows were left out.`,
    );
  }
  const later = sample.filter((code) => (findEarliestLsoaVintage(code) ?? '') > vintage);
  if (kind === 'lsoa' && later.length > 0) {
    tally.warn(
      `${formatPlural(later.length, 'code')} such as ${later[0]} did not exist before ${findEarliestLsoaVintage(later[0]!)}: the file is of a later vintage than ${vintage}.`,
    );
  }
}

/** Puts into the report the areas for which the file has nothing. */
export function reportBareAreas(tally: Tally, areas: AreaRow, met: Uint8Array): void {
  for (const [area, isMet] of met.entries()) {
    if (isMet === 1) continue;
    tally.unmatched.areasTotal++;
    if (tally.unmatched.areas.length < examples) tally.unmatched.areas.push(areas.codes[area]!);
  }
}

import {
  cleanName,
  findHiddenCharacter,
  type ImportFinding,
  type ImportFindingKind,
  type ImportMapping,
  quoteText,
  showHiddenCharacters,
  formatPlural,
} from '#contract';
import type { Staging } from '#data/workspace';
import type { ImportFindings } from '../task.ts';
import type { Leavings, Table } from '#data/formats/text-table';

/** Rejected rows that a report carries itself; all of them are staged and can be exported. */
const rejectsInReport = 1000;
/** Codes that a report gives as examples. */
export const examples = 20;

/** Counts and findings of one import as they come up. */
export interface Tally {
  rows: { read: number; taken: number; rejected: number };
  flags: { suppressed: number; estimated: number; rounded: number };
  unmatched: { codes: string[]; areas: string[]; codesTotal: number; areasTotal: number };
  /** Notes why a row, or one of its cells, was not taken. A row counts once however many of its cells are at fault. */
  reject(row: number, reason: string): void;
  /** Counts a marker met in place of a number. */
  marker(marker: string, takenFor: 'suppressed' | 'missing'): void;
  /** Counts something that a person wants to know one by one; `example` names the row. */
  find(kind: ImportFindingKind, example: string): void;
  /** A name as it is kept, see `cleanName`; where that is not as the file has it, the report says so. */
  name(text: string): string;
  /** Adds a sentence to the report. */
  warn(sentence: string): void;
  findings(mapping: ImportMapping): ImportFindings;
}

/** An empty tally of an import, which puts the rows that it rejects into the staging file. */
export function createTally(staging: Staging): Tally {
  const rejects: { row: number; reason: string }[] = [];
  const markers = new Map<string, { marker: string; takenFor: 'suppressed' | 'missing'; times: number }>();
  const warnings: string[] = [];
  const found = new Map<ImportFindingKind, ImportFinding>();
  const names = { hidden: [] as string[], cut: [] as string[] };
  let last = { row: 0, reason: '' };
  const tally: Tally = {
    rows: { read: 0, taken: 0, rejected: 0 },
    flags: { suppressed: 0, estimated: 0, rounded: 0 },
    unmatched: { codes: [], areas: [], codesTotal: 0, areasTotal: 0 },
    reject(row, given) {
      const reason = printable(given);
      if (last.row === row && last.reason === reason) return;
      if (last.row !== row) tally.rows.rejected++;
      last = { row, reason };
      staging.addReject(row, reason);
      if (rejects.length < rejectsInReport) rejects.push({ row, reason });
    },
    marker(marker, takenFor) {
      const key = `${takenFor} ${marker}`;
      const entry = markers.get(key);
      if (entry) entry.times++;
      else markers.set(key, { marker, takenFor, times: 1 });
    },
    find(kind, example) {
      const entry = found.get(kind) ?? { kind, times: 0, examples: [] };
      entry.times++;
      if (entry.examples.length < examples) entry.examples.push(printable(example));
      found.set(kind, entry);
    },
    name(text) {
      const name = cleanName(text);
      if (findHiddenCharacter(text.trim()) !== undefined) names.hidden.push(text);
      if (name.endsWith('…') && !text.trimEnd().endsWith('…')) names.cut.push(name);
      return name;
    },
    warn(sentence) {
      warnings.push(printable(sentence));
    },
    findings: (mapping) => ({
      rows: { ...tally.rows },
      rejects,
      unmatched: tally.unmatched,
      flags: { ...tally.flags },
      markers: [...markers.values()].toSorted((a, b) => b.times - a.times),
      mended: [],
      warnings: [...warnings, ...describeNames(names)],
      ...(found.size === 0 ? {} : { found: [...found.values()] }),
      mapping,
    }),
  };
  return tally;
}

/** Longer than any sentence of a report that says something. */
const longestSentence = 2000;

/** A sentence as it is kept: whatever stood in the file, it can be printed. */
function printable(sentence: string): string {
  const shown = showHiddenCharacters(sentence);
  return shown.length > longestSentence ? `${shown.slice(0, longestSentence)}…` : shown;
}

function describeNames({ hidden, cut }: { hidden: readonly string[]; cut: readonly string[] }): string[] {
  const sentences: string[] = [];
  if (hidden.length > 0)
    sentences.push(
      `${formatPlural(hidden.length, 'name held', 'names held')} characters that nobody can see, which were taken out: ${listExamples(hidden.slice(0, 3).map(quoteText), hidden.length)}.`,
    );
  if (cut.length > 0)
    sentences.push(
      `${formatPlural(cut.length, 'name was', 'names were')} absurdly long and cut off: ${listExamples(cut.slice(0, 3).map(quoteText), cut.length)}.`,
    );
  return sentences;
}

/** Puts into the report what of the file was unusual, left out by filters or not part of its table. */
export function reportLeavings(tally: Tally, table: Table, leavings: Leavings): void {
  for (const note of table.layout.notes) tally.warn(note);
  if (table.encoding === 'windows-1252') {
    tally.warn('The file is not Unicode and was read as Windows-1252; check names with accents.');
  }
  const { filtered } = leavings;
  if (filtered !== undefined) {
    tally.rows.read += filtered.rows;
    tally.warn(
      `Only rows where ${filtered.by} were taken: ${formatPlural(filtered.passed, 'row')}, and ${filtered.rows.toLocaleString('en-GB')} left out.`,
    );
  }
  if (leavings.headers !== undefined && leavings.headers > 0)
    tally.warn(`The header comes again in ${formatPlural(leavings.headers, 'row')}, which hold no data.`);
  if (leavings.blank > 0)
    tally.warn(`${formatPlural(leavings.blank, 'blank row was', 'blank rows were')} left out.`);
  const [first] = leavings.notes;
  if (first !== undefined) {
    const lines = formatPlural(leavings.notes.length, 'line of notes was', 'lines of notes were');
    tally.warn(`${lines} not read as data, beginning with “${first.slice(0, 80)}”.`);
  }
}

/** A few examples for a sentence: `A, B, C and 12 more`. */
export function listExamples(items: readonly (string | number)[], total = items.length, most = 5): string {
  const shown = items
    .slice(0, most)
    .map((item) => (typeof item === 'number' ? item.toLocaleString('en-GB') : item));
  return total > shown.length
    ? `${shown.join(', ')} and ${(total - shown.length).toLocaleString('en-GB')} more`
    : shown.join(', ');
}

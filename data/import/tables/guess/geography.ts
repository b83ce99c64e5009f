import { findEarliestLsoaVintage } from '#core/area-codes';
import { type GeographyKind, geographyKinds, type GeographyRef } from '#contract';
import type { WorkspaceReader } from '#data/workspace';
import { matchGeographies } from '../codes.ts';
import { type ColumnFacts, holdsCodes, mainKind, type Sample } from './facts.ts';

/** What the person has said already, by field of the mapping. */
export type Hint = Readonly<Record<string, string>>;

/** A guess on its way: what could not be guessed, and how the rest was. */
export interface Notebook {
  open: string[];
  notes: string[];
}

export interface GuessTask extends Notebook {
  sample: Sample;
  hint: Hint;
  reader: WorkspaceReader | undefined;
}

/** The column with the area codes: the one asked for, else the one with codes of the kind asked for, else with most different codes. */
export function guessCodeColumn(
  task: GuessTask,
  wanted?: GeographyKind,
  except: readonly number[] = [],
): ColumnFacts | undefined {
  const { sample, reader } = task;
  const holding = sample.columns.filter((column) => holdsCodes(column) && !except.includes(column.at));
  const ofKind = wanted ? holding.filter(({ codes }) => codes.has(wanted)) : holding;
  const candidates = ofKind.length > 0 ? ofKind : holding;
  const [best] = candidates.toSorted((a, b) => b.distinct.size - a.distinct.size || a.at - b.at);
  if (best) return best;
  const named = sample.columns.find(
    ({ header, at }) =>
      /(^| |_)(code|cd|mnemonic)$|^[a-z]+\d\dcd$|geography code/.test(header) && !except.includes(at),
  );
  return (
    named ??
    (reader ? (bestMatched(sample, reader, except) ?? namingAreas(sample, reader, except)) : undefined)
  );
}

/** A column whose texts are codes of the workspace, whatever their form. */
function bestMatched(
  sample: Sample,
  reader: WorkspaceReader,
  except: readonly number[],
): ColumnFacts | undefined {
  const [best] = sample.columns
    .filter(({ at }) => !except.includes(at))
    .map((column) => ({ column, matched: matchGeographies(column.distinct, reader)[0]?.matched ?? 0 }))
    .toSorted((a, b) => b.matched - a.matched);
  return best && best.matched > 0 ? best.column : undefined;
}

/** A column of which at least half the texts are names of areas of the workspace: the import says that names are no codes. */
function namingAreas(
  sample: Sample,
  reader: WorkspaceReader,
  except: readonly number[],
): ColumnFacts | undefined {
  const plain = (text: string): string => text.replace(/\s+/g, ' ').trim().toLowerCase();
  const names = new Set(
    reader
      .describe()
      .geographies.flatMap(({ geography, vintage }) => reader.getAreas(`${geography}:${vintage}`).names)
      .map(plain)
      .filter((name) => name !== ''),
  );
  return sample.columns.find(({ at, distinct }) => {
    const named = [...distinct].filter((text) => names.has(plain(text))).length;
    return !except.includes(at) && named > 0 && named >= distinct.size / 2;
  });
}

export interface GeographyGuess {
  geography: GeographyKind;
  vintage: string;
}

/**
 * Geography and vintage of the codes in a column: what was asked for, else what the workspace knows most of the codes as, else
 * the kind from the form of the codes and the vintage from the header, the newest code, or the year of the data.
 */
export function guessGeography(
  task: GuessTask,
  column: ColumnFacts | undefined,
  dataYear: string | undefined,
): GeographyGuess {
  const { hint, notes, open } = task;
  const wantedKind = geographyKinds.find((kind) => kind === hint['geography']);
  const wantedVintage = hint['vintage'];
  const known = column
    ? guessFromWorkspace(task, column, { wantedKind, wantedVintage, dataYear })
    : undefined;
  if (known) return known;
  const geography = wantedKind ?? (column ? mainKind(column) : undefined);
  if (!geography) open.push('geography');
  else if (!wantedKind && column)
    notes.push(`Codes in “${column.name}” have the form of ${geography} codes.`);
  const vintage = wantedVintage ?? guessVintage(task, column, geography ?? 'lsoa', dataYear);
  if (vintage === undefined) open.push('vintage');
  return { geography: geography ?? 'lsoa', vintage: vintage ?? '2011' };
}

interface Wanted {
  wantedKind: GeographyKind | undefined;
  wantedVintage: string | undefined;
  dataYear: string | undefined;
}

function guessFromWorkspace(
  { reader, notes }: GuessTask,
  column: ColumnFacts,
  wanted: Wanted,
): GeographyGuess | undefined {
  if (!reader) return undefined;
  const fitting = matchGeographies(column.distinct, reader).filter(
    ({ geography }) =>
      (wanted.wantedKind === undefined || geography.startsWith(`${wanted.wantedKind}:`)) &&
      (wanted.wantedVintage === undefined || geography.endsWith(`:${wanted.wantedVintage}`)),
  );
  const [best] = fitting;
  if (!best) return undefined;
  const tied = fitting.filter(({ matched }) => matched === best.matched).map(({ geography }) => geography);
  const chosen = tied.length === 1 ? best.geography : chooseVintage(tied, column, wanted.dataYear);
  notes.push(
    `${best.matched.toLocaleString('en-GB')} of ${column.distinct.size.toLocaleString('en-GB')} codes in “${column.name}” belong to ${chosen} of the workspace${tied.length > 1 ? ` (and as many to ${tied.filter((other) => other !== chosen).join(', ')})` : ''}.`,
  );
  return split(chosen);
}

function chooseVintage(
  tied: readonly GeographyRef[],
  column: ColumnFacts,
  dataYear: string | undefined,
): GeographyRef {
  const inHeader = vintageInHeader(column);
  const ofHeader = tied.find((ref) => ref.endsWith(`:${inHeader}`));
  const sorted = tied.toSorted((a, b) => Number(split(b).vintage) - Number(split(a).vintage));
  return (
    ofHeader ?? sorted.find((ref) => dataYear !== undefined && split(ref).vintage <= dataYear) ?? sorted[0]!
  );
}

function split(ref: GeographyRef): GeographyGuess {
  const [geography, vintage = ''] = ref.split(':');
  return { geography: geography as GeographyKind, vintage };
}

function guessVintage(
  { notes, reader }: GuessTask,
  column: ColumnFacts | undefined,
  kind: GeographyKind,
  dataYear: string | undefined,
): string | undefined {
  const inHeader = column && vintageInHeader(column);
  if (inHeader !== undefined) {
    notes.push(`The vintage ${inHeader} is taken from the header “${column?.name}”.`);
    return inHeader;
  }
  const earliest = kind === 'lsoa' ? newestLsoaVintage(column) : undefined;
  if (earliest !== undefined && earliest > '2001') {
    notes.push(`The newest LSOA code in the file is of ${earliest}.`);
    return earliest;
  }
  const known = (reader?.describe().geographies ?? [])
    .filter(({ geography }) => geography === kind)
    .map(({ vintage }) => vintage)
    .toSorted();
  // Codes that the workspace does not have are of other areas or of another year: which, only a person can tell.
  if (known.length > 0 && column && column.filled > 0) {
    notes.push(
      `None of the codes in “${column.name}” is a ${kind} that the workspace has (${known.join(', ')}): say which year they are of.`,
    );
    return undefined;
  }
  if (known.length > 0)
    return known.findLast((vintage) => dataYear === undefined || vintage <= dataYear) ?? known[0];
  if (kind !== 'lsoa' || dataYear === undefined) return undefined;
  const vintage = dataYear < '2013' ? '2001' : dataYear < '2023' ? '2011' : '2021';
  notes.push(`LSOA vintage ${vintage} was in use for data of ${dataYear}; the codes alone do not tell.`);
  return vintage;
}

function newestLsoaVintage(column: ColumnFacts | undefined): string | undefined {
  const vintages = [...(column?.distinct ?? [])].flatMap((code) => findEarliestLsoaVintage(code) ?? []);
  return vintages.toSorted().at(-1);
}

/** The year in a header such as `lsoa11cd`, `wd17cd`, `LSOA code (2011)`, `ward17_code`, `2011 super output area`. */
export function vintageInHeader({ header }: ColumnFacts): string | undefined {
  const [, year] = /(?:^|\D)((?:19|20)\d\d)(?:\D|$)/.exec(header) ?? [];
  if (year) return year;
  const [, short] =
    /(?:lsoa|msoa|oa|wd|ward|lad|ltla|utla|rgn|region|district)\s?(\d\d)(?:\D|$)/.exec(header) ?? [];
  return short === undefined ? undefined : Number(short) < 50 ? `20${short}` : `19${short}`;
}

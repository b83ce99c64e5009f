import { type DesignationMapping, geographyKinds, type GeographyRef, type MappingGuess } from '#contract';
import { bareFileName, makeId } from '../names.ts';
import { hintedWhere } from './dimensions.ts';
import { type ColumnFacts, holdsCodes, holdsNumbers, mainKind } from './facts.ts';
import { findFlagColumns, sortFlags } from './flag.ts';
import { guessCodeColumn, guessGeography, type GuessTask, vintageInHeader } from './geography.ts';
import { guessPeriod } from './period.ts';

/** The best guess of how a lookup is to be read: the column with most different codes belongs to the other. */
export function guessLookup(task: GuessTask): MappingGuess<'lookup'> {
  const { hint, sample, open } = task;
  const from = columnOf(task, 'fromColumn') ?? columnForRef(task, hint['from'], []) ?? guessCodeColumn(task);
  const except = from ? [from.at] : [];
  const to =
    columnOf(task, 'toColumn') ?? columnForRef(task, hint['to'], except) ?? guessOtherEnd(task, from);
  if (!from) open.push('fromColumn');
  if (!to) open.push('toColumn');
  if (isLater(task, from, to))
    return guessLookup({ ...task, hint: { ...hint, fromColumn: to!.name, toColumn: from!.name } });
  return {
    family: 'lookup',
    from: refOf(task, 'from', from),
    to: refOf(task, 'to', to),
    fromColumn: from?.name ?? '',
    toColumn: to?.name ?? '',
    weightColumn:
      hint['weightColumn'] ??
      sample.columns.find(
        (column) =>
          /weight|share|proportion|ratio|factor|pct|percent/.test(column.header) && holdsNumbers(column),
      )?.name ??
      null,
    changeColumn:
      hint['changeColumn'] ??
      sample.columns.find(({ header }) => /^ch(an)?ge? ?(code|ind|indicator)?$|chgind|chngind/.test(header))
        ?.name ??
      null,
  };
}

/** Whether two columns of one kind, found without being asked for, run from the later vintage to the earlier. */
function isLater({ hint }: GuessTask, from: ColumnFacts | undefined, to: ColumnFacts | undefined): boolean {
  const asked = ['from', 'to', 'fromColumn', 'toColumn'].some((field) => hint[field] !== undefined);
  if (asked || !from || !to || mainKind(from) !== mainKind(to)) return false;
  return (vintageInHeader(from) ?? '') > (vintageInHeader(to) ?? '');
}

function columnOf({ sample, hint }: GuessTask, field: string): ColumnFacts | undefined {
  const name = hint[field]?.toLowerCase();
  return sample.columns.find((column) => column.name.toLowerCase() === name);
}

/** The column of the kind and vintage that was asked for: by codes and by the year in its header. */
function columnForRef(
  task: GuessTask,
  ref: string | undefined,
  except: readonly number[],
): ColumnFacts | undefined {
  if (ref === undefined) return undefined;
  const [kind, vintage = ''] = ref.split(':');
  const ofKind = task.sample.columns.filter(
    (column) => !except.includes(column.at) && holdsCodes(column) && mainKind(column) === kind,
  );
  return (
    ofKind.find(({ header }) => header.includes(vintage) || header.includes(vintage.slice(2))) ?? ofKind[0]
  );
}

/** The other end: another column with codes of the same kind (a lookup between vintages), else the next column with codes. */
function guessOtherEnd({ sample }: GuessTask, from: ColumnFacts | undefined): ColumnFacts | undefined {
  const others = sample.columns.filter((column) => column !== from && holdsCodes(column));
  const sameKind = from && others.find((column) => mainKind(column) === mainKind(from));
  return sameKind ?? others[0];
}

function refOf(task: GuessTask, end: 'from' | 'to', column: ColumnFacts | undefined): GeographyRef {
  const hinted = task.hint[end];
  if (hinted !== undefined && hinted !== '') return hinted;
  const inHeader = column && vintageInHeader(column);
  if (column && inHeader !== undefined && mainKind(column)) return `${mainKind(column)}:${inHeader}`;
  const before = task.open.length;
  const { geography, vintage } = guessGeography({ ...task, hint: {} }, column, undefined);
  if (task.open.length > before) task.open.splice(before, task.open.length, end);
  return `${geography}:${vintage}`;
}

/** The best guess of how a designation list is to be read. */
export function guessDesignation(task: GuessTask): MappingGuess<'designation'> {
  const { hint, open, sample } = task;
  const code =
    columnOf(task, 'codeColumn') ??
    guessCodeColumn(
      task,
      geographyKinds.find((kind) => kind === hint['geography']),
    ) ??
    onlyColumn(task);
  if (!code) open.push('codeColumn');
  const words = bareFileName(sample.file).replace(/[-_]+/g, ' ');
  const id = hint['id'] ?? makeId(words);
  if (!hint['id']) open.push('id');
  return {
    family: 'designation',
    id: id || 'designation',
    name: hint['name'] ?? hint['id'] ?? words,
    ...guessGeography(task, code, undefined),
    codeColumn: code?.name ?? '',
    ...guessMembers(task, `${hint['id'] ?? ''} ${hint['name'] ?? ''} ${words}`),
  };
}

/** The rows that belong: as the person said, else by the one column that speaks of belonging. Where several may, it stays open. */
function guessMembers(task: GuessTask, words: string): Pick<DesignationMapping, 'where'> {
  const { sample, notes, open } = task;
  const said = hintedWhere(task.hint);
  if (said.length > 0) return { where: said };
  const flags = sortFlags(findFlagColumns(sample.columns, sample.rows.length, words));
  const { chosen } = flags;
  if (flags.open.length > 0) open.push('where');
  if (chosen === undefined) return {};
  notes.push(`“${chosen.name}” says which areas belong; only rows with ${chosen.yes} are taken.`);
  return { where: [{ column: chosen.name, value: chosen.yes }] };
}

function onlyColumn({ sample }: GuessTask): ColumnFacts | undefined {
  return sample.columns.length === 1 ? sample.columns[0] : undefined;
}

/** The best guess of how a table of benchmarks is to be read. */
export function guessBenchmark(task: GuessTask): MappingGuess<'benchmark'> {
  const { hint, open, sample, reader } = task;
  const known = new Set(reader?.listIndicators().map(({ id }) => id));
  const value =
    columnOf(task, 'valueColumn') ??
    sample.columns.find((column) => /value|rate|figure/.test(column.header) && holdsNumbers(column)) ??
    sample.columns.findLast(holdsNumbers);
  const indicator =
    columnOf(task, 'indicatorColumn') ??
    sample.columns.find((column) => isIndicatorColumn(column, known) && column !== value);
  const comparator =
    columnOf(task, 'comparatorColumn') ??
    sample.columns.find(({ header }) =>
      /comparator|geography name|area name|region|country|^area$|^geography$|^name$/.test(header),
    );
  const period = guessPeriod(task, value ? [value.at] : []);
  if (!value) open.push('valueColumn');
  if (!comparator) open.push('comparatorColumn');
  if (!indicator && !hint['indicator']) open.push('indicator');
  if (!period.periodColumn && !period.period) open.push('period');
  return {
    family: 'benchmark',
    indicatorColumn: hint['indicator'] ? null : (indicator?.name ?? null),
    indicator: hint['indicator'] ?? null,
    comparatorColumn: comparator?.name ?? '',
    periodColumn: period.periodColumn,
    period: period.period,
    valueColumn: value?.name ?? '',
  };
}

function isIndicatorColumn({ header, distinct }: ColumnFacts, known: ReadonlySet<string>): boolean {
  return (
    /^(indicator|measure|variable|item)/.test(header) ||
    (distinct.size > 0 && [...distinct].every((text) => known.has(text)))
  );
}

import { type ObservationsMapping, formatPlural } from '#contract';
import { parsePeriod } from '#core/periods';
import type { AreaRow, ObservationKey, Staging } from '#data/workspace';
import { refusal } from '#data/formats/refusals';
import type { Progress } from '#data/formats/progress';
import { quoteNames, type Cells, type Table } from '#data/formats/text-table';
import { type Tally } from '../tally.ts';
import { type Collected, type Conflict, phraseContradiction } from './collect.ts';
import type { Plan } from './plan.ts';

interface RepeatTask {
  table: Table;
  plan: Plan;
  progress: Progress;
  staging: Staging;
  mapping: ObservationsMapping;
  areas: AreaRow;
}

/**
 * Says what became of rows that repeat an area, cohort and period. Same value: the first is kept. Another value: if a column that
 * the mapping leaves unread tells such rows apart, the rows count different things and the file is refused, naming the column;
 * so it is where they are more than a few. Otherwise none of their values is taken and the report says so.
 */
export async function reportRepeats(
  { table, plan, progress, staging, mapping, areas }: RepeatTask,
  collected: Collected,
  tally: Tally,
): Promise<void> {
  const { repeats } = collected;
  if (repeats.same > 0) {
    tally.warn(
      `${formatPlural(repeats.same, 'row repeats', 'rows repeat')} an earlier one with the same value; the first was kept.`,
    );
  }
  if (repeats.differing === 0) return;
  const rows = await fetchRows(table, repeats.examples, progress);
  const telling = findTellingColumns(table, plan, repeats.examples, rows);
  if (telling.length > 0) throw refuseUnread(table, telling, repeats.examples, rows);
  if (repeats.differing > Math.max(fewContradictions, tally.rows.read / 100))
    throw refuseContradictions(table, repeats);
  takeBack(collected, { staging, mapping, areas, tally });
  if (tally.rows.taken === 0) throw refuseContradictions(table, repeats);
  const [{ first, second }] = repeats.examples as [Conflict];
  tally.warn(
    `${formatPlural(repeats.differing, 'row gives', 'rows give')} an area, cohort and period another value than an earlier row; neither was taken (row ${first} against row ${second}): the value is missing there.`,
  );
}

/** Takes back the values that later rows contradict, and rejects their rows: nobody can tell which of two is right. */
function takeBack(
  { contradicted, series: all, areasMet, repeats }: Collected,
  { staging, mapping, areas, tally }: Pick<RepeatTask, 'staging' | 'mapping' | 'areas'> & { tally: Tally },
): void {
  const others = new Map(repeats.examples.map(({ first, second }) => [first, second]));
  const rows = new Map<number, string>();
  const keys: ObservationKey[] = [];
  for (const [series, entries] of contradicted) {
    const { cohort, period, values } = series;
    for (const [area, row] of entries) {
      keys.push({ areaCode: areas.codes[area]!, indicator: mapping.indicator, cohort, period });
      values.withhold(area);
      const isElsewhere = all.some((each) => each !== series && each.values.rowOf(area) !== 0);
      if (!isElsewhere) areasMet[area] = 0;
      const other = others.get(row);
      rows.set(
        row,
        other === undefined
          ? 'is contradicted by a later row; neither was taken'
          : phraseContradiction(other),
      );
    }
  }
  staging.removeObservations(keys);
  for (const [row, reason] of rows) {
    tally.rows.taken--;
    tally.reject(row, reason);
  }
}

async function fetchRows(
  table: Table,
  conflicts: readonly Conflict[],
  progress: Progress,
): Promise<Map<number, Cells>> {
  const wanted = new Set(conflicts.flatMap(({ first, second }) => [first, second]));
  const rows = new Map<number, Cells>();
  const visitor = {
    row: (cells: Cells, row: number) => void (wanted.has(row) && rows.set(row, cells)),
    misfit: () => {},
  };
  await table.read(visitor, { ...progress, report: () => {} });
  return rows;
}

/** The fewest unread columns that between them tell all conflicting rows apart; none if they do not. */
function findTellingColumns(
  table: Table,
  plan: Plan,
  conflicts: readonly Conflict[],
  rows: ReadonlyMap<number, Cells>,
): number[] {
  let open = [...conflicts];
  const plainly = plan.unread.filter((at) =>
    mayTellApart(table.layout.columns[at]!, cellsOf(at, conflicts, rows)),
  );
  // Names of other areas tell parts apart, such as the two wards that an area is divided between.
  const words = plan.unread.filter((at) => cellsOf(at, conflicts, rows).every((cell) => /\p{L}/u.test(cell)));
  const candidates = plainly.length > 0 ? plainly : words;
  const telling: number[] = [];
  const tellsApart = (at: number, { first, second }: Conflict) =>
    rows.get(first)?.[at]?.trim() !== rows.get(second)?.[at]?.trim();
  while (open.length > 0) {
    const [best] = candidates
      .map((at) => ({ at, told: open.filter((conflict) => tellsApart(at, conflict)).length }))
      .toSorted((a, b) => b.told - a.told || preference(table, b.at) - preference(table, a.at));
    if (!best || best.told === 0) return [];
    telling.push(best.at);
    open = open.filter((conflict) => !tellsApart(best.at, conflict));
  }
  return telling;
}

/** Names are easier on a person than the codes beside them. */
function preference(table: Table, at: number): number {
  return /name|^[a-z ]+$/i.test(table.layout.columns[at]!) ? 1 : 0;
}

function cellsOf(at: number, conflicts: readonly Conflict[], rows: ReadonlyMap<number, Cells>): string[] {
  return conflicts.flatMap(({ first, second }) => [
    rows.get(first)?.[at] ?? '',
    rows.get(second)?.[at] ?? '',
  ]);
}

/** A column of words, periods or named cuts; not the name of the area and not another column of numbers. */
function mayTellApart(header: string, cells: readonly string[]): boolean {
  if (/(area|geograph|lsoa|msoa|ward|district|lad|authority|region|wd\d\d|oa\d\d).*(name|nm)/i.test(header))
    return false;
  if (/age|sex|gender|duration|date|period|year|month|quarter|time|measure|variable|item/i.test(header))
    return true;
  return cells.every((cell) => !/^[-+]?[\d.,]+%?$/.test(cell.trim()) || parsePeriod(cell) !== undefined);
}

/** Up to so many contradictions a file may have, or one row in a hundred, before it is taken for a file of something else. */
const fewContradictions = 3;

function refuseContradictions(table: Table, { differing, examples }: Collected['repeats']): Error {
  const pairs = examples.slice(0, 3).map(({ first, second }) => `row ${first} against row ${second}`);
  return refusal(
    `${formatPlural(differing, 'row')} of “${table.label}” ${differing === 1 ? 'gives' : 'give'} an area, cohort and period another value than an earlier row, and no column says what tells them apart.`,
    {
      file: table.label,
      row: examples[0]!.second,
      found: pairs.join(', '),
      expected: 'one value for each area, cohort and period',
      hint: 'If the rows are parts of an area, add them up first; if they are of several groups or dates, import each by itself.',
    },
  );
}

function refuseUnread(
  table: Table,
  telling: readonly number[],
  conflicts: readonly Conflict[],
  rows: ReadonlyMap<number, Cells>,
): Error {
  const names = telling.map((at) => table.layout.columns[at]!);
  const [column] = telling as [number];
  const values = [...new Set(cellsOf(column, conflicts, rows).map((cell) => cell.trim()))];
  const { first, second } = conflicts[0]!;
  const columns =
    names.length === 1 ? `The column ${quoteNames(names)} varies` : `The columns ${quoteNames(names)} vary`;
  return refusal(
    `${columns} among rows of “${table.label}” that are for the same area, cohort and period, so their values would overwrite one another.`,
    {
      file: table.label,
      row: second,
      column: names[0]!,
      found: `${values.slice(0, 6).join(' | ')}${values.length > 6 ? ' …' : ''} (row ${first} against row ${second})`,
      hint: `Map it as a cohort or period column, or keep one value with a filter such as "${names[0]}=${values[0]}".`,
    },
  );
}

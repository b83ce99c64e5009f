import { getPolicy, type DisclosurePolicy } from '#contract';
import { findEnds, printCount, roundTo, type PrintedPolicy, type Range } from './displayed.ts';
import type { ReadList, ReadRow } from './read-list.ts';
import type { World } from './world.ts';

/** Between what a count, or the sum of several, lies. */
export interface Statement {
  cells: readonly number[];
  range: Range;
}

/** What a list tells of counts. */
export interface Told {
  policy: string;
  statements: readonly Statement[];
  /** The counts that it hides. */
  hidden: readonly number[];
  /** The counts that it shows, and between what each lies by what is shown of it. */
  shown: ReadonlyMap<number, Range>;
}

/** What a list may say of areas: a count, or a rate of one. */
export interface Measured {
  /** As it is named in rules: `claimants[sex=male]`, or `rate`. */
  name: string;
  /** The count that it tells of. */
  need: string;
  /** Whether it is the percentage of the people who live there. */
  isRate: boolean;
}

/** How a sum that a list states may have been rounded; undefined where it follows from the counts that the list shows. */
export type ReadSum = (need: string, codes: readonly string[]) => Range | undefined;

/** The policy as the document prints it. */
export function readPolicy(id: string): PrintedPolicy {
  const { threshold, base, keepsZeros } = getPolicy(id as DisclosurePolicy).rule;
  return { threshold, base, keepsZeros };
}

/** Everything that the columns, reasons, statuses, ranks and header facts of a list say of counts. */
export function readTold(list: ReadList, measured: readonly Measured[], world: World, sums: ReadSum): Told {
  const hidden: number[] = [];
  const shown = new Map<number, Range>();
  const statements: Statement[] = [];
  for (const each of measured) {
    const reading: Reading = {
      list,
      measured: each,
      policy: readPolicy(list.policy),
      world,
      hidden: listHidden({ list, world }, measured, each.need),
    };
    const cellOf = (code: string): number => world.cell(list.geography, each.need, code);
    const say = (code: string, range: Range | undefined): void => {
      if (range !== undefined) statements.push({ cells: [cellOf(code)], range });
    };
    for (const row of list.rows) {
      const text = row.cells[list.columns.get(each.name) ?? ''];
      if (text === '[c]') hidden.push(cellOf(row.code));
      const range = readCount(reading, row.code, text);
      if (range !== undefined && !each.isRate) shown.set(cellOf(row.code), range);
      say(row.code, range);
      for (const found of readReasons(reading, row)) say(row.code, found);
      if (text === '[c]') for (const found of readLimits(reading, row)) say(row.code, found);
    }
    for (const [code, range] of readOutcomes(reading)) say(code, range);
    for (const [code, range] of readRanks(reading)) say(code, range);
    if (list.need?.indicator === each.name) statements.push(...readSums(reading, sums));
  }
  return { policy: list.policy, statements, hidden, shown };
}

interface Reading {
  list: ReadList;
  measured: Measured;
  policy: PrintedPolicy;
  world: World;
  /** The codes of areas of which anything is not shown of the count. */
  hidden: ReadonlySet<string>;
}

/** The areas of which a list does not show a count, or a rate of it: all that it does not name, and those that it marks. */
function listHidden(
  { list, world }: Pick<Reading, 'list' | 'world'>,
  measured: readonly Measured[],
  need: string,
): Set<string> {
  const columns = measured.flatMap((each) => (each.need === need ? (list.columns.get(each.name) ?? []) : []));
  const isShown = ({ cells }: ReadRow): boolean =>
    columns.length > 0 && columns.every((column) => /^\d/.test(cells[column] ?? ''));
  const shown = new Set(list.rows.filter(isShown).map(({ code }) => code));
  return new Set(world.codes.get(list.geography)!.filter((code) => !shown.has(code)));
}

/** Of how many people something measured is a percentage; 100 where it is the count itself. */
function peopleOf({ list, measured, world }: Reading, code: string): number {
  return measured.isRate ? world.people.get(`${list.geography} ${code}`)! : 100;
}

const lastDigit = (text: string): number => 10 ** -(text.split('.')[1]?.length ?? 0);

/** A number as it is written: between what it lies, as a count that a policy has treated. */
function readCount(reading: Reading, code: string, text: string | undefined): Range | undefined {
  if (text === undefined || !/^-?\d+(\.\d+)?$/.test(text)) return undefined;
  const half = !reading.measured.isRate ? 0 : lastDigit(text) / 2 + 1e-9;
  return untreat(reading, code, [Number(text) - half, Number(text) + half]);
}

/**
 * Between what a count lies of which it is known between what it lies as it is shown, as a percentage where it is a rate; undefined
 * where no count is shown so. What is told of a count that should be hidden may be made of it as it is.
 */
function untreat(reading: Reading, code: string, [least, most]: Range): Range | undefined {
  const { policy, hidden } = reading;
  const base = Math.max(policy.base, 1);
  const factor = peopleOf(reading, code) / 100;
  const [first, last] = [Math.ceil(least * factor - 1e-9), Math.floor(most * factor + 1e-9)];
  const isBetween = (count: number): boolean => count >= first && count <= last;
  const isShownSo = (count: number): boolean => isBetween(printCount(count, policy) ?? NaN);
  const isGivenAway = (count: number): boolean => isBetween(count) || isBetween(roundTo(base, count));
  const around: Range = [Math.max(0, first - base), last + base];
  return (
    (hidden.has(code) ? undefined : findEnds(around, isShownSo)) ??
    findEnds(
      around,
      (count) => isShownSo(count) || (printCount(count, policy) === null && isGivenAway(count)),
    )
  );
}

const escape = (text: string): string => text.replaceAll(/[^\w ]/g, String.raw`\$&`);
const comparison = String.raw`(?:, not)? (>=|<=|>|<) (-?\d+(?:\.\d+)?)(?: \(margin ([-−]?)(\d+(?:\.\d+)?)\))?`;

/** The value that a reason names, and how far it is from what it is compared with, which may be written with more decimals. */
function readReasons(reading: Reading, { code, cells }: ReadRow): (Range | undefined)[] {
  const pattern = new RegExp(
    String.raw`(?:^|; )${escape(reading.measured.name)} (-?\d+(?:\.\d+)?)${comparison}`,
    'g',
  );
  return [...(cells['reasons'] ?? '').matchAll(pattern)].flatMap(
    ([, value = '', operator = '', threshold = '', sign, margin]) => {
      const about = (centre: number, text: string): Range | undefined => {
        const half = lastDigit(text) / 2 + 1e-9;
        return untreat(reading, code, [centre - half, centre + half]);
      };
      const ranges = [about(Number(value), value)];
      if (margin === undefined) return ranges;
      const distance = (sign === '' ? 1 : -1) * (operator.startsWith('>') ? 1 : -1) * Number(margin);
      return [...ranges, about(Number(threshold) + distance, margin)];
    },
  );
}

const zOf95 = 1.959963984540054;

/** The limit of the Wilson interval on one side, in per cent. */
function wilson(count: number, people: number, side: 1 | -1): number {
  const rate = count / people;
  const z2 = zOf95 ** 2;
  const spread = side * zOf95 * Math.sqrt((rate * (1 - rate)) / people + z2 / (4 * people ** 2));
  return (100 * (rate + z2 / (2 * people) + spread)) / (1 + z2 / people);
}

/** Limits that are written though the rate is not: the counts that have them. */
function readLimits(reading: Reading, { code, cells }: ReadRow): Range[] {
  const { list, measured, policy } = reading;
  if (!measured.isRate) return [];
  const people = peopleOf(reading, code);
  return (['lower', 'upper'] as const).flatMap((end): Range[] => {
    const text = cells[`${list.columns.get(measured.name)}_${end}`];
    if (text === undefined || !/^\d/.test(text)) return [];
    const [side, moved] = end === 'lower' ? ([-1, -1] as const) : ([1, 1] as const);
    const width = Math.floor(policy.base / 2);
    const fits = Array.from({ length: people + 1 }, (_, count) => count).filter((count) => {
      const limit = wilson(Math.min(Math.max(count + moved * width, 0), people), people, side);
      return Math.abs(limit - Number(text)) <= lastDigit(text) / 2 + 1e-9;
    });
    return fits.length === 0 ? [] : [[Math.max(0, fits[0]! - width), fits.at(-1)! + width]];
  });
}

/** What follows from an area being in or out by a rule of one comparison. */
function readOutcomes(reading: Reading): [code: string, range: Range | undefined][] {
  const { list, measured, world } = reading;
  const rule = new RegExp(String.raw`^${escape(measured.name)} (>=|<=|>|<) (-?\d+(?:\.\d+)?)$`).exec(
    list.rule,
  );
  if (rule === null) return [];
  const [, operator = '', threshold = ''] = rule;
  const between = (holds: boolean, code: string): Range | undefined => {
    const isAbove = operator.startsWith('>') === holds;
    // Strictly so where the comparison is strict and holds, or is not and does not.
    const edge = (operator.length === 1) === holds ? 1e-6 : 0;
    const range: Range = isAbove
      ? [Number(threshold) + edge, Infinity]
      : [-Infinity, Number(threshold) - edge];
    return untreat(reading, code, range);
  };
  const listed = new Map(list.rows.map(({ code, cells }) => [code, cells['status']]));
  // Where none is open, all that are not on a list are out.
  const others = list.counts.unknown === 0 && !list.isLimited ? world.codes.get(list.geography)! : [];
  return [...new Set([...listed.keys(), ...others])].flatMap((code) => {
    const status = listed.get(code) ?? 'out';
    return status === 'unknown' ? [] : [[code, between(status === 'in', code)] as const];
  }) as [string, Range | undefined][];
}

/** A hidden value that stands before known ones lies between its neighbours. */
function readRanks(reading: Reading): [code: string, range: Range | undefined][] {
  const { list, measured } = reading;
  const [key, direction] = list.order.split(' ');
  const column = list.columns.get(measured.name);
  if (key !== measured.name || column === undefined) return [];
  const ranked = list.rows
    .filter(({ cells }) => cells['status'] === 'in')
    .toSorted((a, b) => Number(a.cells['rank']) - Number(b.cells['rank']));
  const values = ranked.map(({ cells }) => Number(cells[column]));
  const isLess = direction === 'desc';
  return ranked.flatMap(({ code, cells }, at): [string, Range | undefined][] => {
    const rank = Number(cells['rank']);
    const isAfter = (other: number): boolean => Number(ranked[other]!.cells['rank']) > rank;
    const next = values.findIndex((value, other) => !Number.isNaN(value) && isAfter(other));
    if (!Number.isNaN(values[at]!) || next < 0) return [];
    const before =
      values.slice(0, at).findLast((value) => !Number.isNaN(value)) ?? (isLess ? Infinity : -Infinity);
    const [low, high] = isLess ? [values[next]!, before] : [before, values[next]!];
    // A percentage as it is written may be the least that it may be.
    return [[code, untreat(reading, code, [low - 1e-3, high + 1e-3])]];
  });
}

/** The totals of the header: of the areas that are in, and of all. */
function readSums({ list, measured, policy, world }: Reading, sums: ReadSum): Statement[] {
  const all = world.codes.get(list.geography)!;
  const isEvery = list.counts.in === all.length;
  const inside = isEvery || list.isLimited ? [] : list.rows.filter(({ cells }) => cells['status'] === 'in');
  const asked: [codes: readonly string[], stated: number][] = [[all, list.need!.total]];
  if (inside.length > 0) asked.push([inside.map(({ code }) => code), list.need!.in]);
  return asked.flatMap(([codes, stated]): Statement[] => {
    const range = sums(measured.need, codes);
    if (range === undefined) return [];
    if (stated < range[0] || stated > range[1])
      throw new Error(`A list says ${stated} of what lies between ${range.join(' and ')}.`);
    const cells = codes.map((code) => world.cell(list.geography, measured.need, code));
    return [{ cells, range: policy.base > 1 ? range : [stated, stated] }];
  });
}

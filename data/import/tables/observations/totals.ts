import { findCodeKind } from '#core/area-codes';
import type { GeographyRef } from '#contract';
import type { WorkspaceReader } from '#data/workspace';
import { listExamples } from '../tally.ts';
import type { CheckTask } from './checks.ts';
import type { Collected, TotalRow } from './collect.ts';
import type { Series } from './series.ts';

/** Parts added up: their sum, how many they are, and how many of them are withheld. */
interface Sum {
  value: number;
  parts: number;
  withheld: number;
}

/** The areas that belong to one parent: those whose entry in `index` is its position. */
interface ParentAreas {
  index: Int32Array;
  position: number;
}

/** A published total beside the sum of its parts. */
interface Comparison extends Sum {
  row: TotalRow;
}

/**
 * Compares totals that the file itself publishes with the sum of the areas: rows for the areas' parents (by the workspace's links),
 * rows called “Total”, and the one row of a kind of area that is larger than all others. Counts only. Says so in the report either way.
 */
export function checkTotals(task: CheckTask, { totals }: Collected): void {
  const codesByKind = groupCodes(totals);
  const parents = new Map<string, ParentAreas | undefined>();
  const comparisons = totals.flatMap((row) => {
    if (!parents.has(row.code)) parents.set(row.code, findParentAreas(task.reader, task.geography, row.code));
    return compareTotal(row, parents.get(row.code), codesByKind) ?? [];
  });
  if (comparisons.length === 0) return;
  const apart = comparisons
    .map((comparison) => ({ ...comparison, by: Math.abs(comparison.row.value - comparison.value) }))
    .filter(({ by, parts, withheld }) => withheld > 0 || by > roundingRoom(task.rounding, parts))
    .toSorted((a, b) => b.by - a.by);
  const { tally } = task;
  if (apart.length === 0) {
    tally.warn(
      `${comparisons.length.toLocaleString('en-GB')} published totals in the file agree with the sums of their parts${task.mapping.rounding > 0 ? ', as near as rounding allows' : ''}.`,
    );
    return;
  }
  tally.warn(
    `${apart.length.toLocaleString('en-GB')} of ${comparisons.length.toLocaleString('en-GB')} published totals in the file differ from the sum of their parts: ${listExamples(apart.map(describe), apart.length, 3)}.`,
  );
}

/** How far a rounded total may be from the sum of `parts` rounded values. */
function roundingRoom(rounding: number, parts: number): number {
  return rounding * (parts + 1) + 1e-6;
}

function describe({ row, value, withheld }: Comparison): string {
  const parts =
    withheld > 0
      ? `${value.toLocaleString('en-GB')} (with ${withheld} withheld)`
      : value.toLocaleString('en-GB');
  return `${row.code} in ${row.series.period.id} ${row.value.toLocaleString('en-GB')} against ${parts}`;
}

function compareTotal(
  row: TotalRow,
  parent: ParentAreas | undefined,
  codesByKind: ReadonlyMap<string, ReadonlySet<string>>,
): Comparison | undefined {
  if (parent) {
    const sum = addUp(row.series, (area) => parent.index[area] === parent.position);
    return sum.parts > 0 ? { row, ...sum } : undefined;
  }
  const sum = addUp(row.series, () => true);
  if (sum.parts === 0) return undefined;
  if (/^(total|all)\b/i.test(row.code)) return { row, ...sum };
  // Without links, a code is taken for the total only if no other of its kind is in the file and the size fits.
  const isOnly = codesByKind.get(kindOf(row.code))!.size === 1;
  return sum.parts > 1 && isOnly && isNear(row.value, sum.value) ? { row, ...sum } : undefined;
}

function groupCodes(totals: readonly TotalRow[]): Map<string, Set<string>> {
  const groups = new Map<string, Set<string>>();
  for (const { code } of totals) {
    const kind = kindOf(code);
    groups.set(kind, (groups.get(kind) ?? new Set()).add(code));
  }
  return groups;
}

function kindOf(code: string): string {
  return findCodeKind(code)?.name ?? '';
}

function isNear(a: number, b: number): boolean {
  return Math.abs(a - b) <= 0.1 * Math.max(Math.abs(a), Math.abs(b));
}

function addUp(series: Series, belongs: (area: number) => boolean): Sum {
  const sum = { value: 0, parts: 0, withheld: 0 };
  series.values.forEach((area, value) => {
    if (!belongs(area)) return;
    sum.parts++;
    if (Number.isNaN(value)) sum.withheld++;
    else sum.value += value;
  });
  return sum;
}

function findParentAreas(
  reader: WorkspaceReader,
  geography: GeographyRef,
  code: string,
): ParentAreas | undefined {
  for (const found of reader.findAreaByCode(code)) {
    const index = found.geography === geography ? undefined : reader.findParents(geography, found.geography);
    if (index) return { index, position: found.index };
  }
  return undefined;
}

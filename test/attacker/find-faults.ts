import { mayBeSmall, printCount, promisedWidth, type Bounded, type Range } from './displayed.ts';
import { boundCells } from './solve-bounds.ts';
import { recoverExactly } from './solve-exactly.ts';
import { readPolicy, type Told } from './tell.ts';
import type { World } from './world.ts';

/** Documents laid together, as far as they tell of counts. */
function layTogether(world: World, documents: readonly Told[]): Bounded {
  const ranges: Range[] = world.upper.map((upper) => [0, upper]);
  const equations: { total: number; parts: readonly number[]; elsewhere: number }[] = world.sums.map(
    ({ total, parts }) => ({ total, parts, elsewhere: 0 }),
  );
  for (const { cells, range } of documents.flatMap(({ statements }) => statements))
    if (cells.length === 1) ranges[cells[0]!] = meet(ranges[cells[0]!]!, range);
    // A cell of its own, for what the sum is above the least that it can be.
    else
      equations.push({
        total: ranges.push([0, range[1] - range[0]]) - 1,
        parts: cells,
        elsewhere: -range[0],
      });
  return { ranges, equations };
}

function meet(one: Range, other: Range): Range {
  return [Math.max(one[0], other[0]), Math.min(one[1], other[1])];
}

interface Pick {
  hidden: (cells: number[]) => number[];
  rounded: (cells: number[]) => number[];
}

const all = (cells: number[]): number[] => cells;

export interface Attack {
  /** In words; none where all is well. */
  recovered: string[];
  narrowed: string[];
}

/**
 * What an attacker finds who has these documents, and did not have before the last of them: hidden counts that are recovered, or
 * of which fewer remain possible than the policy promises; and rounded ones that may be small of which more is known than their
 * rounding says, where all are under one policy. Where there are many, some may be picked to be solved for.
 */
export async function attack(
  world: World,
  documents: readonly Told[],
  pick: Pick = { hidden: all, rounded: all },
): Promise<Attack> {
  const [now, before] = [documents, documents.slice(0, -1)].map((some) => layTogether(world, some));
  const widths = listPromised(world, documents);
  const cells = pick.hidden([...widths.keys()]);
  const [exact, had] = [recoverExactly(now!), recoverExactly(before!)];
  const recovered = cells.filter((cell) => exact.has(cell) && !had.has(cell));
  const narrowed = [
    ...(await listNarrowed({ now: now!, before: before! }, cells, (cell) => widths.get(cell)!)),
    ...(await listSharpened({ world, documents, pick }, now!)),
  ];
  const name = (cell: number): string => world.names[cell]!;
  return {
    recovered: recovered.map((cell) => `${name(cell)} is ${exact.get(cell)}`),
    narrowed: narrowed.map(([cell, [low, high]]) => `${name(cell)} is ${low} to ${high}`),
  };
}

/** How wide must stay what may be of each count that documents hide, and under one policy of each that it hides wherever it is. */
function listPromised({ truth }: World, documents: readonly Told[]): Map<number, number> {
  const widths = new Map<number, number>();
  const isOne = new Set(documents.map(({ policy }) => policy)).size === 1;
  for (const { policy: id, hidden } of documents) {
    const policy = readPolicy(id);
    const small = [...truth.keys()].filter((cell) => isOne && printCount(truth.get(cell)!, policy) === null);
    for (const cell of [...hidden, ...small])
      widths.set(cell, Math.max(widths.get(cell) ?? 0, promisedWidth(policy)));
  }
  return widths;
}

type Found = [cell: number, range: Range];

async function listNarrowed(
  { now, before }: { now: Bounded; before: Bounded },
  cells: readonly number[],
  widthOf: (cell: number) => number,
): Promise<Found[]> {
  const isEnough = (at: number, [low, high]: Range): boolean => high - low >= widthOf(cells[at]!);
  const bounds = await boundCells(now, { cells, isEnough });
  const narrow = cells.flatMap((cell, at): Found[] => {
    const [low, high] = bounds[at]!;
    return high - low < widthOf(cell) ? [[cell, [low, high]]] : [];
  });
  const earlier = await boundCells(before, { cells: narrow.map(([cell]) => cell) });
  return narrow.filter(([, [low, high]], at) => high - low < earlier[at]![1] - earlier[at]![0]);
}

interface Rounded {
  world: World;
  documents: readonly Told[];
  pick: Pick;
}

/** Rounded cells that may be small of which more is known than is printed, though not before anything was. */
async function listSharpened({ world, documents, pick }: Rounded, now: Bounded): Promise<Found[]> {
  if (new Set(documents.map(({ policy }) => policy)).size > 1) return [];
  const policy = readPolicy(documents[0]!.policy);
  const printed = new Map(
    documents.flatMap(({ shown }) => [...shown].filter(([, range]) => mayBeSmall(range, policy))),
  );
  const cells = pick.rounded([...printed.keys()]);
  const isEnough = (at: number, [least, most]: Range): boolean => {
    const [low, high] = printed.get(cells[at]!)!;
    return least <= low && most >= high;
  };
  const bounds = await boundCells(now, { cells, isEnough });
  const sharp = cells.flatMap((cell, at): Found[] => {
    const [low, high] = printed.get(cell)!;
    const [least, most] = bounds[at]!;
    return least > low || most < high ? [[cell, [least, most]]] : [];
  });
  const nothing = await boundCells(layTogether(world, []), { cells: sharp.map(([cell]) => cell) });
  return sharp.filter(([cell, [least, most]], at) => {
    const [low, high] = meet(printed.get(cell)!, nothing[at]!);
    return least > low || most < high;
  });
}

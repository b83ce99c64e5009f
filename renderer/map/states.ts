import { flagByte, outcomeByte } from '#contract';
import { findClass } from '#core/statistics';
import type { MapValues } from './props.ts';

/** How an area is hatched, in one byte. */
export const hatchByte = { none: 0, missing: 1, suppressed: 2, unsure: 3 } as const;

type Columns = Pick<MapValues, 'values' | 'flags'>;
type Marked = Columns & Pick<MapValues, 'unsure'>;

/** How each area is hatched: no data and suppressed are two things; a number is neither, but it may be unsure. */
export function packHatches({ values, flags, unsure }: Marked): Uint8Array {
  const packed = new Uint8Array(values.length);
  for (let index = 0; index < values.length; index += 1) {
    if (flags[index] === flagByte.suppressed) packed[index] = hatchByte.suppressed;
    else if (Number.isNaN(values[index])) packed[index] = hatchByte.missing;
    else if (unsure?.[index] === 1) packed[index] = hatchByte.unsure;
  }
  return packed;
}

/** Class of each area, counted from 1; 0 for areas that are hatched instead. */
export function packClasses({ values, flags, breaks }: Columns & Pick<MapValues, 'breaks'>): Uint8Array {
  const packed = new Uint8Array(values.length);
  for (let index = 0; index < values.length; index += 1) {
    if (flags[index] !== flagByte.suppressed) packed[index] = findClass(breaks, values[index]!) + 1;
  }
  return packed;
}

/** 1 for every target, else 0. Without a rule nothing is one. */
export function packTargets(outcomes: Uint8Array | null, areas: number): Uint8Array {
  const packed = new Uint8Array(areas);
  if (outcomes) for (let index = 0; index < areas; index += 1) packed[index] = isTarget(outcomes, index);
  return packed;
}

function isTarget(outcomes: Uint8Array, index: number): number {
  return outcomes[index] === outcomeByte.in ? 1 : 0;
}

/**
 * Positions whose number changed. Without a `before` (a new source, whose areas are all 0) those that are not 0.
 * Columns of different length have nothing in common: all positions of `after`.
 */
export function diffStates(before: ArrayLike<number> | null, after: ArrayLike<number>): number[] {
  const changed: number[] = [];
  const comparable = before === null || before.length === after.length;
  for (let index = 0; index < after.length; index += 1) {
    if (!comparable || (before ? before[index] : 0) !== after[index]) changed.push(index);
  }
  return changed;
}

/** How many areas each class holds (unsure ones among them), and how many are hatched for what. */
export interface ClassCounts {
  classes: number[];
  missing: number;
  suppressed: number;
  unsure: number;
}

/** Counts the areas of each legend row. */
export function countClasses({
  values,
  flags,
  breaks,
  unsure,
}: Omit<MapValues, 'ramp' | 'style'>): ClassCounts {
  const tally: ClassCounts = {
    classes: Array.from({ length: breaks.length + 1 }, () => 0),
    missing: 0,
    suppressed: 0,
    unsure: 0,
  };
  for (const group of packClasses({ values, flags, breaks })) if (group > 0) tally.classes[group - 1]! += 1;
  for (const hatch of packHatches({ values, flags, unsure })) {
    if (hatch === hatchByte.missing) tally.missing += 1;
    else if (hatch === hatchByte.suppressed) tally.suppressed += 1;
    else if (hatch === hatchByte.unsure) tally.unsure += 1;
  }
  return tally;
}

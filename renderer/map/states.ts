import { flagByte, outcomeByte } from '#contract';
import { findClass } from '#core/statistics';
import type { MapValues } from './props.ts';

/**
 * What one area is drawn as, in one byte: 0 nothing, 1 … 7 its class, or one of the hatches.
 * One number an area keeps a change of indicator cheap: a single feature state each.
 */
export const drawnAs = { nothing: 0, missing: 100, suppressed: 101 } as const;

/** What each area is drawn as; see `drawnAs`. Circles leave the ground unshaded but keep the hatches. */
export function packValues({ values, flags, breaks, style }: Omit<MapValues, 'ramp'>): Uint8Array {
  const packed = new Uint8Array(values.length);
  for (let index = 0; index < values.length; index += 1) {
    if (flags[index] === flagByte.suppressed) packed[index] = drawnAs.suppressed;
    else if (Number.isNaN(values[index])) packed[index] = drawnAs.missing;
    else if (style === 'choropleth') packed[index] = findClass(breaks, values[index]!) + 1;
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

/** How many areas each class holds, and how many have no data or are suppressed. */
export interface Tally {
  classes: number[];
  missing: number;
  suppressed: number;
}

/** Counts the areas of each legend row. */
export function tallyClasses({ values, flags, breaks }: Omit<MapValues, 'ramp' | 'style'>): Tally {
  const packed = packValues({ values, flags, breaks, style: 'choropleth' });
  const tally: Tally = {
    classes: Array.from({ length: breaks.length + 1 }, () => 0),
    missing: 0,
    suppressed: 0,
  };
  for (const byte of packed) {
    if (byte === drawnAs.missing) tally.missing += 1;
    else if (byte === drawnAs.suppressed) tally.suppressed += 1;
    else if (byte > 0) tally.classes[byte - 1]! += 1;
  }
  return tally;
}

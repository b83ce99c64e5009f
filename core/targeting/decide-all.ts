import { confidences as confidenceWords, outcomes as outcomeWords } from '#contract';
import { decide, type Decision } from './decide.ts';
import type { LeafColumns, Logic } from './leaves.ts';

/** The decisions of all areas. Areas in which all leaves stand alike share one decision. */
export interface Decisions {
  decisions: Decision[];
  /** For each area the position of its decision. */
  decisionOf: Int32Array;
}

/** Leaf states are told apart by outcome and confidence. */
const statesPerLeaf = outcomeWords.length * confidenceWords.length;
/** So many leaves fit in one exact number; longer rules are numbered afresh in between. */
const leavesPerNumber = Math.floor(Math.log(Number.MAX_SAFE_INTEGER / 1e6) / Math.log(statesPerLeaf));

/**
 * The outcome of so many areas with its confidence and deciding leaves, from the columns of all leaves. There are far
 * fewer ways in which the leaves of a rule stand than there are areas, so each way is decided once.
 */
export function decideAll(logic: Logic, columns: LeafColumns[], count: number): Decisions {
  let keys = new Float64Array(count);
  for (const [position, { outcomes, confidences }] of columns.entries()) {
    for (let area = 0; area < count; area += 1) {
      const state = outcomes[area]! * confidenceWords.length + confidences[area]!;
      keys[area] = keys[area]! * statesPerLeaf + state;
    }
    if ((position + 1) % leavesPerNumber === 0) keys = new Float64Array(numberKeys(keys).numbers);
  }
  const { numbers, firstAreas } = numberKeys(keys);
  const decisions = firstAreas.map((area) =>
    decide(logic, {
      outcomes: columns.map(({ outcomes }) => outcomes[area]!),
      confidences: columns.map(({ confidences }) => confidences[area]!),
    }),
  );
  return { decisions, decisionOf: numbers };
}

/** Numbers distinct keys in the order in which they first occur. */
function numberKeys(keys: Float64Array): { numbers: Int32Array; firstAreas: number[] } {
  const known = new Map<number, number>();
  const firstAreas: number[] = [];
  const numbers = new Int32Array(keys.length);
  for (let area = 0; area < keys.length; area += 1) {
    let number = known.get(keys[area]!);
    if (number === undefined) {
      number = known.size;
      known.set(keys[area]!, number);
      firstAreas.push(area);
    }
    numbers[area] = number;
  }
  return { numbers, firstAreas };
}

/** A column with a byte for every area, made of the area's decision. */
export function spread(
  { decisions, decisionOf }: Decisions,
  byteOf: (decision: Decision) => number,
): Uint8Array<ArrayBuffer> {
  const bytes = decisions.map(byteOf);
  const column = new Uint8Array(decisionOf.length);
  for (let area = 0; area < column.length; area += 1) column[area] = bytes[decisionOf[area]!]!;
  return column;
}

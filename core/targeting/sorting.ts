const isLittleEndian = new Uint8Array(Uint32Array.of(1).buffer)[0] === 1;
const digit = 0xff_ff;
/** Fewer numbers are sorted before a pass over sixteen bits has counted its values. */
const fewNumbers = 512;

/**
 * The positions of known numbers in ascending order; equal ones keep their order. Of many numbers a radix sort over their
 * bits, some ten times as fast as sorting positions with a comparing function; of few that.
 */
export function sortPositions(numbers: Float64Array): Int32Array {
  const positions = new Int32Array(numbers.length).map((_, position) => position);
  if (numbers.length >= fewNumbers) return sortByBits(numbers, positions);
  // Numbers that are not told apart by either comparison, as -0 and 0, are equal.
  return positions.toSorted((one, other) => compare(numbers[one]!, numbers[other]!));
}

function compare(one: number, other: number): number {
  if (one < other) return -1;
  return one > other ? 1 : 0;
}

/** Sorts these positions, which stand as the numbers do. */
function sortByBits(numbers: Float64Array, positions: Int32Array<ArrayBuffer>): Int32Array {
  const { low, high } = orderedBits(numbers);
  let order = positions;
  const starts = new Int32Array(digit + 2);
  let spare = new Int32Array(numbers.length);
  for (const [words, shift] of [
    [low, 0],
    [low, 16],
    [high, 0],
    [high, 16],
  ] as const) {
    distribute({ words, shift, from: order, to: spare, starts: starts.fill(0) });
    [order, spare] = [spare, order];
  }
  return order;
}

/** The two halves of each number's bits, turned so that they order as the numbers do. */
function orderedBits(numbers: Float64Array): { low: Uint32Array; high: Uint32Array } {
  const low = new Uint32Array(numbers.length);
  const high = new Uint32Array(numbers.length);
  // Adding 0 turns -0 into 0, which equals it but has other bits.
  const words = new Uint32Array(numbers.map((number) => number + 0).buffer);
  for (let position = 0; position < numbers.length; position += 1) {
    const first = words[2 * position]!;
    const second = words[2 * position + 1]!;
    const upper = isLittleEndian ? second : first;
    const lower = isLittleEndian ? first : second;
    const isNegative = upper >>> 31 === 1;
    high[position] = isNegative ? ~upper : upper | 0x80_00_00_00;
    low[position] = isNegative ? ~lower : lower;
  }
  return { low, high };
}

interface Pass {
  words: Uint32Array;
  shift: number;
  from: Int32Array;
  to: Int32Array;
  /** Zeros. */
  starts: Int32Array;
}

/** One stable pass over sixteen bits. */
function distribute({ words, shift, from, to, starts }: Pass): void {
  for (let position = 0; position < words.length; position += 1)
    starts[((words[position]! >>> shift) & digit) + 1]! += 1;
  for (let value = 1; value < starts.length; value += 1) starts[value]! += starts[value - 1]!;
  for (let position = 0; position < from.length; position += 1) {
    const item = from[position]!;
    const value = (words[item]! >>> shift) & digit;
    to[starts[value]!] = item;
    starts[value]! += 1;
  }
}

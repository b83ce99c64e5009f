/** Ages, both ends included; `to` is Infinity where there is no upper end. */
export interface Ages {
  from: number;
  to: number;
}

/** Whom policy counts as of working age, with a little room for the ends that publishers choose. */
const working = { youngest: 15, oldest: 74 };
/** Below the first and above the second nobody claims an out-of-work benefit. */
const everybody = { youngest: 14, oldest: 75 };

const spans: readonly [pattern: RegExp, read: (match: RegExpExecArray) => Ages][] = [
  [/\ball (ages|persons|people|residents)\b|\btotal population\b/, () => ({ from: 0, to: Infinity })],
  [/\bworking age\b/, () => ({ from: 16, to: 64 })],
  [
    /(?<![\d-])(\d{1,2}) ?(?:-|to) ?(\d{1,3})(?![\d-])/,
    ([, from, to]) => ({ from: Number(from), to: Number(to) }),
  ],
  [/^(\d{1,2})$/, ([, age]) => ({ from: Number(age), to: Number(age) })],
  [/(?<![\d-])(\d{1,2}) ?(?:\+|plus|and over)/, ([, from]) => ({ from: Number(from), to: Infinity })],
];

/**
 * The ages that words speak of: "Residents aged 16–64" is 16 to 64, "All ages" everybody, `16-64,90+` from 16 without an upper
 * end. Undefined where they speak of none. Of several spans the outermost ends count. Years and dates are not taken for ages.
 */
export function findAges(words: string): Ages | undefined {
  const parts = words
    .toLowerCase()
    .replaceAll(/(\d)_(?=\d)/g, '$1-')
    .replaceAll(/[_\s]+/g, ' ')
    .replaceAll(/[\u2010-\u2015]/g, '-')
    .split(',');
  const found = parts.flatMap((part) => findSpan(part) ?? []);
  if (found.length === 0) return undefined;
  return { from: Math.min(...found.map(({ from }) => from)), to: Math.max(...found.map(({ to }) => to)) };
}

function findSpan(text: string): Ages | undefined {
  for (const [pattern, read] of spans) {
    const match = pattern.exec(text.trim());
    if (match === null) continue;
    const ages = read(match);
    if (ages.from <= ages.to && (ages.to <= 130 || ages.to === Infinity)) return ages;
  }
  return undefined;
}

/** Whether ages lie within working age. */
export function isWorkingAge({ from, to }: Ages): boolean {
  return from >= working.youngest && to <= working.oldest;
}

/** Whether ages reach to children or to pensioners. */
export function reachesBeyondWorkingAge({ from, to }: Ages): boolean {
  return from <= everybody.youngest || to >= everybody.oldest;
}

/** "ages 16–64", "all ages", "ages 16 and over". */
export function agesWords({ from, to }: Ages): string {
  if (from === 0 && to >= 85) return 'all ages';
  return to === Infinity ? `ages ${from} and over` : `ages ${from}–${to}`;
}

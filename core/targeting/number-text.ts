/** More than a double holds of any number near a threshold. */
const mostDecimals = 17;

/**
 * How many decimals a value needs, at least `least`, so that what is written stands on the same side of each threshold as
 * the value itself, also where the threshold is written with as many: beside 10, 10.04 needs two and 10.004 three. `least`
 * where there is no threshold, and for NaN and infinities on either side.
 */
export function decimalsToTell(value: number, thresholds: Iterable<number>, least: number): number {
  let decimals = least;
  for (const threshold of thresholds) {
    if (!Number.isFinite(value) || !Number.isFinite(threshold)) continue;
    while (decimals < mostDecimals && !isTold(value, threshold, decimals)) decimals += 1;
  }
  return decimals;
}

function isTold(value: number, threshold: number, decimals: number): boolean {
  const side = Math.sign(value - threshold);
  const shown = Number(value.toFixed(decimals));
  return [threshold, Number(threshold.toFixed(decimals))].every(
    (beside) => Math.sign(shown - beside) === side,
  );
}

/** What a rule compares, area by area: the leaves of its result. */
interface Compared {
  leaves: readonly { values: Float64Array; thresholds: Float64Array }[];
}

/** A value in an area, given by its position. */
interface Held {
  area: number;
  value: number;
}

/** What the rule compares this value of an area with, in the order of its clauses; empty where it is not compared. */
export function thresholdsBeside({ leaves }: Compared, { area, value }: Held): number[] {
  return leaves.filter(({ values }) => values[area] === value).map(({ thresholds }) => thresholds[area]!);
}

/**
 * How many decimals, at least `least`, a value of an area needs where the rule's answer stands beside it, in a table or
 * on a card: so many that what is written stands on the same side as the value of whatever the rule compares it with in
 * this area.
 */
export function decimalsBeside(compared: Compared, held: Held, least: number): number {
  return decimalsToTell(held.value, thresholdsBeside(compared, held), least);
}

/**
 * Decimals of a value in a sentence with its threshold: as few as tell the two apart, at least one, and as many as a
 * threshold that was typed has.
 */
export function decimalsFor(value: number, threshold: number): number {
  const least = Math.max(significantDecimals(threshold, 4), Math.abs(value) < 0.1 && value !== 0 ? 3 : 1);
  return decimalsToTell(value, [threshold], least);
}

/**
 * How many decimals, at least `least`, the distance of a value from its threshold needs so that it is not written as
 * nothing unless it is nothing.
 */
export function decimalsOfMargin(margin: number, least: number): number {
  return decimalsToTell(margin, [0], least);
}

/** A number with up to so many decimals; NaN as `unknown`. */
export function formatNumber(value: number, decimals: number): string {
  if (Number.isNaN(value)) return 'unknown';
  const text = value.toFixed(decimals);
  const short = text.includes('.') ? text.replace(/\.?0+$/, '') : text;
  return short === '-0' ? '0' : short;
}

/** A measured value as tables write it: with a decimal unless it is whole, so that 15.96 is "16.0" and 16 is "16". */
export function formatMeasured(value: number, decimals: number): string {
  const text = formatNumber(value, decimals);
  return Number.isInteger(value) || !/^-?\d+$/.test(text) ? text : `${text}.0`;
}

/** The number with so many decimals that is not below the value, so that a threshold raised to it has truly been passed. */
export function formatUp(value: number, decimals: number): string {
  const scale = 10 ** decimals;
  const nearest = Math.round(value * scale);
  // 1.1 × 10 is not quite 11: what is whole but for the last bit is whole.
  const isWhole = Math.abs(nearest - value * scale) < 1e-6;
  return formatNumber((isWhole ? nearest : Math.ceil(value * scale)) / scale, decimals);
}

/**
 * The number with so many decimals that is not above the value, so that a threshold lowered to it has truly been
 * passed.
 */
export function formatDown(value: number, decimals: number): string {
  return formatNumber(-Number(formatUp(-value, decimals)), decimals);
}

function significantDecimals(value: number, most: number): number {
  if (!Number.isFinite(value)) return 0;
  for (let decimals = 0; decimals < most; decimals += 1) {
    if (Math.abs(value - Number(value.toFixed(decimals))) < 1e-9) return decimals;
  }
  // A threshold that was worked out, not typed: one decimal will do until it must be told from the value.
  return 1;
}

/**
 * Numbers as they stand in sentences: as few decimals as tell the value from the threshold, at least one where there is
 * a fraction, no trailing zeros.
 */
export function decimalsFor(value: number, threshold: number): number {
  const least = Math.max(significantDecimals(threshold, 4), Math.abs(value) < 0.1 && value !== 0 ? 3 : 1);
  for (let decimals = least; decimals < 10; decimals += 1) {
    const isTold = value === threshold || formatNumber(value, decimals) !== formatNumber(threshold, decimals);
    if (isTold) return decimals;
  }
  return 10;
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

/** The number with so many decimals that is not above the value. */
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

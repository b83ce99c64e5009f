/** What a column filter lets through. Numbers that are unknown never pass a number filter. */
export type Test = (value: string | number) => boolean;

const number = String.raw`-?\d+(?:\.\d+)?`;
const comparison = new RegExp(`^(<=|>=|<|>|=)\\s*(${number})$`);
const range = new RegExp(`^(${number})\\s*(?:-|–|to|\\.\\.)\\s*(${number})$`);

const compare: Record<string, (value: number, limit: number) => boolean> = {
  '<': (value, limit) => value < limit,
  '<=': (value, limit) => value <= limit,
  '>': (value, limit) => value > limit,
  '>=': (value, limit) => value >= limit,
  '=': (value, limit) => value === limit,
};

function parseNumberTest(text: string): Test | undefined {
  const [, operator, limit] = comparison.exec(text) ?? [];
  if (operator !== undefined) return (value) => compare[operator]?.(Number(value), Number(limit)) ?? false;
  const [, low, high] = range.exec(text) ?? [];
  if (low !== undefined) return (value) => Number(value) >= Number(low) && Number(value) <= Number(high);
  return undefined;
}

/**
 * Reads what a person typed into a filter: part of a text, or of a number column `> 10`, `5-10` or the beginning of the
 * number. Undefined for an empty filter.
 */
export function parseFilter(typed: string, kind: 'text' | 'number'): Test | undefined {
  const text = typed
    .trim()
    .toLowerCase()
    .replaceAll(/,(?=\d{3})/g, '');
  if (text === '') return undefined;
  if (kind === 'text') return (value) => String(value).toLowerCase().includes(text);
  return parseNumberTest(text) ?? ((value) => !Number.isNaN(value) && String(value).startsWith(text));
}

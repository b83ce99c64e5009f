import type { Book } from './book.ts';

/** How many decimals the numbers of a book are shown with, each count once. */
export function usedDecimals({ sheets }: Book): number[] {
  const counts = new Set<number>();
  for (const { columns } of sheets)
    for (const { type, decimals } of columns) if (type === 'number') counts.add(decimals);
  for (const { rows } of sheets)
    for (const { decimals = [] } of rows)
      for (const count of decimals) if (count !== undefined) counts.add(count);
  return [...counts].toSorted((a, b) => a - b);
}

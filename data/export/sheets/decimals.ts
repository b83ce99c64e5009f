import type { Book } from './book.ts';

/** How many decimals there are in the cells of a book that show more than usual, each count once. */
export function usedDecimals({ sheets }: Book): number[] {
  const counts = new Set<number>();
  for (const { rows } of sheets)
    for (const { decimals = [] } of rows)
      for (const count of decimals) if (count !== undefined) counts.add(count);
  return [...counts].toSorted((a, b) => a - b);
}

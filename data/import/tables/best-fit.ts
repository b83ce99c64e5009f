import { type AreaCode, formatPlural } from '#contract';
import { clearShare } from '../clear-share.ts';
import { listExamples, type Tally } from './tally.ts';

/** Parents of one area as a lookup gives them, each with its share of the area. */
export interface Parents {
  from: AreaCode;
  shares: { to: AreaCode; weight: number; rows: number }[];
}

/** What the shares rest on: a column of weights, the number of rows for each pair, or nothing at all. */
export type ShareBasis = 'weights' | 'rows' | 'nothing';

/**
 * Says what becomes of areas that a lookup gives several parents. Pooled figures count each whole in the parent with the largest share
 * (of equal ones the one with the lowest code), so the report says which that is, on what it rests, and how sure it is.
 */
export function reportBestFit(
  tally: Tally,
  areas: readonly Parents[],
  { from, to, basis }: { from: string; to: string; basis: ShareBasis },
): void {
  const several = areas.filter(({ shares }) => shares.length > 1).map(chooseParent);
  if (several.length === 0) return;
  const unclear = several.filter(({ share }) => share < clearShare).toSorted((a, b) => a.share - b.share);
  const leastSure = several.toSorted((a, b) => a.share - b.share).slice(0, 3);
  const grounds = {
    weights: 'by the weights of the file',
    rows: 'by the number of rows that the file has for each, such as postcodes',
    nothing: 'and the file says nothing of how much of it',
  }[basis];
  const goes = `${formatPlural(several.length, `area of ${from} lies`, `areas of ${from} lie`)} in several areas of ${to}, ${grounds}`;
  const unsure =
    unclear.length === 0
      ? `none is ambiguous (each has at least ${percent(clearShare)} in its parent)`
      : `${unclear.length.toLocaleString('en-GB')} of them ambiguous (less than ${percent(clearShare)} in the parent)`;
  tally.warn(
    `${goes}. Nothing is divided: each is counted whole in the one with most of it (best fit); ${unsure}. Least sure: ${listExamples(
      leastSure.map(({ words }) => words),
      several.length,
      3,
    )}.`,
  );

  function chooseParent({ from: code, shares }: Parents): { share: number; words: string } {
    const all = shares.reduce((sum, { weight }) => sum + weight, 0);
    const [best, next] = shares.toSorted((a, b) => b.weight - a.weight || (a.to < b.to ? -1 : 1));
    const share = best!.weight / all;
    const rows = shares.reduce((sum, part) => sum + part.rows, 0);
    const size = basis === 'rows' ? `${best!.rows} of ${rows} rows, ${percent(share)}` : percent(share);
    const tie = next!.weight === best!.weight ? `, as much as in ${next!.to}: the lower code was taken` : '';
    return { share, words: `${code} to ${best!.to} (${size}${tie})` };
  }
}

function percent(share: number): string {
  return `${Math.floor(share * 1000) / 10} %`;
}

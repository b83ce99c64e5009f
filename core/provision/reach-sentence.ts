import { funnelStandings, reachStates, type FunnelStanding, type Reach } from '#contract';
import { formatCount } from './sentences.ts';

/** One sentence on how far providers reach the people in need of the areas, and how sure that is. */
export function reachSentence({
  starts,
  startsPer100,
  standings,
  totals,
}: Pick<Reach, 'starts' | 'startsPer100' | 'standings' | 'totals'>): string {
  if (totals.rows === 0) return 'There is no performance to show.';
  const pooled = totals.startsPer100;
  if (pooled === null) return 'No area has both known starts and people in need, so reach is not known.';
  const isPartial = totals.withheldRows + totals.missingRows > 0;
  const rate = `${isPartial ? 'At least ' : ''}${formatCount(pooled)} starts per 100 in need`;
  const judged = listJudged(startsPer100.values, standings);
  const parts = [
    `${rate} in ${formatCount(judged.known)} areas`,
    `${formatCount(judged.above)} of them more than chance allows, ${formatCount(judged.below)} fewer`,
    ...(judged.small > 0
      ? [`${formatCount(judged.small)} ${judged.small === 1 ? 'is' : 'are'} too small to judge`]
      : []),
    ...describeUnknown(starts.states),
  ];
  return `${parts.join('; ')}.${describeRows(totals)}`;
}

function listJudged(
  rates: Float64Array,
  standings: Uint8Array,
): { known: number; above: number; below: number; small: number } {
  const count = (...words: FunnelStanding[]): number =>
    standings.reduce((sum, standing) => sum + (words.includes(funnelStandings[standing]!) ? 1 : 0), 0);
  return {
    known: rates.reduce((sum, rate) => sum + (Number.isNaN(rate) ? 0 : 1), 0),
    above: count('above', 'far above'),
    below: count('below', 'far below'),
    small: count('too small'),
  };
}

function describeUnknown(states: Uint8Array): string[] {
  const count = (word: (typeof reachStates)[number]): number =>
    states.reduce((sum, state) => sum + (reachStates[state] === word ? 1 : 0), 0);
  const [suppressed, missing] = [count('suppressed'), count('missing')];
  return [
    ...(suppressed > 0 ? [`${formatCount(suppressed)} ${suppressed === 1 ? 'is' : 'are'} withheld`] : []),
    ...(missing > 0 ? [`of ${formatCount(missing)} nothing is known`] : []),
  ];
}

function describeRows({ rows, withheldRows, missingRows }: Reach['totals']): string {
  const said = [
    ...(withheldRows > 0 ? [`${formatCount(withheldRows)} withheld`] : []),
    ...(missingRows > 0 ? [`${formatCount(missingRows)} without starts`] : []),
  ];
  return said.length === 0 ? '' : ` Of ${formatCount(rows)} rows, ${said.join(' and ')} are left out.`;
}

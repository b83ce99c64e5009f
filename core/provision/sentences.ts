import { getTravelMode, ledgerStageNames, type Coverage, type LedgerRow, type Travel } from '#contract';

/** A count as people read it: at most one decimal, thousands apart. */
export function formatCount(value: number): string {
  return value.toLocaleString('en-GB', { maximumFractionDigits: 1 });
}

/** People are whole in a sentence; need shared out over the points of areas is not. */
function formatPeople(count: number): string {
  return formatCount(Math.round(count));
}

/** A share (0 to 1) in per cent: `12.3 %`, and never `0 %` or `100 %` for what is not. */
export function formatShare(share: number): string {
  const percent = Number((share * 100).toFixed(1));
  if (share > 0 && percent === 0) return 'under 0.1 %';
  if (share < 1 && percent === 100) return 'over 99.9 %';
  return `${percent} %`;
}

/** The way of travelling: `within 30 minutes by public transport`, `within 5 km`. */
export function phraseTravel({ mode, limit }: Pick<Travel, 'mode' | 'limit'>): string {
  const { unit, phrase } = getTravelMode(mode);
  if (unit === 'kilometres') return `within ${formatCount(limit)} km`;
  return `within ${formatCount(limit)} ${limit === 1 ? 'minute' : 'minutes'} ${phrase}`;
}

/** One sentence on how far provision covers need. */
export function coverageSentence(totals: Coverage['totals'], picked: number, within: string): string {
  if (picked === 0) return 'Nothing matches, so nothing is covered.';
  const { need, coveredNeed, coveredShare, unknownAreas } = totals;
  const unknown = unknownSentence(unknownAreas);
  if (coveredShare === null) return `There is no known need to cover.${unknown}`;
  return `${formatPeople(coveredNeed)} of ${formatPeople(need)} people in need (${formatShare(coveredShare)}) are ${within} of a matching site; ${formatPeople(Math.round(need) - Math.round(coveredNeed))} are not.${unknown}`;
}

/** One sentence on the ledger's totals: all stages, and the stage with the widest gap. */
export function ledgerSentence(totals: readonly LedgerRow[], within: string): string {
  const all = totals.at(-1)!;
  const unknown = unknownSentence(all.unknownAreas);
  if (all.coverage === null) return `There is no known need to cover.${unknown}`;
  const stages = totals.slice(0, -1).filter(({ stage }) => stage !== 'employment');
  const widest = stages.toSorted((a, b) => b.gap - a.gap)[0];
  const gap =
    widest === undefined || stages.length === 1 || widest.gap === 0
      ? ''
      : `; the widest gap is ${ledgerStageNames[widest.stage!].toLowerCase()}, with ${formatPeople(widest.gap)} out of reach`;
  return `${formatPeople(all.coveredNeed)} of ${formatPeople(all.need)} people in need (${formatShare(all.coverage)}) are ${within} of a matching site, ${formatPeople(all.duplicatedNeed)} of them of more than one${gap}.${unknown}`;
}

function unknownSentence(areas: number): string {
  if (areas === 0) return '';
  return areas === 1
    ? ' The need of 1 area is unknown.'
    : ` The need of ${formatCount(areas)} areas is unknown.`;
}

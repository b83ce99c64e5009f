import { knownPlaces, type CountedThing, type Coverage, type Delivery } from '#contract';
import { measureAccess } from './access.ts';
import { countUnplaced, countWithoutPlaces, knownNeed, measureDepth } from './areas.ts';
import { partOfNeed } from './ends.ts';
import { findNearestSites, siteFinder, summariseMinutes, type SiteMinutes } from './site-minutes.ts';
import { coverageSentence } from './sentences.ts';
import { chooseCount, countInGroups, thingFinder, type ReachingThing } from './things.ts';

export interface CoverageQuestion {
  /** The deliveries that the selector picks: see `matchDeliveries`. */
  deliveries: readonly Delivery[];
  /** Ids of the sites that it picks themselves: see `matchSites`. */
  sites: readonly string[];
  siteMinutes: SiteMinutes;
  /** Need count of each area; NaN where missing or suppressed. */
  need: Float64Array;
  /** What duplication counts. */
  count: CountedThing;
  /** Completes "… of 36,920 people in need are": "within 30 minutes by public transport" (see `phraseTravel`). */
  within: string;
}

/** Coverage without what the caller knows: which geography, which selector, how the travel was measured. */
export type CoverageColumns = Omit<Coverage, 'geography' | 'selector' | 'date' | 'method'>;

/**
 * How far the matching deliveries cover each area: nearest site, counts, covered share, gap, duplication, and the two
 * scores. gap = 1 − covered share; duplication = mean number of things beyond the first; both and their difference, the
 * balance, are per head of the area, so that 1 + balance is the mean number of things within reach. Without deliveries
 * everything is gap. A site picked itself, such as an employment site, covers and is counted among sites; it is no
 * programme, no funding stream and offers no places. A score is not known where only deliveries without known places are in
 * reach. Areas whose need is unknown have their shares like any other and are
 * counted in the totals.
 * Throws `not_found` for a delivery whose site has no travel times.
 */
export function measureCoverage(question: CoverageQuestion): CoverageColumns {
  const { deliveries, sites, siteMinutes, within } = question;
  const count = chooseCount(question, question.count);
  const need = knownNeed(question.need);
  const findThings = thingFinder(siteMinutes);
  const find = (kind: CountedThing): ReachingThing[] => findThings({ deliveries, sites }, kind);
  const sitesInReach = find('sites');
  const depth = measureDepth(siteMinutes, { counted: find(count), sites: sitesInReach });
  const slow = measureAccess({ deliveries, siteMinutes, need, decay: 'slow' });
  const equal = measureAccess({ deliveries, siteMinutes, need, decay: 'equal' });
  const totals = {
    ...sumNeed(need, depth.covered),
    places: equal.places,
    unreachedPlaces: equal.unreachedPlaces,
    deliveriesWithoutPlaces: countWithoutPlaces(deliveries),
  };
  const { area } = siteMinutes.ends;
  const areas = { of: area, count: siteMinutes.ends.areaCount };
  const withoutPlaces = countUnplaced(deliveries, sitesInReach, areas).each;
  const known = (scores: Float64Array<ArrayBuffer>) =>
    scores.map((score, index) => (knownPlaces(score, withoutPlaces[index]!) === 'none' ? NaN : score));
  const countIn = (kind: CountedThing): Int32Array<ArrayBuffer> =>
    countInGroups(find(kind), area, siteMinutes.ends.areaCount);
  return {
    count,
    ...describeNearest([...deliveries.map(({ site }) => site), ...sites], siteMinutes),
    siteCount: countIn('sites'),
    programmeCount: countIn('programmes'),
    fundingStreamCount: countIn('fundingStreams'),
    covered: depth.covered,
    gap: depth.covered.map((share) => 1 - share),
    duplication: depth.extra,
    balance: depth.extra.map((extra, index) => extra - (1 - depth.covered[index]!)),
    need,
    score: known(equal.score),
    enhancedScore: known(slow.score),
    withoutPlaces,
    totals,
    sentence: coverageSentence(totals, deliveries.length + sites.length, within),
  };
}

/** The nearest matching site of each area: the one that is nearest for the point at which half the area is reached. */
function describeNearest(
  picked: readonly string[],
  siteMinutes: SiteMinutes,
): Pick<Coverage, 'sites' | 'minutes' | 'nearest'> {
  const sites = [...new Set(picked)];
  const positions = sites.map(siteFinder(siteMinutes));
  const first = findNearestSites(siteMinutes, positions);
  const { minutes } = summariseMinutes(siteMinutes.ends, first.minutes, siteMinutes.limit);
  const nearest = new Int32Array(siteMinutes.ends.areaCount).fill(-1);
  first.site.forEach((position, point) => {
    const area = siteMinutes.ends.area[point]!;
    if (nearest[area] === -1 && first.minutes[point] === minutes[area])
      nearest[area] = positions.indexOf(position);
  });
  return { sites, minutes, nearest };
}

function sumNeed(
  need: Float64Array,
  covered: Float64Array,
): Pick<Coverage['totals'], 'need' | 'coveredNeed' | 'coveredShare' | 'unknownAreas'> {
  const totals = { need: 0, coveredNeed: 0, unknownAreas: 0 };
  need.forEach((count, area) => {
    if (Number.isNaN(count)) totals.unknownAreas += 1;
    else {
      totals.need += count;
      totals.coveredNeed += partOfNeed(count, covered[area]!);
    }
  });
  return { ...totals, coveredShare: totals.need > 0 ? totals.coveredNeed / totals.need : null };
}

import {
  knownPlaces,
  type CountedThing,
  type Ledger,
  type LedgerRow,
  type LedgerStage,
  type Stage,
} from '#contract';
import { sharePlaces } from './access.ts';
import { countUnplaced, countWithoutPlaces, knownNeed, measureDepth, type Depth } from './areas.ts';
import type { CoverageQuestion } from './coverage.ts';
import { partOfNeed } from './ends.ts';
import { ledgerSentence } from './sentences.ts';
import { chooseCount, listGroups, thingFinder, type Counting, type ReachingThing } from './things.ts';

export interface LedgerQuestion extends CoverageQuestion {
  /** The stages that get rows: see `listStages`. */
  stages: readonly Stage[];
  /** Ids of the employment sites picked themselves, which get a row of their own; null = no such row. */
  employment: readonly string[] | null;
  /** What the rows are: for each area the position of its group, −1 for none. */
  groups: { codes: readonly string[]; names: readonly string[]; index: Int32Array };
  /** 1 = the area counts in the rows; null = all do. Places still serve everybody. */
  only: Uint8Array | null;
}

/** The ledger without what the caller knows: the selector and what the rows are. */
export type LedgerBody = Omit<Ledger, 'selector' | 'by'>;

/**
 * The provision ledger: for each group of areas and each stage the need, how much of it is covered, uncovered, covered
 * twice and three times, and the places it draws on; the same for employment sites, which are at no stage and have no
 * places; then a row for all of them, in which need covered by several is covered once. Sums over groups are exact, to the last bit and in any order, for need, covered need, gap, duplicated
 * need and places; places also add up over stages. Areas of no group share a row with an empty code, so that nothing is
 * lost; groups without areas have no rows. Missing and suppressed need is counted as areas, never as 0. Throws `not_found` for a site without travel times.
 */
export function makeLedger(question: LedgerQuestion): LedgerBody {
  const need = knownNeed(question.need);
  const groups = completeGroups(question);
  const employment = question.employment === null ? [] : (['employment'] as const);
  const sections = [...question.stages, ...employment, null].map((stage) =>
    makeSection({ ...question, need }, groups, stage),
  );
  const last = sections.at(-1)!;
  const total = last.total;
  return {
    count: chooseCount(question, question.count),
    rows: groups.codes
      .flatMap((_, group) => sections.map(({ rows }) => rows[group]!))
      .filter(({ areas }) => areas > 0),
    totals: sections.map(({ total }) => total),
    places: last.places,
    unreachedPlaces: last.unreachedPlaces,
    placesElsewhere: last.places - last.unreachedPlaces - total.places,
    deliveriesWithoutPlaces: countWithoutPlaces(question.deliveries),
    sentence: ledgerSentence(
      sections.map(({ total }) => total),
      question.within,
    ),
  };
}

interface Groups {
  codes: string[];
  names: string[];
  /** For each area; −1 where it does not count. */
  index: Int32Array;
}

function completeGroups({ groups, only }: LedgerQuestion): Groups {
  const codes = [...groups.codes];
  const names = [...groups.names];
  const counts = (area: number): boolean => only === null || only[area] === 1;
  const hasStray = groups.index.some((group, area) => group < 0 && counts(area));
  const stray = hasStray ? codes.push('') - 1 : -1;
  if (hasStray) names.push('belongs to none');
  return {
    codes,
    names,
    index: groups.index.map((group, area) => (counts(area) ? (group < 0 ? stray : group) : -1)),
  };
}

interface Section {
  rows: LedgerRow[];
  total: LedgerRow;
  places: number;
  unreachedPlaces: number;
}

/** All rows of one stage or of employment sites; null = of everything together. */
function makeSection(question: LedgerQuestion, groups: Groups, stage: LedgerStage | null): Section {
  const { siteMinutes, need } = question;
  const counting = chooseCounting(question, stage);
  const findThings = thingFinder(siteMinutes);
  const find = (kind: CountedThing): ReachingThing[] => findThings(counting, kind);
  const things = {
    sites: find('sites'),
    programmes: find('programmes'),
    fundingStreams: find('fundingStreams'),
  };
  const shared = sumPlaces(question, stage);
  const facts = {
    need,
    depth: measureDepth(siteMinutes, {
      counted: things[chooseCount(counting, question.count)],
      sites: things.sites,
    }),
    places: shared.drawn,
    things,
    pointGroup: siteMinutes.ends.area.map((area) => groups.index[area]!),
  };
  const rows = groups.codes.map((code, group) => emptyRow(code, groups.names[group]!, stage));
  groups.index.forEach((group, area) => {
    if (group >= 0) addArea(rows[group]!, facts, area);
  });
  const total = sumRows(rows, stage);
  addThings(rows, total, facts);
  const unplaced = countUnplaced(counting.deliveries, things.sites, {
    of: facts.pointGroup,
    count: rows.length,
  });
  rows.forEach((row, group) => (row.withoutPlaces = unplaced.each[group]!));
  total.withoutPlaces = unplaced.all;
  for (const row of [...rows, total]) finishRow(row);
  return { rows, total, places: shared.places, unreachedPlaces: shared.unreachedPlaces };
}

function chooseCounting(
  { deliveries, sites, employment, stages }: LedgerQuestion,
  stage: LedgerStage | null,
): Counting {
  if (stage === 'employment') return { deliveries: [], sites: employment ?? [] };
  if (stage === null) return { deliveries: deliveries.filter((one) => stages.includes(one.stage)), sites };
  return { deliveries: deliveries.filter((one) => one.stage === stage), sites: [] };
}

/** Places of all stages are the sum of those of each, so that they add up over stages too. */
function sumPlaces(question: LedgerQuestion, stage: LedgerStage | null): ReturnType<typeof sharePlaces> {
  const { siteMinutes, need, stages } = question;
  const parts = (stage === null ? stages : [stage]).map((one) =>
    sharePlaces({
      deliveries: question.deliveries.filter((delivery) => delivery.stage === one),
      siteMinutes,
      need,
    }),
  );
  const sum = { drawn: new Float64Array(need.length), places: 0, unreachedPlaces: 0 };
  for (const part of parts) {
    sum.places += part.places;
    sum.unreachedPlaces += part.unreachedPlaces;
    part.drawn.forEach((places, area) => (sum.drawn[area]! += places));
  }
  return sum;
}

interface Facts {
  need: Float64Array;
  depth: Depth;
  places: Float64Array;
  things: Record<'sites' | 'programmes' | 'fundingStreams', ReachingThing[]>;
  /** The group of each point, −1 where it does not count. */
  pointGroup: Int32Array;
}

/** A row under way: `duplication` holds the sum of what `finishRow` makes a mean. */
function emptyRow(code: string | null, name: string, stage: LedgerStage | null): LedgerRow {
  return {
    code,
    name,
    stage,
    areas: 0,
    unknownAreas: 0,
    need: 0,
    coveredNeed: 0,
    gap: 0,
    coverage: null,
    duplicatedNeed: 0,
    triplicatedNeed: 0,
    duplication: 0,
    places: 0,
    placesPer100: null,
    sites: 0,
    programmes: 0,
    fundingStreams: [],
    withoutPlaces: 0,
  };
}

function addArea(row: LedgerRow, { need, depth, places }: Facts, area: number): void {
  const count = need[area]!;
  row.areas += 1;
  if (Number.isNaN(count)) {
    row.unknownAreas += 1;
    return;
  }
  row.need += count;
  const part = (shares: Float64Array): number => partOfNeed(count, shares[area]!);
  row.coveredNeed += part(depth.covered);
  row.gap += count - part(depth.covered);
  row.duplicatedNeed += part(depth.twice);
  row.triplicatedNeed += part(depth.thrice);
  row.duplication! += part(depth.extra);
  row.places += places[area]!;
}

/** What adds up over the rows of a ledger; the rest are shares of these, or distinct things that rows have in common. */
export const summedInLedger = [
  'areas',
  'unknownAreas',
  'need',
  'coveredNeed',
  'gap',
  'duplicatedNeed',
  'triplicatedNeed',
  'places',
] as const;

function sumRows(rows: readonly LedgerRow[], stage: LedgerStage | null): LedgerRow {
  const total = emptyRow(null, 'All', stage);
  for (const row of rows) {
    for (const key of summedInLedger) total[key] += row[key];
    total.duplication! += row.duplication!;
  }
  return total;
}

function addThings(rows: readonly LedgerRow[], total: LedgerRow, { things, pointGroup }: Facts): void {
  for (const kind of ['sites', 'programmes'] as const) {
    for (const thing of things[kind]) {
      const groups = listGroups(thing, pointGroup);
      for (const group of groups) rows[group]![kind] += 1;
      if (groups.size > 0) total[kind] += 1;
    }
  }
  for (const thing of things.fundingStreams.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    const groups = listGroups(thing, pointGroup);
    for (const group of groups) rows[group]!.fundingStreams.push(thing.name);
    if (groups.size > 0) total.fundingStreams.push(thing.name);
  }
}

function finishRow(row: LedgerRow): void {
  const hasNeed = row.need > 0;
  row.coverage = hasNeed ? row.coveredNeed / row.need : null;
  row.duplication = hasNeed ? row.duplication! / row.need : null;
  const isKnown = knownPlaces(row.places, row.withoutPlaces) !== 'none';
  row.placesPer100 = hasNeed && isKnown ? (100 * row.places) / row.need : null;
}

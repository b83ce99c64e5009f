import {
  flagByte,
  outcomeByte,
  outcomes,
  PinpointError,
  type Coverage,
  type DisclosurePolicy,
  type RuleResult,
  type TargetList,
  type TargetListArea,
  type TargetListRequest,
  isByTimetable,
} from '#contract';
import { formatPeriod } from '#core/periods';
import { describeGaps } from '#core/sources';
import { wilsonOfRounded } from '#core/statistics';
import {
  decimalsToTell,
  listQuotedNames,
  makeExplainer,
  parseRule,
  thresholdsBeside,
  type AreaTable,
} from '#core/targeting';
import type { AreaRow, ReleaseRow, WorkspaceReader } from '#data/workspace';
import { describeHidden } from '../disclosure/index.ts';
import {
  checkCoverage,
  describeCoverage,
  findNearestSite,
  listCoverageColumns,
  type ListCoverage,
} from './list-coverage.ts';
import { listMeasures, type Counts, type Measure } from './measures.ts';
import {
  listPointsReleases,
  listProvisionReleases,
  listUsedTimetables,
  type AccessWant,
} from '../travel/index.ts';
import { listWants } from './travel-time-cache.ts';

interface ListContext {
  reader: WorkspaceReader;
  table: AreaTable;
  madeBy: string;
  /** Under which it leaves. */
  policy: DisclosurePolicy;
  /** The instant that it is said to be made at; left out or null = now. */
  made?: string | null;
  /** What is delivered leaves with the list. */
  withProvision?: boolean;
  /** The coverage that the request names; null = none. */
  coverage: Coverage | null;
}

/**
 * The priority-area list of a rule: areas in rank order with values, intervals and reasons, and every fact that makes
 * the list repeatable. It is the one form in which results of a rule leave Pinpoint, and it leaves only through the gate.
 * Throws `invalid_rule`, and `usage` where a share is asked for without a need count.
 */
export function makeTargetList(request: TargetListRequest, context: ListContext): TargetList {
  const { table, reader } = context;
  const explainer = makeExplainer(request.question, table);
  const { result } = explainer;
  const coverage = readCoverage(request, context);
  const measures = [
    ...listMeasures(request, result, { table, reader }),
    ...(coverage === null ? [] : listCoverageColumns(coverage)),
  ];
  const chosen = chooseAreas(request, result);
  const shown = request.all ? [...chosen, ...result.order.subarray(result.counts.in)] : chosen;
  const areas = reader.getAreas(result.geography);
  const wants = listWants(request.question, table);
  const releases = listReleases({ result, measures, wants, coverage }, context);
  const [geography, vintage] = result.geography.split(':') as [TargetList['geography'], string];
  const nearestOf = makeNearestFinder(coverage, reader);
  return {
    title: request.title ?? makeTitle(result),
    rule: result.rule,
    geography,
    vintage,
    period: result.period,
    counts: result.counts,
    need: result.need,
    limited:
      chosen.length < result.counts.in ? `the first ${chosen.length} of ${result.counts.in} areas` : null,
    orderedBy: result.orderedBy,
    measures: measures.map((measure) => measure.facts),
    coverage: coverage === null ? null : describeCoverage(coverage),
    areas: shown.map((area) => {
      const { confidence, deciding } = explainer.explain(area);
      return {
        ...describeArea(area, areas, measures),
        rank: result.ranks[area]! || null,
        status: outcomes[result.outcomes[area]!]!,
        confidence,
        ...countDecimals(area, result, measures),
        reasons: deciding.map((reason) => reason.text),
        ...nearestOf(area),
      };
    }),
    notes: result.notes,
    releases: releases.map(summariseRelease),
    licences: [...new Set(releases.flatMap((release) => release.attribution))],
    sourceGaps: describeGaps(releases),
    author: request.author,
    made: context.made ?? new Date().toISOString(),
    madeBy: context.madeBy,
    policy: context.policy,
    hidden: describeHidden(reader, {
      geography: result.geography,
      codes: shown.map((area) => areas.codes[area]!),
    }),
  };
}

function readCoverage(request: TargetListRequest, { coverage, table }: ListContext): ListCoverage | null {
  if (request.coverage === null || coverage === null) return null;
  const found = { request: request.coverage.request, result: coverage };
  checkCoverage(found, table.geography, table.codes.length);
  return found;
}

function makeNearestFinder(
  coverage: ListCoverage | null,
  reader: WorkspaceReader,
): (area: number) => Pick<TargetListArea, 'nearestSite'> {
  if (coverage === null) return () => ({});
  const names = new Map(reader.listSites().map(({ id, name }) => [id, name]));
  return (area) => ({ nearestSite: findNearestSite(coverage, area, names) });
}

/** Indexes of the areas that are in, cut off at the limit or where the share of the need count is reached. */
function chooseAreas(request: TargetListRequest, result: RuleResult): number[] {
  const inside = [...result.order].filter((index) => result.outcomes[index] === outcomeByte.in);
  if (request.limit !== null) return inside.slice(0, request.limit);
  if (request.share === null) return inside;
  if (result.need === null)
    throw new PinpointError(
      'usage',
      'A share can only be taken of a need count, and this rule compares none.',
      {
        hint: 'Name a count with --need.',
      },
    );
  const reached = result.cumulativeShare.findIndex((share) => share >= request.share! - 1e-12);
  return reached < 0 ? inside : inside.slice(0, reached + 1);
}

/** What is known of an area apart from what the rule says of it. Values are unrounded; null where missing or suppressed. */
function describeArea(
  index: number,
  areas: AreaRow,
  measures: Measure[],
): Pick<TargetListArea, 'code' | 'name' | 'parents' | 'values' | 'unknown' | 'interval'> {
  const parents: TargetListArea['parents'] = {};
  for (const { geography, codes, names, index: positions } of areas.parents) {
    const position = positions[index]!;
    if (position >= 0) parents[geography] = { code: codes[position]!, name: names[position]! };
  }
  const values: TargetListArea['values'] = {};
  const unknown: TargetListArea['unknown'] = {};
  const interval: TargetListArea['interval'] = {};
  for (const { facts, values: column, flags: marks, counts } of measures) {
    const value = column[index]!;
    values[facts.key] = Number.isNaN(value) ? null : value;
    if (value === Infinity) {
      values[facts.key] = null;
      unknown[facts.key] = 'out of reach';
    }
    if (Number.isNaN(value))
      unknown[facts.key] = marks[index] === flagByte.suppressed ? 'suppressed' : 'missing';
    if (counts === null || Number.isNaN(value)) continue;
    const limits = widenedInterval(counts, index);
    if (limits !== null) interval[facts.key] = limits;
  }
  return { code: areas.codes[index]!, name: areas.names[index]!, parents, values, unknown, interval };
}

const usualDecimals = 1;

/** Decimals of values and limits that one does not tell from what the rule compares the value with. */
function countDecimals(
  area: number,
  result: RuleResult,
  measures: Measure[],
): Pick<TargetListArea, 'decimals' | 'intervalDecimals'> {
  const decimals: TargetListArea['decimals'] = {};
  const intervalDecimals: TargetListArea['intervalDecimals'] = {};
  for (const { facts, values, counts } of measures) {
    const value = values[area]!;
    const thresholds = thresholdsBeside(result, { area, value });
    const needed = decimalsToTell(value, thresholds, usualDecimals);
    if (needed > usualDecimals) decimals[facts.key] = needed;
    const limits = counts === null || Number.isNaN(value) ? null : widenedInterval(counts, area);
    if (limits === null) continue;
    const ofLimit = (limit: number): number => decimalsToTell(limit, thresholds, usualDecimals);
    const ofBoth: [number, number] = [ofLimit(limits[0]), ofLimit(limits[1])];
    if (ofBoth.some((count) => count > usualDecimals)) intervalDecimals[facts.key] = ofBoth;
  }
  return { decimals, intervalDecimals };
}

/** 95 % Wilson limits in per cent, widened by what the publisher's rounding may hide, as the confidence is; null where the count is above its base. */
function widenedInterval(
  { numerator, denominator, rounding, denominatorRounding }: Counts,
  index: number,
): [number, number] | null {
  const { lower, upper } = wilsonOfRounded(numerator[index]!, denominator[index]!, {
    count: rounding[index]!,
    base: denominatorRounding[index]!,
  });
  return Number.isNaN(lower) ? null : [lower, upper];
}

interface Used {
  result: RuleResult;
  measures: Measure[];
  wants: AccessWant[];
  coverage: ListCoverage | null;
}

/** The releases behind the boundaries, the values and the designations, in the order they were imported. */
function listReleases(
  { result, measures, wants, coverage }: Used,
  { reader, table, withProvision = false }: ListContext,
): ReleaseRow[] {
  const usesTimetables =
    wants.some(({ mode }) => mode === null || isByTimetable(mode)) ||
    (coverage !== null && isByTimetable(coverage.request.travel.mode));
  const designations = listQuotedNames(parseRule(result.rule), 'designation', table.vocabulary);
  const hasTravel = wants.length > 0 || coverage !== null;
  const ids = new Set([
    ...reader.listReleasesOf(result.geography, designations),
    ...result.sources.flatMap((source) => source.releases),
    ...measures.flatMap((measure) => measure.releases),
    ...(withProvision || hasTravel ? listProvisionReleases(reader) : []),
    ...(usesTimetables ? listUsedTimetables(reader) : []),
    ...(hasTravel ? listPointsReleases(reader, result.geography) : []),
  ]);
  return [...ids].map((id) => reader.getRelease(id)).toSorted((a, b) => a.id - b.id);
}

function summariseRelease(release: ReleaseRow): TargetList['releases'][number] {
  const { id, kind, title, file, sha256, imported, publisher, licence } = release;
  return { id, kind, title, file, sha256, imported, publisher, licence };
}

function makeTitle(result: RuleResult): string {
  const [kind, vintage] = result.geography.split(':') as [string, string];
  const when = result.period === null ? '' : `, ${formatPeriod(result.period)}`;
  const plural = kind === 'lsoa' || kind === 'msoa' || kind === 'oa' ? `${kind.toUpperCase()}s` : `${kind}s`;
  return `Priority ${plural} (${vintage}): ${result.rule}${when}`;
}

import { useMemo } from 'react';
import {
  flagByte,
  reachStates,
  type AreaList,
  type Coverage,
  type Provision,
  type CoverageRequest,
  type Reach,
  type ReachRequest,
  type WorkspaceDescription,
  getTravelMode,
} from '#contract';
import {
  listCoverageMeasures,
  listReachMeasures,
  type CoverageMeasure,
  type ReachMeasure,
} from '#core/provision';
import { useCoverageFor } from './coverage.ts';
import { useProvision, useProvisionFacts, type MapShading } from './provision.ts';
import { useReach, useReachFor } from './reach.ts';
import { useSession } from './session.ts';
import { findIndicator, periodLabel } from './shown.ts';
import { travelWords } from './travel-words.ts';

/** A figure of coverage or reach for every area, as map, table and card show it. */
export interface AreaMeasure {
  id: MapShading;
  of: 'coverage' | 'reach';
  /** For a column head, with its unit: "Covered, %". */
  title: string;
  /** In full: what it is, of which selector or provider, and how it was measured. */
  meaning: string;
  /** For the legend: what it is. */
  legend: string;
  source: string;
  unit: string;
  decimals: number;
  /** Counts are circles, everything else is shaded. */
  style: 'circles' | 'choropleth';
  /** `near`: low is dark; `balance`: about a middle. */
  ramp: 'high' | 'near' | 'balance';
  /** Breaks that do not change with the values; null = classes as chosen. */
  breaks: readonly number[] | null;
  values: Float64Array;
  flags: Uint8Array;
  /** What a missing value means. */
  missing: string;
  /** 1 = other rows of the area are withheld or missing; null where that cannot be. */
  atLeast: Uint8Array | null;
  /** 1 = the figure is not to be relied on, and why not; null where all of them are. */
  unsure: { areas: Uint8Array; words: string } | null;
}

/** About once each in the middle: below is a gap, above is duplication. */
const balanceBreaks = [-0.75, -0.5, -0.25, 0.25, 1.5, 4];
const shareBreaks = [20, 40, 60, 80];

const minuteBreaks = (limit: number): number[] =>
  [0.2, 0.4, 0.6, 0.8].map((part) => Math.round(10 * part * limit) / 10);

const flagsOf = (values: Float64Array): Uint8Array =>
  Uint8Array.from(values, (value) => (Number.isNaN(value) ? flagByte.missing : flagByte.exact));

const balanceLegend = 'Gap (below 0) and duplication (above 0) of provision';

type Look = Pick<AreaMeasure, 'unit' | 'decimals' | 'style' | 'ramp' | 'breaks'>;

function lookOf({ id, kind }: CoverageMeasure, { mode, limit }: CoverageRequest['travel']): Look {
  const shaded = { style: 'choropleth', ramp: 'high', breaks: null } as const;
  const { unit } = getTravelMode(mode);
  switch (kind) {
    case 'travel':
      return {
        ...shaded,
        unit: unit === 'kilometres' ? 'km' : unit,
        decimals: unit === 'kilometres' ? 1 : 0,
        ramp: 'near',
        breaks: minuteBreaks(limit),
      };
    case 'count':
      return { ...shaded, unit: '', decimals: 0, style: 'circles' };
    case 'share':
      return { ...shaded, unit: '%', decimals: 0, breaks: shareBreaks };
    case 'rate':
      return { ...shaded, unit: 'per 100 in need', decimals: 1 };
    default:
      return id === 'balance'
        ? { ...shaded, unit: 'choices beyond the first', decimals: 2, ramp: 'balance', breaks: balanceBreaks }
        : { ...shaded, unit: 'beyond the first', decimals: 2 };
  }
}

const shortUnits: Record<string, string> = { km: ', km', '%': ', %', 'per 100 in need': ' per 100' };

/** The figures of a coverage. */
export function measuresOfCoverage(coverage: Coverage, request: CoverageRequest): AreaMeasure[] {
  const { travel, day } = request;
  const of = `“${coverage.selector}”${day === null ? '' : ` as it runs on ${day}`}`;
  const how = `${of}, ${travelWords(travel)}`;
  return listCoverageMeasures(coverage, travel).map((measure): AreaMeasure => {
    const look = lookOf(measure, travel);
    const isShare = measure.kind === 'share';
    const values = Float64Array.from(measure.values, (value) => (isShare ? 100 * value : value));
    const words = measure.meaning;
    const atLeast =
      measure.kind === 'rate' ? Uint8Array.from(coverage.withoutPlaces, (count) => Math.min(count, 1)) : null;
    return {
      ...look,
      id: measure.id,
      of: 'coverage',
      title: `${measure.title}${shortUnits[look.unit] ?? ''}`,
      meaning: `${words}${isShare ? ', %' : ''}: ${how}. ${coverage.method}.`,
      legend: `${measure.id === 'balance' ? balanceLegend : words}${isShare ? ', %' : ''}, ${of}`,
      source: `Measured ${travelWords(travel)}`,
      values,
      flags: flagsOf(values),
      missing: missingWords[measure.kind] ?? 'No data',
      atLeast,
      unsure: doubt(values, null, atLeast),
    };
  });
}

/** The areas whose figure is not to be relied on, in the words of the legend. Where there is no figure there is no doubt. */
function doubt(
  values: Float64Array,
  tooFew: Uint8Array | null,
  atLeast: Uint8Array | null,
): AreaMeasure['unsure'] {
  const isKnown = (is: number, area: number): number => (Number.isNaN(values[area]) ? 0 : is);
  const few = (tooFew ?? new Uint8Array(values.length)).map(isKnown);
  const least = (atLeast ?? new Uint8Array(values.length)).map(isKnown);
  const [hasFew, hasLeast] = [few.includes(1), least.includes(1)];
  if (hasFew && hasLeast)
    return {
      areas: few.map((is, area) => Math.max(is, least[area]!)),
      words: 'of these, unsure or at least that',
    };
  if (hasFew) return { areas: few, words: 'of these, unsure: too few in need' };
  return hasLeast ? { areas: least, words: 'of these, at least that' } : null;
}

/** What it means that a figure of coverage is missing. */
const missingWords: Partial<Record<CoverageMeasure['kind'], string>> = {
  travel: 'Not reached',
  rate: 'Places not known',
};

const flagOfState = {
  known: flagByte.exact,
  'at least': flagByte.exact,
  suppressed: flagByte.suppressed,
  missing: flagByte.missing,
  'not applicable': flagByte.missing,
} as const;

/** What reach is about, in words. */
export interface ReachWords {
  /** "JSA claimants, July 2008" */
  need: string;
  /** "Docklands Enterprise, 2008 Q1"; all of it where nothing narrows. */
  whose: string;
}

/** The words for a request, by the names that the workspace has. */
export function wordsOfReach(
  { provider, programme, period, need }: ReachRequest,
  found: string | null,
  names: { provision: Provision | null; description: WorkspaceDescription | null },
): ReachWords {
  const { provision, description } = names;
  const nameOf = (things: readonly { id: string; name: string }[] | undefined, id: string): string =>
    things?.find((thing) => thing.id === id)?.name || id;
  const said = [
    ...(provider === null ? [] : [nameOf(provision?.providers, provider)]),
    ...(programme === null ? [] : [nameOf(provision?.programmes, programme)]),
    ...(period === null ? [] : [periodLabel(description, period)]),
  ];
  const indicator = findIndicator(description, need.indicator)?.name ?? need.indicator;
  return {
    need: found === null ? indicator : `${indicator}, ${periodLabel(description, found)}`,
    whose: said.length === 0 ? 'all providers and periods' : said.join(', '),
  };
}

const kindUnits: Record<ReachMeasure['kind'], Pick<AreaMeasure, 'decimals' | 'style'>> = {
  count: { decimals: 0, style: 'circles' },
  rate: { decimals: 1, style: 'choropleth' },
  money: { decimals: 0, style: 'choropleth' },
};

/** Whether too few people in need make the figure unsure: rates among them are what areas are judged by. */
const isJudged = ({ id }: ReachMeasure): boolean => id === 'startsPer100' || id === 'successesPer100';

/** The figures of reach. */
export function measuresOfReach(reach: Reach, words: ReachWords): AreaMeasure[] {
  const { whose } = words;
  const need = `Need: ${words.need}`;
  return listReachMeasures(reach).map((measure): AreaMeasure => {
    const hasPart = measure.states.some((state) => reachStates[state] === 'at least');
    const unit = measure.kind === 'money' ? '£' : measure.unit;
    const atLeast = Uint8Array.from(measure.states, (state) => (reachStates[state] === 'at least' ? 1 : 0));
    return {
      ...kindUnits[measure.kind],
      id: measure.id,
      of: 'reach',
      title:
        measure.kind === 'money'
          ? `${measure.title}, £`
          : unit === '%'
            ? `${measure.title}, %`
            : measure.title,
      meaning: `${measure.meaning} (${unit}): ${whose}. ${need}. ${reach.sentence}`,
      legend: `${measure.meaning}${hasPart ? ', at least' : ''}: ${whose}`,
      source: hasPart ? `${need}. Withheld rows are left out` : need,
      unit,
      ramp: 'high',
      breaks: null,
      values: measure.values,
      flags: Uint8Array.from(measure.states, (state) => flagOfState[reachStates[state]!]),
      missing: 'No data',
      atLeast,
      unsure: doubt(measure.values, isJudged(measure) ? reach.unsure : null, atLeast),
    };
  });
}

/** Everything measured for these areas: first coverage, then reach. */
export function useAreaMeasures(list: AreaList | null): AreaMeasure[] {
  const areas = list?.codes.length ?? 0;
  const geography = list?.geography ?? null;
  const coverage = useCoverageFor(geography, areas);
  const request = useProvision((state) => state.coverage?.request ?? null);
  const reach = useReachFor(geography, areas);
  const asked = useReach((state) => state.shown?.request ?? null);
  const provision = useProvisionFacts()?.provision ?? null;
  const description = useSession((state) => state.description);
  return useMemo(
    () => [
      ...(coverage === null || request === null ? [] : measuresOfCoverage(coverage, request)),
      ...(reach === null || asked === null
        ? []
        : measuresOfReach(reach, wordsOfReach(asked, reach.need.period, { provision, description }))),
    ],
    [coverage, request, reach, asked, provision, description],
  );
}

/** The measure that shades the map; null while the indicator does. */
export function useShadingMeasure(list: AreaList | null): AreaMeasure | null {
  const measures = useAreaMeasures(list);
  const shading = useProvision((state) => state.shading);
  return measures.find(({ id }) => id === shading) ?? null;
}

/** Choices of what shades the map: the indicator, then everything measured. */
export function listShadings(
  measures: readonly AreaMeasure[],
): { id: MapShading | 'indicator'; name: string; detail?: string }[] {
  const named = measures.map(({ id, title, of }) => ({
    id,
    name: id === 'balance' ? 'Gap and duplication' : title,
    detail: of === 'coverage' ? 'coverage' : 'performance',
  }));
  return [{ id: 'indicator', name: 'The indicator' }, ...named];
}

/** Shades the map with a measure, or with the indicator again. */
export function shadeBy(measures: readonly AreaMeasure[], id: string): void {
  useProvision.setState({ shading: measures.find((measure) => measure.id === id)?.id ?? null });
}

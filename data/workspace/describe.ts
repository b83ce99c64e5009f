import type { GeographyRef, WorkspaceDescription } from '#contract';
import type { Connection } from './connection.ts';
import type { IndicatorRow } from './interfaces.ts';
import { listGeographies, splitRef, type GeographyRow } from './geographies.ts';
import {
  listHoldings,
  listIndicators,
  listIndicatorsOf,
  listUsedPeriods,
  type Holding,
} from './indicators.ts';
import { listReachable, readLinkGraph, type LinkGraph } from './links.ts';
import { describePoints } from './points.ts';
import { describeProvision, knowsProvision, noProvision } from './provision.ts';
import { listBenchmarks, listDesignations, listReleases } from './releases.ts';
import { findSetting } from './settings.ts';
import { listWarnings } from './warnings.ts';

type GeographyEntry = WorkspaceDescription['geographies'][number];
type IndicatorEntry = WorkspaceDescription['indicators'][number];

/** Everything that is in the workspace, in the words of `describe --json`. */
export function describeWorkspace(connection: Connection): WorkspaceDescription {
  const hasProvision = knowsProvision(connection);
  const holdings = listHoldings(connection);
  const indicators = listIndicators(connection, holdings);
  const releases = listReleases(connection);
  const restricted = listIndicatorsOf(
    connection,
    new Set(releases.flatMap(({ id, sensitivity }) => (sensitivity === 'restricted' ? id : []))),
  );
  const graph = readLinkGraph(connection);
  const geographies = listGeographies(connection);
  return {
    schema: 1,
    geographies: geographies.map((geography) => describeGeography(connection, geography, graph)),
    indicators: indicators.map((indicator) => ({
      ...describeIndicator(indicator, indicators, holdings),
      sensitivity: judgeIndicator(indicator, restricted),
    })),
    periods: listUsedPeriods(connection),
    designations: listDesignations(connection).map(({ geography, areas, ...rest }) => {
      const { kind, vintage } = splitRef(geography);
      return { ...rest, geography: kind, vintage, areas };
    }),
    benchmarks: listBenchmarks(connection),
    releases,
    provision: hasProvision ? describeProvision(connection) : noProvision,
    warnings: listWarnings(connection, {
      synthetic: findSetting(connection, 'synthetic') === '1',
      geographies,
      indicators,
      holdings,
      provision: hasProvision,
    }),
  };
}

function describeGeography(
  connection: Connection,
  geography: GeographyRow,
  graph: LinkGraph,
): GeographyEntry {
  const { kind, vintage, ref, low, high } = geography;
  const { areas } = connection.get<{ areas: number }>(
    'SELECT count(*) AS areas FROM area WHERE id BETWEEN ? AND ?',
    low,
    high,
  )!;
  const extent = connection.get<{ min_x: number | null; min_y: number; max_x: number; max_y: number }>(
    'SELECT min_x, min_y, max_x, max_y FROM gpkg_contents WHERE table_name = ?',
    `${kind}_${vintage}`,
  );
  const bounds: GeographyEntry['bounds'] =
    extent === undefined || extent.min_x === null
      ? null
      : [extent.min_x, extent.min_y, extent.max_x, extent.max_y];
  const points = describePoints(connection, geography);
  return { geography: kind, vintage, areas, links: listReachable(graph, ref), bounds, points };
}

function describeIndicator(
  indicator: IndicatorRow,
  indicators: IndicatorRow[],
  holdings: Holding[],
): Omit<IndicatorEntry, 'sensitivity'> {
  const { id, name, kind, of, numerator, unit, polarity, periods, cohorts, everyone } = indicator;
  const own = holdings.filter((holding) => holding.indicator === id);
  return {
    id,
    name,
    kind,
    of,
    numerator,
    unit,
    polarity,
    observations: own.reduce((sum, { areas }) => sum + areas, 0),
    periods,
    cohorts,
    everyone,
    geographies: numerator === null ? geographiesOf(own) : geographiesOfRate(indicator, indicators, holdings),
  };
}

/** Whatever is worked out from something restricted is restricted. */
function judgeIndicator(
  { id, of, numerator }: IndicatorRow,
  restricted: ReadonlySet<string>,
): IndicatorEntry['sensitivity'] {
  const parts = numerator === null ? [id] : [id, numerator, of ?? id];
  return parts.some((part) => restricted.has(part)) ? 'restricted' : 'published';
}

/** The geographies that some holdings are of, each once, in order of their names. */
export function geographiesOf(holdings: Holding[]): GeographyRef[] {
  return [...new Set(holdings.map(({ geography }) => geography))].toSorted();
}

/** Where a derived rate can be computed: where both its parts have values. */
function geographiesOfRate(
  { numerator, of }: IndicatorRow,
  indicators: IndicatorRow[],
  holdings: Holding[],
): GeographyRef[] {
  const known = new Set(indicators.map(({ id }) => id));
  if (numerator === null || of === null || !known.has(numerator) || !known.has(of)) return [];
  const denominators = new Set(
    geographiesOf(holdings.filter(({ indicator, cohort }) => indicator === of && cohort === 'all')),
  );
  return geographiesOf(holdings.filter(({ indicator }) => indicator === numerator)).filter((geography) =>
    denominators.has(geography),
  );
}

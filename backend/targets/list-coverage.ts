import {
  PinpointError,
  flagByte,
  type Coverage,
  type CoverageRequest,
  type GeographyRef,
  type Site,
  type TargetList,
  type TargetListArea,
} from '#contract';
import { listCoverageMeasures, phraseCells, phraseTravel } from '#core/provision';
import type { Measure } from './measures.ts';

/** Coverage that stands beside the areas of a list, and what was asked for it. */
export interface ListCoverage {
  request: CoverageRequest;
  result: Coverage;
}

/** Throws `usage` for coverage of other areas than the list's, or of areas that have changed since it was measured. */
export function checkCoverage(
  { request, result }: ListCoverage,
  geography: GeographyRef,
  areaCount: number,
): void {
  if (request.geography !== geography)
    throw new PinpointError('usage', `The coverage is of ${request.geography}, the list of ${geography}.`, {
      found: request.geography,
      expected: geography,
    });
  if (result.covered.length !== areaCount)
    throw new PinpointError('usage', 'The areas have changed since the coverage was measured.', {
      hint: 'Measure it again.',
    });
}

/** Its columns, each without a period. Where nothing is in reach travel is infinite, as it is in rules. */
export function listCoverageColumns({ request, result }: ListCoverage): Measure[] {
  const running = request.day === null ? '' : ` as it runs on ${request.day}`;
  const of = `${result.selector}${running}, ${phraseTravel(request.travel)}`;
  return listCoverageMeasures(result, request.travel).map((measure) => ({
    facts: {
      key: `coverage_${measure.key}`,
      name: `${phraseCells(measure)}: ${of}`,
      unit: measure.unit ?? '',
      kind: measure.kind === 'count' ? 'count' : 'score',
      period: '',
      periodLabel: '',
      denominatorPeriod: null,
    },
    values: Float64Array.from(measure.values, (value) =>
      measure.kind === 'travel' && Number.isNaN(value) ? Infinity : value,
    ),
    flags: Uint8Array.from(measure.values, (value) =>
      measure.kind === 'rate' && Number.isNaN(value) ? flagByte.missing : flagByte.exact,
    ),
    counts: null,
    releases: [],
  }));
}

/** What a list says of the coverage beside its areas. */
export function describeCoverage({ request, result }: ListCoverage): NonNullable<TargetList['coverage']> {
  const { selector, method, date, sentence } = result;
  return { selector, day: request.day, within: phraseTravel(request.travel), method, date, sentence };
}

/** The nearest matching site of an area; null where none is in reach. */
export function findNearestSite(
  { result }: ListCoverage,
  area: number,
  names: ReadonlyMap<string, Site['name']>,
): NonNullable<TargetListArea['nearestSite']> | null {
  const id = result.sites[result.nearest[area] ?? -1];
  return id === undefined ? null : { id, name: names.get(id) ?? id };
}

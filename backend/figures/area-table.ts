import { type GeographyRef, type LookupMapping, type Provision } from '#contract';
import type { AreaTable, IndicatorEntry, OtherEdition, StoredColumn, Vocabulary } from '#core/targeting';
import type { WorkspaceReader } from '#data/workspace';
import { findTreatment, findTrueColumn, listFiner } from '../disclosure/index.ts';

/** What an area is to a set of areas: in it, not in it, or unknown because nothing links the two geographies. */
const membership = { no: 0, yes: 1, unknown: 2 } as const;

/**
 * The numbers of one geography as rules need them, read from the workspace and kept for one revision.
 * Where a count is not stored for the geography itself it is pooled from the nearest finer one that has it
 * and whose areas have parents here. `findAccess` gives travel times that have been worked out; without it, rules that
 * speak of provision are unknown. Of a reader under a policy all numbers are treated.
 */
export function makeAreaTable(
  reader: WorkspaceReader,
  geography: GeographyRef,
  findAccess?: AreaTable['findAccess'],
): AreaTable {
  const areas = reader.getAreas(geography);
  const columns = new Map<string, StoredColumn | undefined>();
  const finer = listFiner(reader, geography);
  const treatment = findTreatment(reader);

  function readColumn(indicator: string, cohort: string, period: string): StoredColumn | undefined {
    const name = { geography, indicator, cohort, period };
    return treatment === undefined ? findTrueColumn(reader, name) : treatment.findColumn(name);
  }

  const vocabulary = makeVocabulary(reader, [geography, ...finer.map((part) => part.geography)]);

  return {
    geography,
    codes: areas.codes,
    names: areas.names,
    vocabulary,
    findColumn(indicator, cohort, period) {
      const key = `${indicator}[${cohort}]@${period}`;
      if (!columns.has(key)) columns.set(key, readColumn(indicator, cohort, period));
      return columns.get(key);
    },
    ...(treatment !== undefined && {
      findSum: ({ indicator, cohort, period }, chosen) =>
        treatment.findSum({ geography, indicator, cohort, period }, chosen)?.value,
    }),
    designated(id) {
      const designation = reader.findDesignation(id);
      if (designation === undefined)
        return { geography, membership: new Uint8Array(areas.codes.length).fill(membership.unknown) };
      const members = new Set(designation.codes);
      const home = reader.getAreas(designation.geography).codes;
      return {
        geography: designation.geography,
        membership: findMembership(reader, geography, designation.geography, (index) =>
          members.has(home[index]!),
        ),
      };
    },
    inArea(code) {
      const found = reader.findAreaByCode(code);
      const answers = found.map((place) =>
        findMembership(reader, geography, place.geography, (index) => index === place.index),
      );
      return mergeMemberships(answers, areas.codes.length);
    },
    findBenchmark: (indicator, comparator, period) => reader.findBenchmark(indicator, comparator, period),
    listOtherEditions: (indicator) => listOtherEditions(reader, geography, indicator),
    ...(findAccess === undefined ? {} : { findAccess }),
  };
}

function listOtherEditions(
  reader: WorkspaceReader,
  geography: GeographyRef,
  indicator: string,
): OtherEdition[] {
  const { indicators, releases } = reader.describe();
  const [kind] = geography.split(':');
  const editions = indicators.find(({ id }) => id === indicator)?.geographies ?? [];
  const lookups = releases
    .filter((release) => release.kind === 'lookup')
    .map(({ id }) => reader.getRelease(id).mapping as Partial<LookupMapping> | null);
  return editions
    .filter((other) => other !== geography && other.startsWith(`${kind}:`))
    .map((other) => ({
      geography: other,
      areas: countAreas(reader, other, indicator),
      hasLookup: lookups.some((lookup) => lookup?.from === other && lookup.to === geography),
    }));
}

/** Areas with a value in the newest period, whoever is counted. */
function countAreas(reader: WorkspaceReader, geography: GeographyRef, indicator: string): number {
  const { cohorts } = reader.getIndicator(indicator);
  const counts = ['all', ...cohorts].map((cohort) => {
    const period = reader.listPeriods(geography, indicator, cohort).at(-1);
    const column = period === undefined ? undefined : reader.findColumn(geography, indicator, cohort, period);
    return column?.values.filter((value) => !Number.isNaN(value)).length ?? 0;
  });
  return Math.max(...counts);
}

function findMembership(
  reader: WorkspaceReader,
  geography: GeographyRef,
  home: GeographyRef,
  isMember: (homeIndex: number) => boolean,
): Uint8Array {
  const count = reader.getAreas(geography).codes.length;
  if (home === geography) return Uint8Array.from({ length: count }, (_, index) => (isMember(index) ? 1 : 0));
  const parents = reader.findParents(geography, home);
  if (parents === undefined) return new Uint8Array(count).fill(membership.unknown);
  return Uint8Array.from(parents, (parent) => {
    if (parent < 0) return membership.unknown;
    return isMember(parent) ? membership.yes : membership.no;
  });
}

/** The same code may stand in several vintages: in any = in, known by none = unknown. */
function mergeMemberships(answers: Uint8Array[], count: number): Uint8Array {
  const merged = new Uint8Array(count).fill(membership.unknown);
  for (const answer of answers) {
    for (let index = 0; index < count; index += 1) {
      const here = answer[index]!;
      if (here === membership.yes || merged[index] === membership.unknown) merged[index] = here;
    }
  }
  return merged;
}

/** What is delivered is read when the first rule speaks of it; left out where there is nothing. */
function addProvision(vocabulary: Vocabulary, reader: WorkspaceReader): Vocabulary {
  let known: Provision | undefined;
  return Object.defineProperty(vocabulary, 'provision', {
    get() {
      known ??= reader.getProvision();
      return known.deliveries.length > 0 || known.sites.some(({ kind }) => kind === 'employment')
        ? known
        : undefined;
    },
  });
}

function makeVocabulary(reader: WorkspaceReader, geographies: GeographyRef[]): Vocabulary {
  const description = reader.describe();
  const indicators = new Map<string, IndicatorEntry>();
  for (const entry of description.indicators) {
    const listIn = (cohort: string): string[] =>
      geographies.flatMap((geography) => reader.listPeriods(geography, entry.id, cohort));
    const whole = listIn('all');
    // Some sources publish only cuts: then any cut tells which periods there are.
    const periods = new Set(whole.length > 0 ? whole : entry.cohorts.flatMap(listIn));
    indicators.set(entry.id, {
      id: entry.id,
      name: entry.name,
      kind: entry.kind,
      numerator: entry.numerator,
      of: entry.of,
      periods: description.periods.filter((period) => periods.has(period.id)).map((period) => period.id),
      cohorts: entry.cohorts,
      highIsWorse: entry.polarity !== 'low_is_worse',
    });
  }
  const vocabulary: Vocabulary = {
    indicators,
    periods: new Map(description.periods.map((period) => [period.id, period])),
    designations: new Set(description.designations.map((designation) => designation.id)),
    hasArea: (code) => reader.findAreaByCode(code).length > 0,
    comparators: (indicator) => reader.listComparators(indicator),
    benchmarkPeriods: (indicator, comparator) => reader.listBenchmarkPeriods(indicator, comparator),
  };
  return addProvision(vocabulary, reader);
}

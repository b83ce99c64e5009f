import {
  PinpointError,
  type Funnel,
  type FunnelRequest,
  type GeographyRef,
  type Reach,
  type ReachRequest,
} from '#contract';
import { suggest } from '#core/names';
import { drawFunnel, measureProviderReach } from '#core/provision';
import { readValues, type AreaTable } from '#core/targeting';
import type { PerformanceFilter, PerformanceRow, WorkspaceReader } from '#data/workspace';

type Choice = Pick<FunnelRequest, 'provider' | 'programme' | 'period'> & { geography: GeographyRef | null };

/**
 * The rows of performance that are asked for. Providers and programmes may be named by id or by name, whatever its case. Throws
 * `not_found` with the nearest name for one that is unknown, or a period without any row.
 */
export function choosePerformance(choice: Choice, reader: WorkspaceReader): PerformanceRow[] {
  const { providers, programmes } = reader.getProvision();
  const filter: PerformanceFilter = {};
  if (choice.geography !== null) filter.geography = choice.geography;
  if (choice.provider !== null)
    filter.provider = findId(choice.provider, { things: providers, word: 'provider' });
  if (choice.period !== null) filter.period = checkPeriod(choice.period, reader);
  const rows = reader.listPerformance(filter);
  if (choice.programme === null) return rows;
  const programme = findId(choice.programme, { things: programmes, word: 'programme' });
  return rows.filter((row) => row.programme === programme);
}

function findId(
  said: string,
  { things, word }: { things: readonly { id: string; name: string }[]; word: string },
): string {
  const isSame = (text: string): boolean => text.toLowerCase() === said.toLowerCase();
  const found =
    things.find(({ id }) => id === said) ?? things.find(({ id, name }) => isSame(id) || isSame(name));
  if (found !== undefined) return found.id;
  throw new PinpointError('not_found', `There is no ${word} ${said}.`, {
    found: said,
    hint: suggest(
      said,
      things.flatMap(({ id, name }) => [id, name]),
    ),
  });
}

function checkPeriod(period: string, reader: WorkspaceReader): string {
  const known = [...new Set(reader.listPerformance().map((row) => row.period))];
  if (known.includes(period)) return period;
  throw new PinpointError('not_found', `There is no performance of ${period}.`, {
    found: period,
    expected: known.toSorted().join(', '),
    hint:
      known.length === 0
        ? 'Import a file of performance first.'
        : `There is some of ${known.toSorted().join(', ')}.`,
  });
}

/** Providers or programmes against chance. Throws as `choosePerformance`. */
export function readFunnel({ by, success, ...choice }: FunnelRequest, reader: WorkspaceReader): Funnel {
  const { providers, programmes } = reader.getProvision();
  const list: { id: string; name: string }[] = by === 'provider' ? providers : programmes;
  const names = new Map(list.map(({ id, name }) => [id, name || id]));
  return drawFunnel({ rows: choosePerformance(choice, reader), by, success, names });
}

/** Reach with the releases behind it. */
export interface FoundReach {
  reach: Reach;
  releases: number[];
}

/**
 * How providers reach the people of each area: from rows of these very areas, else from those of the coarsest finer
 * geography that links to them. Throws as `choosePerformance`, `usage` for a need that is no count, and `not_found` where
 * performance is of other areas only.
 */
export function readReach(
  request: ReachRequest,
  { reader, table }: { reader: WorkspaceReader; table: AreaTable },
): FoundReach {
  const { geography, success } = request;
  const need = readNeedCount(request, { reader, table });
  const rows = choosePerformance({ ...request, geography: null }, reader);
  const found = placeRows(geography, [...new Set(rows.map((row) => row.geography))], reader);
  const own = rows.filter((row) => row.geography === found?.rowsOf);
  const measured = measureProviderReach({
    rows: own,
    positions: found?.positions ?? new Map(),
    areaCount: table.codes.length,
    need: need.values,
    success,
  });
  return {
    reach: {
      geography,
      rowsOf: found?.rowsOf ?? null,
      need: {
        values: need.values,
        indicator: request.need.indicator,
        period: need.period,
      },
      ...measured,
    },
    releases: [...new Set([...own.map(({ release }) => release), ...need.releases])],
  };
}

function readNeedCount(
  { need }: ReachRequest,
  { reader, table }: { reader: WorkspaceReader; table: AreaTable },
): ReturnType<typeof readValues> {
  const { kind } = reader.getIndicator(need.indicator);
  if (kind === 'count') return readValues(table, need);
  throw new PinpointError('usage', `${need.indicator} is a ${kind}; need is counted in people.`, {
    found: need.indicator,
    hint: 'Name a count.',
  });
}

interface Placed {
  rowsOf: GeographyRef;
  /** Of each code of `rowsOf` the area of the answer; areas that belong to none are left out. */
  positions: Map<string, number>;
}

function placeRows(
  geography: GeographyRef,
  held: readonly GeographyRef[],
  reader: WorkspaceReader,
): Placed | undefined {
  if (held.length === 0) return undefined;
  if (held.includes(geography)) {
    const { codes } = reader.getAreas(geography);
    return { rowsOf: geography, positions: new Map(codes.map((code, area) => [code, area])) };
  }
  const linked = held
    .flatMap((rowsOf) => {
      const parents = reader.findParents(rowsOf, geography);
      return parents === undefined ? [] : [{ rowsOf, parents }];
    })
    .toSorted((a, b) => a.parents.length - b.parents.length)[0];
  if (linked !== undefined) {
    const { codes } = reader.getAreas(linked.rowsOf);
    const placed = codes.map((code, at): [string, number] => [code, linked.parents[at]!]);
    return { rowsOf: linked.rowsOf, positions: new Map(placed.filter(([, area]) => area >= 0)) };
  }
  throw new PinpointError('not_found', `Performance is not held by ${geography}.`, {
    found: geography,
    expected: held.join(', '),
    hint: `It is held by ${held.join(', ')}: ask for that, or for areas that it links to.`,
  });
}

import { leastDifference, type Prepared } from './state.ts';

/** A mixed integer programme as sparse rows; the shape that HiGHS takes. Bounds may be infinite. */
export interface IntegerProgramme {
  sense: 'maximise' | 'minimise';
  /** Added to the objective. */
  offset: number;
  columnCount: number;
  rowCount: number;
  objective: Float64Array;
  columnLower: Float64Array;
  columnUpper: Float64Array;
  /** 1 = whole numbers only. */
  isInteger: Uint8Array;
  columnNames: string[];
  rowLower: Float64Array;
  rowUpper: Float64Array;
  rowNames: string[];
  /** Row r: entries `rowStart[r] … rowStart[r + 1]` of `columns` and `coefficients`. */
  rowStart: Int32Array;
  columns: Int32Array;
  coefficients: Float64Array;
}

/** A programme with what is needed to read its answer. */
export interface PlacingProgramme {
  programme: IntegerProgramme;
  /** The site of each of the first columns. */
  sites: number[];
  /** For each column after them: which of the first columns cover it. */
  groups: readonly number[][];
}

/**
 * The problem as an integer programme. Most need (Church & ReVelle 1974): maximise Σ need·y with y ≤ Σ x of the sites that
 * reach it, Σ x ≤ p or Σ cost·x ≤ budget, and Σ need·y over a district ≥ its floor. Fewest sites (Toregas et al. 1971):
 * minimise Σ x with Σ x ≥ 1 for every point that anything can reach. x is 0 or 1; y, between 0 and 1, then is too.
 * Points that the same sites reach are one column or row; what is covered already or out of all reach is none.
 */
export function formulate(prepared: Prepared): PlacingProgramme {
  const { problem, allowed } = prepared;
  const groups = groupPoints(prepared);
  const rows =
    problem.goal.kind === 'all'
      ? groups.map(({ sites }, index) => coverAll(sites, index))
      : [
          ...groups.map(({ sites }, index) => link(sites, index, allowed.length)),
          ...limits(prepared, groups),
        ];
  const needs = problem.goal.kind === 'all' ? [] : groups.map(({ need }) => need);
  const columnCount = allowed.length + needs.length;
  const isAll = problem.goal.kind === 'all';
  return {
    sites: allowed,
    groups: isAll ? [] : groups.map(({ sites }) => sites),
    programme: {
      sense: isAll ? 'minimise' : 'maximise',
      offset: isAll ? 0 : prepared.before.need,
      columnCount,
      objective: Float64Array.from([...allowed.map(() => (isAll ? 1 : 0)), ...needs]),
      columnLower: new Float64Array(columnCount),
      columnUpper: new Float64Array(columnCount).fill(1),
      isInteger: Uint8Array.from({ length: columnCount }, (_, column) => (column < allowed.length ? 1 : 0)),
      columnNames: [...allowed.map((_, index) => `x${index}`), ...needs.map((_, index) => `y${index}`)],
      ...packRows(rows),
    },
  };
}

/** Points that the same allowed sites reach and that belong to the same district. */
interface PointGroup {
  /** Columns of the sites. */
  sites: number[];
  need: number;
  district: number;
}

function groupPoints({ problem, allowed, before, need, floors }: Prepared): PointGroup[] {
  const reachedBy: number[][] = Array.from({ length: problem.demand.area.length }, () => []);
  allowed.forEach((site, column) => {
    for (const point of problem.sites[site]!.reaches) reachedBy[point]!.push(column);
  });
  const isAll = problem.goal.kind === 'all';
  const hasFloors = floors.some((floor) => floor > 0);
  const groups = new Map<string, PointGroup>();
  reachedBy.forEach((sites, point) => {
    if (sites.length === 0 || before.points[point] === 1 || (!isAll && need[point] === 0)) return;
    const district = hasFloors ? problem.demand.district[point]! : -1;
    const key = `${district}:${sites.join()}`;
    const group = groups.get(key) ?? { sites, need: 0, district };
    group.need += need[point]!;
    groups.set(key, group);
  });
  return [...groups.values()];
}

interface Row {
  name: string;
  lower: number;
  upper: number;
  columns: number[];
  coefficients: number[];
}

function coverAll(sites: number[], index: number): Row {
  return {
    name: `cover${index}`,
    lower: 1,
    upper: Infinity,
    columns: sites,
    coefficients: sites.map(() => 1),
  };
}

function link(sites: number[], index: number, siteCount: number): Row {
  return {
    name: `reach${index}`,
    lower: -Infinity,
    upper: 0,
    columns: [...sites, siteCount + index],
    coefficients: [...sites.map(() => -1), 1],
  };
}

function limits({ problem, allowed, before, floors }: Prepared, groups: PointGroup[]): Row[] {
  const { goal, sites } = problem;
  const rows: Row[] = [
    {
      name: goal.kind === 'budget' ? 'budget' : 'count',
      lower: -Infinity,
      upper: goal.kind === 'budget' ? goal.budget : goal.kind === 'count' ? goal.sites : Infinity,
      columns: allowed.map((_, column) => column),
      coefficients: allowed.map((site) => (goal.kind === 'budget' ? sites[site]!.cost : 1)),
    },
  ];
  floors.forEach((floor, district) => {
    if (floor - leastDifference <= before.districts[district]!) return;
    const own = groups.flatMap((group, index) => (group.district === district ? [index] : []));
    rows.push({
      name: `floor${district}`,
      lower: floor - leastDifference - before.districts[district]!,
      upper: Infinity,
      columns: own.map((index) => allowed.length + index),
      coefficients: own.map((index) => groups[index]!.need),
    });
  });
  return rows;
}

function packRows(
  rows: readonly Row[],
): Pick<
  IntegerProgramme,
  'rowCount' | 'rowLower' | 'rowUpper' | 'rowNames' | 'rowStart' | 'columns' | 'coefficients'
> {
  const rowStart = new Int32Array(rows.length + 1);
  rows.forEach(({ columns }, row) => (rowStart[row + 1] = rowStart[row]! + columns.length));
  return {
    rowCount: rows.length,
    rowLower: Float64Array.from(rows, ({ lower }) => lower),
    rowUpper: Float64Array.from(rows, ({ upper }) => upper),
    rowNames: rows.map(({ name }) => name),
    rowStart,
    columns: Int32Array.from(rows.flatMap(({ columns }) => columns)),
    coefficients: Float64Array.from(rows.flatMap(({ coefficients }) => coefficients)),
  };
}

/** The values of a choice of sites, for a solver to start from. */
export function startFrom(
  { programme, sites, groups }: PlacingProgramme,
  chosen: readonly number[],
): Float64Array {
  const values = new Float64Array(programme.columnCount);
  const isChosen = new Set(chosen);
  sites.forEach((site, column) => {
    if (isChosen.has(site)) values[column] = 1;
  });
  groups.forEach((columns, index) => {
    if (columns.some((column) => values[column] === 1)) values[sites.length + index] = 1;
  });
  return values;
}

/** The sites that a solver's values choose. */
export function readSolution({ sites }: PlacingProgramme, values: ArrayLike<number>): number[] {
  return sites.filter((_, column) => values[column]! > 0.5);
}

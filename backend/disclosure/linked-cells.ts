import type { GeographyRef } from '#contract';
import { listEquations, type CellSystem } from '#core/disclosure';
import type { StoredColumn } from '#core/targeting';
import type { WorkspaceReader } from '#data/workspace';
import { findTrueColumn, listFiner, type ColumnName } from './true-columns.ts';

/** Where the cells of one column lie among all that are linked. */
export interface ColumnCells {
  geography: GeographyRef;
  cohort: string;
  /** Position of its first area; the others follow. */
  start: number;
  column: StoredColumn;
}

/** Everything of an indicator and period that somebody could add up or subtract: cells, and what is linked to what. */
export interface LinkedCells {
  system: CellSystem;
  columns: ColumnCells[];
}

/** The cells of a column; undefined where it is not among them. */
export function findColumnCells(
  { columns }: Pick<LinkedCells, 'columns'>,
  { geography, cohort }: Pick<ColumnName, 'geography' | 'cohort'>,
): ColumnCells | undefined {
  return columns.find((each) => each.geography === geography && each.cohort === cohort);
}

/** The codes of the areas that cells belong to; what is left over of cohorts belongs to none. */
export function nameCells(
  reader: WorkspaceReader,
  { columns }: Pick<LinkedCells, 'columns'>,
  cells: ArrayLike<number>,
): string[] {
  return Array.from(cells).flatMap((cell) => {
    const home = columns.find(({ start, column }) => cell >= start && cell < start + column.values.length);
    return home === undefined ? [] : [reader.getAreas(home.geography).codes[cell - home.start]!];
  });
}

interface Equation {
  total: number;
  parts: number[];
}

const nobody = -1;

/**
 * The counts of an indicator and period in every geography and cohort, linked by what adds up: areas to the areas that they
 * belong to, where two geographies overlap to both; cohorts to the cohort that they are cuts of. A cut that is not stored, but
 * follows from those that are (men, where women and all are), is a cell too. What an outsider knows that a count cannot exceed is
 * its denominator.
 */
export function linkCells(
  reader: WorkspaceReader,
  { indicator, period }: Pick<ColumnName, 'indicator' | 'period'>,
  isPublished: (column: StoredColumn) => boolean,
): LinkedCells {
  const { cohorts } = reader.getIndicator(indicator);
  const geographies = reader
    .describe()
    .geographies.map(({ geography, vintage }): GeographyRef => `${geography}:${vintage}`);
  const columns: ColumnCells[] = [];
  let start = 0;
  for (const cohort of ['all', ...cohorts])
    for (const geography of geographies) {
      const column = findTrueColumn(reader, { geography, indicator, cohort, period });
      if (column === undefined) continue;
      columns.push({ geography, cohort, start, column });
      start += column.values.length;
    }
  const equations = [...linkAreas(reader, columns)];
  const linked = linkCohorts(columns, start);
  equations.push(...linked.equations);
  const sameness = addUpRests(reader, linked.rests);
  return {
    columns,
    system: makeSystem(reader, {
      columns,
      equations,
      sameness,
      rests: linked.values,
      isPublished,
      indicator,
    }),
  };
}

/** Every area with the areas of a finer geography that belong to it. */
function* linkAreas(reader: WorkspaceReader, columns: ColumnCells[]): Generator<Equation> {
  for (const whole of columns) {
    const used: { parents: Int32Array; geography: GeographyRef }[] = [];
    for (const { geography, parents } of listFiner(reader, whole.geography)) {
      const part = columns.find((each) => each.geography === geography && each.cohort === whole.cohort);
      if (part === undefined || used.some((other) => follows(reader, { geography, parents }, other)))
        continue;
      used.push({ geography, parents });
      yield* addUp(whole, part, parents);
    }
  }
}

/** Whether the parents of a geography are those of a coarser one that is linked already: then its sums follow from that. */
function follows(
  reader: WorkspaceReader,
  { geography, parents }: { geography: GeographyRef; parents: Int32Array },
  other: { geography: GeographyRef; parents: Int32Array },
): boolean {
  const between = reader.findParents(geography, other.geography);
  return (
    between !== undefined &&
    parents.every((parent, area) => parent === (between[area]! < 0 ? nobody : other.parents[between[area]!]))
  );
}

/** Each parent with its areas; areas without one are left out. */
function groupByParent(parents: Int32Array): [parent: number, areas: number[]][] {
  const areas = [...parents.keys()].filter((area) => parents[area]! >= 0);
  return [...Map.groupBy(areas, (area) => parents[area]!)];
}

function addUp(whole: ColumnCells, part: ColumnCells, parents: Int32Array): Equation[] {
  return groupByParent(parents).map(([parent, areas]) => ({
    total: whole.start + parent,
    parts: areas.map((area) => part.start + area),
  }));
}

/** `sex=male,age=18-24` as its cuts; of `all` there are none. */
function cutsOf(cohort: string): string[] {
  return cohort === 'all' ? [] : cohort.split(',');
}

const dimensionOf = (cut: string): string => cut.slice(0, cut.indexOf('='));

/** What is left over of a cohort in the areas of a geography, beside its cuts by one dimension. */
interface Rest {
  geography: GeographyRef;
  /** Of which cohort and dimension. */
  of: string;
  /** Of each area, -1 where there is none. */
  cells: Int32Array;
}

interface LinkedCohorts {
  equations: Equation[];
  /** Of the cells that follow from others. */
  values: number[];
  rests: Rest[];
}

/** What is left over in areas adds up as well: that follows from all else, but tells whose count is whose. */
function addUpRests(reader: WorkspaceReader, rests: readonly Rest[]): Equation[] {
  return rests.flatMap((whole) =>
    listFiner(reader, whole.geography).flatMap(({ geography, parents }) => {
      const part = rests.find((each) => each.geography === geography && each.of === whole.of);
      if (part === undefined) return [];
      return groupByParent(parents).flatMap(([parent, areas]) => {
        const total = whole.cells[parent]!;
        const parts = areas.map((area) => part.cells[area]!).filter((cell) => cell >= 0);
        return total < 0 || parts.length === 0 ? [] : [{ total, parts }];
      });
    }),
  );
}

/** Every cohort with those that cut it further by one dimension, and what is left over as a cell of its own. */
function linkCohorts(columns: ColumnCells[], firstFree: number): LinkedCohorts {
  const equations: Equation[] = [];
  const values: number[] = [];
  const rests: Rest[] = [];
  for (const whole of columns) {
    const own = cutsOf(whole.cohort);
    const cutFurther = columns.filter(({ geography, cohort }) => {
      const cuts = cutsOf(cohort);
      return (
        geography === whole.geography &&
        cuts.length === own.length + 1 &&
        own.every((cut) => cuts.includes(cut))
      );
    });
    const byDimension = Map.groupBy(cutFurther, ({ cohort }) =>
      dimensionOf(cutsOf(cohort).find((cut) => !own.includes(cut))!),
    );
    for (const [dimension, cuts] of byDimension) {
      const left = whole.column.values.map(
        (value, area) => value - cuts.reduce((sum, { column }) => sum + column.values[area]!, 0),
      );
      // Cuts that overlap, as ages from 16 and from 18 do, add up to nothing that anybody could subtract.
      if (left.some((rest) => rest < 0)) continue;
      // Where the cuts are all there are, everybody knows that; otherwise nobody knows of one area that nothing is left over.
      const isComplete = left.every((rest) => !(rest > 0));
      const cells = new Int32Array(left.length).fill(nobody);
      left.forEach((rest, area) => {
        const parts = cuts.map(({ start }) => start + area);
        if (!isComplete && rest >= 0) {
          const cell = firstFree + values.push(rest) - 1;
          cells[area] = cell;
          parts.push(cell);
        }
        equations.push({ total: whole.start + area, parts });
      });
      rests.push({ geography: whole.geography, of: `${whole.cohort} ${dimension}`, cells });
    }
  }
  return { equations, values, rests };
}

interface Parts {
  columns: ColumnCells[];
  equations: Equation[];
  sameness: Equation[];
  /** Values of the cells that follow from others. */
  rests: number[];
  isPublished: (column: StoredColumn) => boolean;
  indicator: string;
}

/** Hiding one more cell costs the people in it, and a little for the cell itself. */
const costOfACell = 0.5;

function makeSystem(
  reader: WorkspaceReader,
  { columns, equations, sameness, rests, isPublished, indicator }: Parts,
): CellSystem {
  const value = Float64Array.from([...columns.flatMap(({ column }) => [...column.values]), ...rests]);
  const upper = new Float64Array(value.length).fill(Infinity);
  const denominator = new Float64Array(value.length).fill(NaN);
  const published = new Uint8Array(value.length);
  const displayed = new Uint8Array(value.length).fill(1, 0, value.length - rests.length);
  for (const cells of columns) {
    const { start, column } = cells;
    const base = findBase(reader, indicator, cells);
    if (base !== undefined) {
      denominator.set(base.values, start);
      base.values.forEach((people, area) => {
        if (people >= value[start + area]!) upper[start + area] = people;
      });
    }
    if (isPublished(column)) published.fill(1, start, start + column.values.length);
  }
  return {
    value,
    upper,
    denominator,
    cost: value.map((people) => (Number.isNaN(people) ? 0 : people) + costOfACell),
    published,
    displayed,
    equations: listEquations(equations),
    sameness: listEquations(sameness),
  };
}

/** The people of whom a count is a part, in the newest period that is not after it. */
function findBase(
  reader: WorkspaceReader,
  indicator: string,
  { geography, cohort, column }: ColumnCells,
): StoredColumn | undefined {
  const { of } = reader.getIndicator(indicator);
  const rated = reader.listIndicators().find(({ numerator }) => numerator === indicator)?.of;
  const base = of ?? rated;
  if (base === undefined || base === null) return undefined;
  const known = [geography, ...listFiner(reader, geography).map((finer) => finer.geography)].flatMap((each) =>
    reader.listPeriods(each, base, cohort),
  );
  const before =
    known
      .filter((each) => each <= column.period)
      .toSorted()
      .at(-1) ?? known.toSorted()[0];
  return before === undefined
    ? undefined
    : findTrueColumn(reader, { geography, indicator: base, cohort, period: before });
}

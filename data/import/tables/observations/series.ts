import type { Period } from '#contract';

/** Values of one cohort and period as they were first met, by position of the area. */
export interface Series {
  cohort: string;
  period: Period;
  values: FirstValues;
}

/** The first value of each area, NaN where it is suppressed, with the row it stands in. */
export interface FirstValues {
  /** Keeps a value; false where the area has one already. */
  put(area: number, value: number, row: number): boolean;
  /** Row of the area's value, 0 where it has none. */
  rowOf(area: number): number;
  valueOf(area: number): number;
  /** Counts the area's value as suppressed from now on. */
  withhold(area: number): void;
  forEach(visit: (area: number, value: number, row: number) => void): void;
  readonly size: number;
}

/** Below this share of areas a map is smaller than columns for all of them. */
const sparseShare = 0.05;

/** A store for the first values of up to `areas` areas: a map while there are few, columns once there are many. */
export function createFirstValues(areas: number): FirstValues {
  const few = new Map<number, { value: number; row: number }>();
  let many: { values: Float64Array; rows: Uint32Array } | undefined;
  let size = 0;
  const rowOf = (area: number) => (many ? many.rows[area]! : (few.get(area)?.row ?? 0));
  const spread = () => {
    many = { values: new Float64Array(areas), rows: new Uint32Array(areas) };
    for (const [area, { value, row }] of few) {
      many.values[area] = value;
      many.rows[area] = row;
    }
    few.clear();
  };
  return {
    get size() {
      return size;
    },
    rowOf,
    valueOf: (area) => (many ? many.values[area]! : (few.get(area)?.value ?? Number.NaN)),
    put(area, value, row) {
      if (rowOf(area) !== 0) return false;
      if (!many && size >= areas * sparseShare) spread();
      if (many) {
        many.values[area] = value;
        many.rows[area] = row;
      } else few.set(area, { value, row });
      size++;
      return true;
    },
    withhold(area) {
      if (many) many.values[area] = Number.NaN;
      else few.set(area, { value: Number.NaN, row: rowOf(area) });
    },
    forEach(visit) {
      if (!many) for (const [area, { value, row }] of few) visit(area, value, row);
      else many.rows.forEach((row, area) => row !== 0 && visit(area, many!.values[area]!, row));
    },
  };
}

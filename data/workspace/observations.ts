import { flagByte } from '#contract';
import type { AreaColumns } from './areas.ts';
import type { Connection } from './connection.ts';
import type { ColumnRow } from './interfaces.ts';
import { isPlausible } from './plausible.ts';

/** One range of the primary key: the areas of a geography lie together in it. */
export const columnSql = `
  SELECT area, value, flag, release FROM observation
  WHERE indicator = (SELECT id FROM indicator WHERE key = ?)
    AND cohort = (SELECT id FROM cohort WHERE key = ?)
    AND period = (SELECT id FROM period WHERE key = ?)
    AND area BETWEEN ? AND ?`;

/**
 * The observations of an indicator, cohort and period for every area, aligned with the areas: NaN and the flag `missing`
 * where there is none. undefined where no area has any.
 */
export function readColumn(
  connection: Connection,
  areas: AreaColumns,
  [indicator, cohort, period]: [string, string, string],
): ColumnRow | undefined {
  const { low, high } = areas.geography;
  const rows = connection.rows(columnSql, indicator, cohort, period, low, high) as [
    number,
    number | null,
    number,
    number,
  ][];
  if (rows.length === 0) return undefined;
  const values = new Float64Array(areas.codes.length).fill(Number.NaN);
  const flags = new Uint8Array(areas.codes.length).fill(flagByte.missing);
  const sources = new Float64Array(areas.codes.length);
  const beyond: number[] = [];
  for (const [area, value, flag, release] of rows) {
    const index = areas.positions[area - low]!;
    const isBeyond = value !== null && !isPlausible(value);
    if (isBeyond) beyond.push(index);
    else if (value !== null) values[index] = value;
    flags[index] = isBeyond ? flagByte.missing : flag;
    sources[index] = release;
  }
  const releases = [...new Set(rows.map(([, , , release]) => release))].toSorted((a, b) => a - b);
  return { values, flags, rounding: readRounding(connection, releases, sources), beyond, releases };
}

/** The half-width of the release that each area's value comes from, as one number where all have the same. */
function readRounding(
  connection: Connection,
  releases: number[],
  sources: Float64Array,
): ColumnRow['rounding'] {
  const widths = new Map(
    connection
      .all<{ id: number; rounding: number }>(
        'SELECT id, rounding FROM release WHERE id IN (SELECT value FROM json_each(?))',
        JSON.stringify(releases),
      )
      .map(({ id, rounding }) => [id, rounding]),
  );
  const distinct = new Set(widths.values());
  if (distinct.size <= 1) return [...distinct][0] ?? 0;
  return Float64Array.from(sources, (release) => widths.get(release) ?? 0);
}

/** One key per period: the holdings name the periods, so nothing is searched. */
export const seriesSql = `
  SELECT p.key, o.value, o.flag
  FROM holding h
  CROSS JOIN observation o ON o.indicator = h.indicator AND o.cohort = h.cohort AND o.period = h.period AND o.area = ?1
  CROSS JOIN period p ON p.id = h.period
  WHERE h.indicator = (SELECT id FROM indicator WHERE key = ?2)
    AND h.cohort = (SELECT id FROM cohort WHERE key = ?3)
    AND h.geography = ?4
  ORDER BY p.last, p.first, p.key`;

/** The observations of one area in every period in time order. Empty for a code that the geography does not have. */
export function readSeries(
  connection: Connection,
  areas: AreaColumns,
  [code, indicator, cohort]: [string, string, string],
): { periods: string[]; values: Float64Array<ArrayBuffer>; flags: Uint8Array<ArrayBuffer> } {
  const index = areas.indexOf.get(code);
  const rows =
    index === undefined
      ? []
      : (connection.rows(seriesSql, areas.ids[index]!, indicator, cohort, areas.geography.id) as [
          string,
          number | null,
          number,
        ][]);
  return {
    periods: rows.map(([period]) => period),
    values: Float64Array.from(rows, ([, value]) => (isPlausible(value) ? value : Number.NaN)),
    flags: Uint8Array.from(rows, ([, value, flag]) =>
      value === null || isPlausible(value) ? flag : flagByte.missing,
    ),
  };
}

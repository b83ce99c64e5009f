import { z } from 'zod';

/** Closed sets and identifiers that every part of Pinpoint uses. See docs/glossary.md for their meaning. */

export const geographyKinds = ['oa', 'lsoa', 'msoa', 'ward', 'district', 'region'] as const;
export const geographyKind = z.enum(geographyKinds);
export type GeographyKind = z.infer<typeof geographyKind>;

/** A geography and its vintage as one text: `lsoa:2011`. */
export const geographyRef = z
  .string()
  .regex(/^(oa|lsoa|msoa|ward|district|region):\d{4}$/, 'a geography is written kind:year, as in lsoa:2011');
export type GeographyRef = z.infer<typeof geographyRef>;

/** A geography as it stands in tables and facts: `lsoa 2011` for `lsoa:2011`. */
export function writeGeography(geography: GeographyRef): string {
  return geography.split(':').join(' ');
}

/** The code of an area. Always text, never a number. */
export type AreaCode = string;

export const indicatorId = z
  .string()
  .regex(
    /^[a-z][a-z0-9_]*$/,
    'an indicator id has lower-case letters, digits and _, and starts with a letter',
  );

export const indicatorKinds = ['count', 'rate', 'score', 'category'] as const;
export const indicatorKind = z.enum(indicatorKinds);
export type IndicatorKind = z.infer<typeof indicatorKind>;

/** Whether a high value means more need (`high_is_worse`), less need, or neither. */
export const polarities = ['high_is_worse', 'low_is_worse', 'neutral'] as const;
export const polarity = z.enum(polarities);

/**
 * A cohort as text: `all`, or sorted `dimension=value` cuts joined by commas: `age=18-24,sex=female`.
 * The empty cohort is always spelled `all`.
 */
export type CohortId = string;

/** A period id: `2008-07`, `2008-Q3`, `2008`, `2007/08`, or `2006-07..2007-06` for any other run of months. */
export type PeriodId = string;

/** How a stored number is to be read. The position in this list is the stored and travelling byte. */
export const flags = ['exact', 'rounded', 'suppressed', 'estimated', 'missing'] as const;
export type Flag = (typeof flags)[number];
export const flagByte = {
  exact: 0,
  rounded: 1,
  suppressed: 2,
  estimated: 3,
  missing: 4,
} as const satisfies Record<Flag, number>;

/** Outcome of a rule for one area. The position in this list is the travelling byte. */
export const outcomes = ['out', 'in', 'unknown'] as const;
export type Outcome = (typeof outcomes)[number];
export const outcomeByte = { out: 0, in: 1, unknown: 2 } as const satisfies Record<Outcome, number>;

/** How sure an outcome is. The position in this list is the travelling byte. `certain` is for conditions that no interval applies to. */
export const confidences = [
  'unknown',
  'clearly below',
  'borderline below',
  'borderline above',
  'clearly above',
  'certain',
] as const;
export type Confidence = (typeof confidences)[number];

/** What the renderer and other callers know of a file: never its path. */
export const fileRef = z.object({
  id: z.string(),
  name: z.string(),
  size: z.number(),
});
export type FileRef = z.infer<typeof fileRef>;

/**
 * What an asker calls its look at files, unlike any other asker's. A newer look of the same name ends the older one; null = the
 * look stands by itself.
 */
export const lookName = z.string().min(1).max(100).nullable().default(null);

/**
 * Only rows of a table whose cell in the column is the value (with `not`: is another), letter case and spacing aside; `*` = any
 * value. All filters must pass.
 */
export const rowFilters = z.array(
  z.object({ column: z.string(), value: z.string(), not: z.boolean().optional() }),
);
export type RowFilter = z.infer<typeof rowFilters>[number];

/**
 * A filter as a person writes it: `column=value`, or `column!=value`. The column ends at the first sign; one with such a sign in its
 * name is put in quotation marks, `"a=b"=c`, with its own quotation marks doubled. Undefined for anything else.
 */
export function parseRowFilter(text: string): RowFilter | undefined {
  const [, quoted, plain = '', sign, value = ''] =
    /^\s*(?:"((?:[^"]|"")+)"|([^"=][^=]*?))\s*(!?=)\s*(.*?)\s*$/s.exec(text) ?? [];
  if (sign === undefined) return undefined;
  const column = quoted === undefined ? plain : quoted.replaceAll('""', '"');
  return { column, value, ...(sign === '!=' ? { not: true } : {}) };
}

/** The text that `parseRowFilter` reads as this filter. */
export function writeRowFilter({ column, value, not = false }: RowFilter): string {
  const name = /["=]|!$/.test(column) ? `"${column.replaceAll('"', '""')}"` : column;
  return `${name}${not ? '!=' : '='}${value}`;
}

export const period = z.object({
  id: z.string(),
  label: z.string(),
  /** First and last day, ISO. */
  first: z.string(),
  last: z.string(),
});
export type Period = z.infer<typeof period>;

/** A cohort in words: `all` is "All people", `age=18-24,sex=female` is "age 18–24, sex female". */
export function cohortWords(cohort: string): string {
  if (cohort === 'all') return 'All people';
  return cohort
    .split(',')
    .map((cut) =>
      cut
        .replace('=', ' ')
        .replaceAll('_', ' ')
        .replace(/(\d)-(\d)/g, '$1–$2'),
    )
    .join(', ');
}

import { findColumn } from '#contract';
import { refusal } from '#data/formats/refusals';
import { quoteColumns, type Table } from '#data/formats/text-table';

/** Ages that one column counts, both ends included; `to` is Infinity for `90+`. */
interface AgeSpan {
  from: number;
  to: number;
}

/**
 * Positions of the columns that a text such as `16-64`, `16-64,90+` or a list of headers means to be added up.
 * Each part of the text (divided by commas) is the name of a column, or an age, a span of ages or an open-ended age that
 * columns of single ages or age bands make up exactly. Throws `input_refused` where a part is neither: ages without a column,
 * an age that two columns count, a band or an open-ended column that the span would cut through.
 */
export function getSumColumns(table: Table, text: string): number[] {
  const chosen = new Set<number>();
  const names = splitNames(table, text);
  if (names.length === 0)
    throw refusal('Which columns are to be added up is not said.', { file: table.label });
  for (const name of names) {
    for (const at of columnsOf(table, name)) {
      if (chosen.has(at)) {
        const column = table.layout.columns[at]!;
        throw refusal(`“${text}” would add the column “${column}” twice.`, { file: table.label, column });
      }
      chosen.add(at);
    }
  }
  return [...chosen].toSorted((a, b) => a - b);
}

/** Parts of the text: the longest that are column names come first, because a name may hold commas itself. */
function splitNames(table: Table, text: string): string[] {
  const pieces = text.split(',');
  const names: string[] = [];
  for (let at = 0; at < pieces.length;) {
    let length = pieces.length - at;
    while (
      length > 1 &&
      findColumn(
        table.layout.columns,
        pieces
          .slice(at, at + length)
          .join(',')
          .trim(),
      ) === undefined
    )
      length--;
    const name = pieces
      .slice(at, at + length)
      .join(',')
      .trim();
    if (name !== '') names.push(name);
    at += length;
  }
  return names;
}

function columnsOf(table: Table, name: string): number[] {
  const named = findColumn(table.layout.columns, name);
  if (named !== undefined) return [named];
  const span = readAges(name);
  if (span) return columnsOfSpan(table, name, span);
  throw refusal(`“${table.label}” has no column “${name}”, and it is not a span of ages.`, {
    file: table.label,
    found: name,
    expected: `a span of ages such as 16-64, or names among ${quoteColumns(table.layout)}`,
  });
}

function columnsOfSpan(table: Table, name: string, span: AgeSpan): number[] {
  const spans = spansOfColumns(table.layout.columns);
  const inside = spans.filter(({ ages }) => ages.from >= span.from && ages.to <= span.to);
  const through = spans.find(
    ({ ages }) =>
      ages.from <= span.to && ages.to >= span.from && !(ages.from >= span.from && ages.to <= span.to),
  );
  const cover = findCover(inside, span.from, span.to);
  if (cover) return cover.map(({ at }) => at);
  inside.sort((a, b) => a.ages.from - b.ages.from);
  let next = span.from;
  for (const { ages } of inside) {
    if (ages.from > next) throw refuseGap(table, name, { from: next, to: ages.from - 1 });
    next = Math.max(next, ages.to + 1);
  }
  if (next <= span.to)
    throw refuseGap(table, name, { from: next, to: span.to }, through && table.layout.columns[through.at]);
  throw refuseTwice(
    table,
    name,
    inside.map(({ at }) => at),
  );
}

interface AgeColumn {
  at: number;
  ages: AgeSpan;
}

/**
 * Columns that count every age of a span once: of those that begin where the last one ends the narrowest that leads to the end, so
 * that single years come before the bands beside them. Undefined where none do, or where an age is counted by two columns alike.
 */
function findCover(columns: readonly AgeColumn[], from: number, to: number): AgeColumn[] | undefined {
  if (from > to) return [];
  const next = columns.filter(({ ages }) => ages.from === from).toSorted((a, b) => a.ages.to - b.ages.to);
  for (const [at, column] of next.entries()) {
    if (next[at + 1]?.ages.to === column.ages.to) return undefined;
    const rest = column.ages.to >= to ? [] : findCover(columns, column.ages.to + 1, to);
    if (rest) return [column, ...rest];
  }
  return undefined;
}

function spansOfColumns(columns: readonly string[]): { at: number; ages: AgeSpan }[] {
  return columns.flatMap((column, at) => {
    const ages = readAges(column);
    return ages ? [{ at, ages }] : [];
  });
}

/** How many columns count a single year of age; a wide population table has dozens. */
export function countAgeColumns(columns: readonly string[]): number {
  return spansOfColumns(columns).filter(({ ages }) => ages.from === ages.to || ages.to === Infinity).length;
}

/** The ages a header or a part of a sum names: `16`, `Age 16`, `aged 16-24`, `90+`, `85 and over`, `under 1`. */
function readAges(text: string): AgeSpan | undefined {
  const plain = text
    .trim()
    .toLowerCase()
    .replace(/[_\s]+/g, ' ')
    .replace(/[\u2010-\u2015]/g, '-')
    .replace(/^(aged?|ages|a)[ :]*(?=\d|under|less)/, '')
    .replace(/ ?(years?|yrs?)( of age| old)?/g, '')
    .trim();
  const [, single] = /^(\d{1,3})$/.exec(plain) ?? [];
  if (single) return valid(Number(single), Number(single));
  const [, open] = /^(\d{1,3}) ?(?:\+|plus|and over|and above|or over|or more|and older)$/.exec(plain) ?? [];
  if (open) return valid(Number(open), Infinity);
  const [, below] = /^(?:under|less than|<) ?(\d{1,3})$/.exec(plain) ?? [];
  if (below) return valid(0, Number(below) - 1);
  const [, from, to] = /^(\d{1,3}) ?(?:-|to) ?(\d{1,3})$/.exec(plain) ?? [];
  return from && to ? valid(Number(from), Number(to)) : undefined;
}

function valid(from: number, to: number): AgeSpan | undefined {
  return from <= to && from <= 130 && (to === Infinity || to <= 130) ? { from, to } : undefined;
}

function refuseTwice(table: Table, name: string, columns: readonly number[]): Error {
  const names = columns.map((at) => table.layout.columns[at]!);
  return refusal(`Columns of “${table.label}” count the same ages twice, so ${name} cannot be added up.`, {
    file: table.label,
    column: names[0]!,
    found: names.map((column) => `“${column}”`).join(', '),
    hint: 'Name the columns to add up one by one, divided by commas.',
  });
}

function refuseGap(table: Table, name: string, { from, to }: AgeSpan, through?: string): Error {
  const ages = to === Infinity ? `${from} and over` : from === to ? `age ${from}` : `ages ${from} to ${to}`;
  return refusal(`“${table.label}” has no columns for ${ages}, so ${name} cannot be added up.`, {
    file: table.label,
    found: through === undefined ? undefined : `the column “${through}”, which reaches beyond ${name}`,
    expected: 'columns of single years of age or of age bands that make up the span exactly',
  });
}

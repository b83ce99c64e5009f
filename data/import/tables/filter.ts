import { type RowFilter, formatPlural, families, nounOfField } from '#contract';
import { withoutHiddenCharacters } from '#contract';
import { refusal } from '#data/formats/refusals';
import { getColumn, type Cells, type Table } from '#data/formats/text-table';

/** Different values of a column that a refusal lists. */
const valuesListed = 20;

/** A value that every row passes: says that a column is known and all of its rows are meant. */
const anyValue = '*';

/** The text that two cells have in common where they mean the same: letter case, spacing and hidden characters aside. */
function plainText(text: string): string {
  return withoutHiddenCharacters(text).replace(/\s+/g, ' ').trim().toLowerCase();
}

/** Whether a row passes filters, each given by the position of its column. */
export function passesFilters(
  cells: Cells,
  filters: readonly { at: number; value: string; not?: boolean | undefined }[],
): boolean {
  return filters.every(({ at, value, not = false }) => isMeant(cells[at] ?? '', value) !== not);
}

function isMeant(cell: string, value: string): boolean {
  return value === anyValue || cell === value || plainText(cell) === plainText(value);
}

/**
 * The table with only the rows that pass every filter; those left out are counted in `Leavings.filtered`. A cell passes where it is
 * the value, letter case and spacing aside (`true` is `TRUE`, `yes` is not); the value `*` passes every row.
 * Throws `input_refused` with the columns there are where one is not there, and after reading, with the values met, where no row passed.
 */
export function filterTable(table: Table, where: readonly RowFilter[] | undefined): Table {
  if (where === undefined || where.length === 0) return table;
  const filters = where.map(({ column, value, not = false }) => ({
    at: getColumn(table, column, nounOfField(families.lookup.fields.where)),
    value: value.trim(),
    not,
    met: new Map<string, number>(),
  }));
  return {
    ...table,
    async read(visitor, progress) {
      const rows = { passed: 0, filtered: 0 };
      for (const { met } of filters) met.clear();
      const leavings = await table.read(
        {
          row(cells, row) {
            if (passesFilters(cells, filters)) {
              rows.passed++;
              return visitor.row(cells, row);
            }
            rows.filtered++;
            for (const { at, met } of filters) note(met, cells[at]!.trim());
          },
          misfit: (row, reason) => visitor.misfit(row, reason),
        },
        progress,
      );
      if (rows.passed === 0 && rows.filtered > 0 && table.rows !== null) throw refuseAll(table, filters);
      const names = filters.map(
        ({ at, value, not }) => `“${table.layout.columns[at]}” is ${not ? 'not ' : ''}${phrase(value)}`,
      );
      return { ...leavings, filtered: { rows: rows.filtered, passed: rows.passed, by: names.join(' and ') } };
    },
  };
}

interface Filter {
  at: number;
  value: string;
  not: boolean;
  /** Values of the column in rows that were left out, with their number of rows. */
  met: Map<string, number>;
}

function note(met: Map<string, number>, cell: string): void {
  if (met.size < 1000 || met.has(cell)) met.set(cell, (met.get(cell) ?? 0) + 1);
}

function phrase(value: string): string {
  return value === anyValue ? 'anything' : value === '' ? 'blank' : value;
}

/** The filter that keeps every row out, or where each has rows of its own, all of them together. */
function refuseAll({ label, layout }: Table, filters: readonly Filter[]): Error {
  const isMet = ({ met, value, not }: Filter): boolean =>
    [...met.keys()].some((cell) => isMeant(cell, value) !== not);
  const never = filters.find((filter) => !isMet(filter));
  const said = (never ? [never] : filters).map(
    ({ at, value, not }) => `${layout.columns[at]} ${not ? '!=' : '='} ${value}`,
  );
  const found = (never ? [never] : filters).map(
    ({ at, met }) => `${never ? '' : `“${layout.columns[at]}”: `}${describeValues(met)}`,
  );
  return refusal(
    `No row of “${label}” passes the filter${said.length === 1 ? '' : 's'} ${said.join(' and ')}.`,
    {
      file: label,
      column: never && layout.columns[never.at]!,
      found: found.join('; '),
      expected: never ? never.value : 'a row that passes all of them',
      hint: never ? 'Take one of the values found.' : 'Leave one of the filters out.',
    },
  );
}

function describeValues(met: ReadonlyMap<string, number>): string {
  const values = [...met].toSorted((a, b) => b[1] - a[1]);
  const shown = values
    .slice(0, valuesListed)
    .map(([value, rows]) => `${value === '' ? 'blank' : value} (${formatPlural(rows, 'row')})`);
  const more = values.length - shown.length;
  return `${shown.join(' | ')}${more > 0 ? ` and ${more.toLocaleString('en-GB')} more` : ''}`;
}

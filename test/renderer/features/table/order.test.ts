import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { outcomeByte } from '#contract';
import type { AreaColumn } from '../../../../renderer/features/table/columns.ts';
import { arrange, inCodeOrder, type Arrangement } from '../../../../renderer/features/table/order.ts';

const numbers = (id: string, values: readonly number[]): AreaColumn => ({
  id,
  title: id,
  group: 'area',
  look: 'number',
  kind: 'number',
  width: 100,
  read: (index) => values[index] ?? Number.NaN,
});

const texts = (id: string, values: readonly string[]): AreaColumn => ({
  ...numbers(id, []),
  kind: 'text',
  look: 'text',
  read: (index) => values[index] ?? '',
});

const everything: Omit<Arrangement, 'ranked' | 'columns'> = {
  sorting: null,
  filters: {},
  outcomes: null,
  shownOutcomes: new Set([0, 1, 2]),
};

const rows = (arrangement: Partial<Arrangement> & Pick<Arrangement, 'ranked' | 'columns'>): number[] => [
  ...arrange({ ...everything, ...arrangement }),
];

describe('the order of the table', () => {
  it('is the rank order until a column is sorted', () => {
    expect(rows({ ranked: Int32Array.of(2, 0, 1), columns: [] })).toEqual([2, 0, 1]);
  });

  it('puts unknown values last in both directions', () => {
    const columns = [numbers('rate', [3, Number.NaN, 9, 1])];
    const ranked = inCodeOrder(4);
    expect(rows({ ranked, columns, sorting: { id: 'rate', desc: true } })).toEqual([2, 0, 3, 1]);
    expect(rows({ ranked, columns, sorting: { id: 'rate', desc: false } })).toEqual([3, 0, 2, 1]);
  });

  it('puts names in the order of a telephone book, with numbers as numbers and nameless areas last', () => {
    const columns = [texts('name', ['Kirkdale 10', 'everton 2', '', 'Kirkdale 9'])];
    expect(rows({ ranked: inCodeOrder(4), columns, sorting: { id: 'name', desc: false } })).toEqual([
      1, 3, 0, 2,
    ]);
  });

  it('keeps equal areas in rank order', () => {
    const columns = [numbers('count', [5, 5, 5, 5])];
    const ranked = Int32Array.of(3, 1, 2, 0);
    expect(rows({ ranked, columns, sorting: { id: 'count', desc: true } })).toEqual([3, 1, 2, 0]);
  });

  it('shows only the outcomes that are asked for', () => {
    const outcomes = Uint8Array.of(outcomeByte.in, outcomeByte.out, outcomeByte.unknown);
    const shown = { ranked: inCodeOrder(3), columns: [], outcomes };
    expect(rows({ ...shown, shownOutcomes: new Set([outcomeByte.in, outcomeByte.unknown]) })).toEqual([0, 2]);
  });

  it('loses and doubles no area by sorting', () => {
    const values = fc.array(fc.oneof(fc.double(), fc.constant(Number.NaN)), { maxLength: 60 });
    fc.assert(
      fc.property(values, fc.boolean(), (column, desc) => {
        const ranked = inCodeOrder(column.length);
        const found = rows({ ranked, columns: [numbers('x', column)], sorting: { id: 'x', desc } });
        expect(found.toSorted((a, b) => a - b)).toEqual([...ranked]);
      }),
    );
  });
});

import { describe, expect, test } from 'vitest';
import { arrangeColumns, moveColumn, switchColumn } from '../../../../renderer/features/table/arrangement.ts';

const usual = { shown: {}, order: [] };
const columns = [
  { id: 'rank' },
  { id: 'code' },
  { id: 'name' },
  { id: 'value' },
  { id: 'indicator:imd', hidden: true },
  { id: 'status' },
];
const idsOf = (
  choice: Parameters<typeof arrangeColumns>[1],
  of: { id: string; hidden?: boolean }[] = columns,
) => arrangeColumns(of, choice).map(({ id }) => id);

describe('the columns of the table', () => {
  test('are as usual where nobody chose', () => {
    expect(idsOf(usual)).toEqual(['rank', 'code', 'name', 'value', 'status']);
  });

  test('take an added one at the end, and lose it again', () => {
    const added = switchColumn(columns, usual, 'indicator:imd');
    expect(idsOf(added)).toEqual(['rank', 'code', 'name', 'value', 'status', 'indicator:imd']);
    expect(idsOf(switchColumn(columns, added, 'indicator:imd'))).toEqual(idsOf(usual));
  });

  test('are moved among those seen, as far as the ends', () => {
    const first = moveColumn(columns, usual, { id: 'status', by: -2 });
    expect(idsOf(first)).toEqual(['rank', 'code', 'status', 'name', 'value']);
    expect(idsOf(moveColumn(columns, first, { id: 'status', by: -5 }))).toEqual(idsOf(first));
    expect(idsOf(moveColumn(columns, first, { id: 'status', by: 9 }))).toEqual(idsOf(usual));
  });

  test('rank and code neither move nor go', () => {
    expect(moveColumn(columns, usual, { id: 'code', by: 1 })).toEqual(usual);
    expect(switchColumn(columns, usual, 'rank')).toEqual(usual);
  });

  test('a column that comes later stands behind the one that it usually follows', () => {
    const moved = moveColumn(columns, usual, { id: 'value', by: 5 });
    const later = columns.toSpliced(4, 0, { id: 'minutes' });
    expect(idsOf(moved, later)).toEqual(['rank', 'code', 'name', 'status', 'value', 'minutes']);
  });

  test('one that was removed stays so while it is not there, and a wrong id changes nothing', () => {
    const removed = switchColumn(columns, usual, 'value');
    const without = columns.filter(({ id }) => id !== 'value');
    expect(idsOf(removed, without)).toEqual(['rank', 'code', 'name', 'status']);
    expect(idsOf(removed)).toEqual(['rank', 'code', 'name', 'status']);
    expect(switchColumn(columns, usual, 'nothing')).toEqual(usual);
  });
});

import { describe, expect, test } from 'vitest';
import type { LeftDocument } from '#contract';
import { listLogRows } from '../../../../renderer/features/leaving/log-rows.ts';
import { describeUsual } from '../../../../renderer/features/leaving/usual.ts';

const aDocument = (part: Partial<LeftDocument>): LeftDocument => ({
  at: '2026-03-02T10:00:00.000Z',
  by: null,
  title: 'Priority areas',
  format: 'csv',
  rule: 'claimants > 10',
  policy: 'under5',
  file: 'priority-areas.csv',
  sha256: 'a'.repeat(64),
  override: null,
  ...part,
});

const documents = [
  aDocument({ title: 'The first', by: 'B. Jones' }),
  aDocument({
    title: 'The second',
    format: 'xlsx',
    policy: 'custom:10,5',
    override: { reason: 'agreed with the owner', by: 'A. Smith' },
  }),
  aDocument({ title: null, file: 'printed', format: 'text', policy: null }),
];

const titles = (typed: string): string[] => listLogRows(documents, typed).map(({ title }) => title);

describe('what has left', () => {
  test('is listed the newest first, by its file where it has no title', () => {
    expect(titles('')).toEqual(['printed', 'The second', 'The first']);
  });

  test('is told in words', () => {
    const [printed, second, first] = listLogRows(documents, '');
    expect(second).toMatchObject({
      policy: 'Own policy',
      format: 'Excel workbook',
      override: 'A. Smith: agreed with the owner',
      by: '',
    });
    expect(first).toMatchObject({ policy: 'Under 5 hidden', format: 'CSV', by: 'B. Jones', override: '' });
    expect(printed).toMatchObject({ policy: '', format: 'text' });
  });

  test('is found by all words typed, wherever they stand', () => {
    expect(titles('smith agreed')).toEqual(['The second']);
    expect(titles('JONES')).toEqual(['The first']);
    expect(titles('smith jones')).toEqual([]);
  });
});

test('the usual policy says what it comes to, and why', () => {
  expect(describeUsual([])).toMatchObject({
    policy: 'none',
    detail: 'now “None”, because nothing in the workspace is restricted',
  });
});

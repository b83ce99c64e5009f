import { describe, expect, it } from 'vitest';
import { flagByte, flags } from '#contract';
import { poolToParents, type StoredColumn } from '#core/targeting';

function column(
  values: number[],
  marks: (keyof typeof flagByte)[],
  rounding: number | Float64Array = 0,
): StoredColumn {
  return {
    period: '2008',
    values: Float64Array.from(values),
    flags: Uint8Array.from(marks, (mark) => flagByte[mark]),
    rounding,
    pooledFrom: null,
    releases: [4],
  };
}

describe('counts of parts added up', () => {
  it('each parent holds the sum of its parts; parts without a parent are left out', () => {
    const pooled = poolToParents(
      column([1, 2, 4, 8], ['exact', 'exact', 'exact', 'exact']),
      Int32Array.from([1, 0, 1, -1]),
      2,
    );
    expect([...pooled.values]).toEqual([2, 5]);
    expect([...pooled.flags]).toEqual([flagByte.exact, flagByte.exact]);
    expect(pooled).toMatchObject({ period: '2008', releases: [4] });
  });

  it.each([
    [['exact', 'suppressed'], 'suppressed'],
    [['suppressed', 'missing'], 'suppressed'],
    [['estimated', 'missing'], 'missing'],
    [['rounded', 'estimated'], 'estimated'],
    [['exact', 'rounded'], 'rounded'],
    [['exact', 'exact'], 'exact'],
  ] as const)('parts that are %s make a parent that is %s', (marks, expected) => {
    const values = marks.map((mark) => (mark === 'suppressed' || mark === 'missing' ? NaN : 1));
    const pooled = poolToParents(column(values, [...marks]), Int32Array.from([0, 0]), 1);
    expect(flags[pooled.flags[0]!]).toBe(expected);
    expect(pooled.values[0]).toBe(expected === 'suppressed' || expected === 'missing' ? NaN : 2);
  });

  it('a parent without parts is missing, not 0', () => {
    const pooled = poolToParents(column([1], ['exact']), Int32Array.from([0]), 2);
    expect([pooled.values[1], pooled.flags[1]]).toEqual([NaN, flagByte.missing]);
  });

  it('half-widths of rounding add up over the parts', () => {
    const marks = ['rounded', 'rounded', 'rounded'] as const;
    const parents = Int32Array.from([0, 0, 1]);
    expect([
      ...(poolToParents(column([5, 10, 15], [...marks], 2), parents, 2).rounding as Float64Array),
    ]).toEqual([4, 2]);
    expect([
      ...(poolToParents(column([5, 10, 15], [...marks], Float64Array.of(1, 2, 4)), parents, 2)
        .rounding as Float64Array),
    ]).toEqual([3, 4]);
  });
});

import { describe, expect, it } from 'vitest';
import { formatMeasured } from '../../../core/targeting/number-text.ts';

describe('a measured value in a sentence', () => {
  it('keeps its decimal where rounding makes it look whole, as the table does', () => {
    expect(formatMeasured(15.96, 1)).toBe('16.0');
    expect(formatMeasured(-5.96, 1)).toBe('-6.0');
  });

  it('has none where it is whole, and no more zeros than one', () => {
    expect(formatMeasured(16, 1)).toBe('16');
    expect(formatMeasured(0.05, 3)).toBe('0.05');
    expect(formatMeasured(Number.NaN, 1)).toBe('unknown');
  });
});

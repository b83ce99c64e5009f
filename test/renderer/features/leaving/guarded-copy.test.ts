import { expect, test } from 'vitest';
import { holdsFigures } from '../../../../renderer/features/leaving/guarded-copy.ts';

test.each(['3', '1,204', '13.3 %', 'Claimants 12 of 965', '2.4\t1.5 – 3.8', '(12)'])(
  '%s holds figures',
  (text) => {
    expect(holdsFigures(text)).toBe(true);
  },
);

test.each(['E01005350', 'Bolton 001A', 'Astley Bridge', 'E01005350\tOldham 014B', ''])(
  '%s holds none: codes and names of areas may be copied',
  (text) => {
    expect(holdsFigures(text)).toBe(false);
  },
);

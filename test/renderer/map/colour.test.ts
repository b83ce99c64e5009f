import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  blend,
  contrast,
  hexFromRgb,
  luminance,
  rgbFromHex,
  withOpacity,
} from '../../../renderer/map/colour.ts';

const colour = fc
  .tuple(fc.nat(255), fc.nat(255), fc.nat(255))
  .map(([red, green, blue]) => hexFromRgb([red, green, blue]));

describe('colours', () => {
  test('black on white has the contrast WCAG gives: 21', () => {
    expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 10);
  });

  test('#767676 is the lightest grey that still reads on white (WebAIM: 4.54)', () => {
    expect(contrast('#767676', '#ffffff')).toBeCloseTo(4.54, 2);
  });

  test('contrast does not mind the order, and is 1 with itself', () => {
    fc.assert(
      fc.property(colour, colour, (first, second) => {
        expect(contrast(first, second)).toBe(contrast(second, first));
        expect(contrast(first, first)).toBe(1);
      }),
    );
  });

  test('a colour is read and written without loss', () => {
    fc.assert(
      fc.property(colour, (hex) => {
        expect(hexFromRgb(rgbFromHex(hex))).toBe(hex);
      }),
    );
  });

  test('what is not a colour is refused', () => {
    expect(() => rgbFromHex('blue')).toThrow(/#rrggbb/);
  });

  test('half of black over white is middle grey', () => {
    expect(blend('#000000', '#ffffff', 0.5)).toBe('#808080');
    expect(blend('#123456', '#ffffff', 1)).toBe('#123456');
  });

  test('opacity is written as CSS reads it', () => {
    expect(withOpacity('#0a141e', 0.85)).toBe('rgba(10,20,30,0.85)');
  });

  test('luminance runs from 0 to 1', () => {
    expect([luminance('#000000'), luminance('#ffffff')]).toEqual([0, 1]);
  });
});

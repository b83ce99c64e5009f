import { describe, expect, test } from 'vitest';
import { blend, contrast, luminance } from '../../../renderer/map/colour.ts';
import { getPalette, shadingOpacity } from '../../../renderer/map/palette.ts';
import {
  categoricalColours,
  divergingColours,
  sequentialColours,
  sequentialRamps,
} from '../../../renderer/map/ramps.ts';

const themes = ['light', 'dark', 'projector'] as const;
const sizes = [1, 2, 3, 4, 5, 6, 7];
const cases = sequentialRamps.flatMap(({ id }) =>
  themes.flatMap((theme) => sizes.map((classes) => ({ id, theme, classes }))),
);

/** Luminance of each colour as it shows on the land of a theme. */
function luminancesOnLand(colours: readonly string[], theme: (typeof themes)[number]): number[] {
  const { land } = getPalette(theme);
  return colours.map((colour) => luminance(blend(colour, land, shadingOpacity)));
}

function steps(numbers: readonly number[]): number[] {
  return numbers.slice(1).map((next, index) => next - numbers[index]!);
}

describe('single-hue ramps', () => {
  test.each(cases)('$id, $classes classes, $theme: one colour a class, all different', (ramp) => {
    const colours = sequentialColours(ramp.id, ramp.classes, ramp.theme);
    expect(new Set(colours).size).toBe(ramp.classes);
  });

  test.each(cases)(
    '$id, $classes classes, $theme: in grey, each class is darker (dark theme: lighter)',
    (ramp) => {
      const luminances = luminancesOnLand(sequentialColours(ramp.id, ramp.classes, ramp.theme), ramp.theme);
      const direction = ramp.theme === 'dark' ? 1 : -1;
      expect(steps(luminances).every((step) => step * direction > 0.01)).toBe(true);
    },
  );

  test('the five Blues are those of ColorBrewer', () => {
    expect(sequentialColours('blues', 5, 'light')).toEqual([
      '#eff3ff',
      '#bdd7e7',
      '#6baed6',
      '#3182bd',
      '#08519c',
    ]);
  });

  test.each([0, 8, 2.5])('%s classes are refused', (classes) => {
    expect(() => sequentialColours('blues', classes, 'light')).toThrow(RangeError);
  });
});

describe('the diverging ramp', () => {
  test.each([3, 4, 5, 6, 7])('%i classes get lighter towards the middle from both ends', (classes) => {
    const luminances = divergingColours(classes, 'light').map(luminance);
    const half = Math.floor(classes / 2);
    expect(steps(luminances.slice(0, half)).every((step) => step > 0)).toBe(true);
    expect(steps(luminances.slice(-half)).every((step) => step < 0)).toBe(true);
  });

  test('its white middle is toned down on a dark screen', () => {
    expect(luminance(divergingColours(5, 'dark')[2]!)).toBeLessThan(0.2);
    expect(luminance(divergingColours(5, 'light')[2]!)).toBeGreaterThan(0.9);
  });
});

test('the categorical colours are the eight of Okabe and Ito', () => {
  expect(new Set(categoricalColours).size).toBe(8);
});

describe('what lies over the classes', () => {
  const everyClass = sequentialRamps.flatMap(({ id }) =>
    themes.flatMap((theme) =>
      sequentialColours(id, 7, theme).map((colour) => ({
        theme,
        ground: blend(colour, getPalette(theme).land, shadingOpacity),
      })),
    ),
  );

  test.each(everyClass)(
    'on $ground ($theme) either the target line or its casing has a contrast of 3',
    ({ theme, ground }) => {
      const { target, targetCasing } = getPalette(theme);
      expect(Math.max(contrast(target, ground), contrast(targetCasing, ground))).toBeGreaterThanOrEqual(3);
      expect(contrast(target, targetCasing)).toBeGreaterThanOrEqual(7);
    },
  );

  test.each(themes)('%s: hatch lines stand out from their own ground', (theme) => {
    const { hatchLine, hatchGround } = getPalette(theme);
    expect(contrast(hatchLine, hatchGround)).toBeGreaterThanOrEqual(3);
  });

  test.each(themes)('%s: names read on their halo', (theme) => {
    const { text, textHalo } = getPalette(theme);
    expect(contrast(text, textHalo)).toBeGreaterThanOrEqual(4.5);
  });

  test.each(themes)('%s: the designation line reads on its casing', (theme) => {
    const { designation, districtHalo } = getPalette(theme);
    expect(contrast(designation, districtHalo)).toBeGreaterThanOrEqual(3);
  });
});

import { describe, expect, test } from 'vitest';
import { rgbFromHex } from '../../../renderer/map/colour.ts';
import { drawHatch, hatchBackground, type HatchImage } from '../../../renderer/map/hatches.ts';
import { getPalette } from '../../../renderer/map/palette.ts';

const palette = getPalette('light');

function pixel({ width, height, data }: HatchImage, x: number, y: number): number[] {
  const at = ((((y % height) + height) % height) * width + (((x % width) + width) % width)) * 4;
  return Array.from(data.subarray(at, at + 4));
}

/** Share of the picture that is more line than ground. */
function inkShare(image: HatchImage): number {
  const [line, ground] = [rgbFromHex(palette.hatchLine)[0], rgbFromHex(palette.hatchGround)[0]];
  let inked = 0;
  for (let at = 0; at < image.data.length; at += 4) if (image.data[at]! < (line + ground) / 2) inked += 1;
  return inked / (image.data.length / 4);
}

describe.each(['light', 'dark', 'projector'] as const)('hatches of the %s theme', (theme) => {
  test.each(['missing', 'suppressed'] as const)('%s: covers what lies below everywhere', (hatch) => {
    const { data } = drawHatch(hatch, getPalette(theme));
    expect(data.filter((_, at) => at % 4 === 3).every((opacity) => opacity === 255)).toBe(true);
  });
});

describe('the dots of unsure values', () => {
  const opacities = (theme: 'light' | 'dark' | 'projector'): number[] =>
    [...drawHatch('unsure', getPalette(theme)).data].filter((_, at) => at % 4 === 3);

  test.each(['light', 'dark', 'projector'] as const)(
    '%s: are solid, and leave most of the class between them in sight',
    (theme) => {
      expect(Math.max(...opacities(theme))).toBe(255);
      expect(opacities(theme).filter((opacity) => opacity === 0).length).toBeGreaterThan(
        0.5 * opacities(theme).length,
      );
    },
  );

  test('have a ring of another lightness, so that they stand out on dark and light classes', () => {
    const image = drawHatch('unsure', palette);
    const middle = pixel(image, image.width / 2, image.height / 2);
    const ring = pixel(image, image.width / 2 + 3, image.height / 2);
    expect(middle).toEqual([...rgbFromHex(palette.hatchLine), 255]);
    expect(ring.slice(0, 3)).toEqual([...rgbFromHex(palette.hatchGround)]);
    expect(ring[3]).toBeGreaterThan(100);
  });
});

/** How many ways the lines of a CSS hatch go. */
const directions = (css: string) => css.match(/repeating-linear-gradient/g)?.length;

describe('the two hatches', () => {
  test('no data: lines go one way only, and meet themselves where the picture repeats', () => {
    const image = drawHatch('missing', palette);
    for (let at = 0; at < image.width; at += 1) {
      expect(pixel(image, at, 3)).toEqual(pixel(image, at + 1, 2));
      expect(pixel(image, at + 1, -1)).toEqual(pixel(image, at, 0));
    }
  });

  test('suppressed: crossed, so it carries clearly more ink', () => {
    expect(inkShare(drawHatch('suppressed', palette))).toBeGreaterThan(
      1.5 * inkShare(drawHatch('missing', palette)),
    );
  });

  test('the legend shows the same: one direction of lines, and two', () => {
    expect(directions(hatchBackground('missing', palette))).toBe(1);
    expect(directions(hatchBackground('suppressed', palette))).toBe(2);
  });
});

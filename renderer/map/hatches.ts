import { rgbFromHex } from './colour.ts';
import type { MapPalette } from './palette.ts';

export type Hatch = 'missing' | 'suppressed';

/** A seamless square of RGBA bytes, rows from the top. */
export interface HatchImage {
  width: number;
  height: number;
  data: Uint8ClampedArray<ArrayBuffer>;
}

/** Picture px for one screen px: crisp on dense screens too. */
export const hatchPixelRatio = 2;

/** Size of the repeated square and thickness of its lines, in screen px. */
export const hatchSizesPx = {
  missing: { period: 8, line: 1.2 },
  suppressed: { period: 8, line: 1.3 },
} as const satisfies Record<Hatch, { period: number; line: number }>;

/**
 * The picture that fills areas without data (fine diagonal lines) or with a suppressed value (crossed lines). Its ground is
 * opaque, so that it reads the same over land and beside every class.
 */
export function drawHatch(hatch: Hatch, palette: MapPalette): HatchImage {
  const { period, line } = hatchSizesPx[hatch];
  const side = period * hatchPixelRatio;
  const data = new Uint8ClampedArray(side * side * 4);
  const ground = rgbFromHex(palette.hatchGround);
  const ink = rgbFromHex(palette.hatchLine);
  for (let y = 0; y < side; y += 1) {
    for (let x = 0; x < side; x += 1) {
      const cover = coverOf(hatch, x, y, { side, thickness: line * hatchPixelRatio * palette.boldness });
      const at = (y * side + x) * 4;
      for (let part = 0; part < 3; part += 1) {
        data[at + part] = ground[part]! + (ink[part]! - ground[part]!) * cover;
      }
      data[at + 3] = 255;
    }
  }
  return { width: side, height: side, data };
}

function coverOf(hatch: Hatch, x: number, y: number, size: { side: number; thickness: number }): number {
  const rising = lineCover(x + y + 1, size);
  return hatch === 'missing' ? rising : Math.max(rising, lineCover(x - y, size));
}

/** How much of a picture px a diagonal line covers, softened over one px. `along` counts px across the repeat. */
function lineCover(along: number, { side, thickness }: { side: number; thickness: number }): number {
  const shifted = (((along % side) + side) % side) - side / 2;
  // Diagonal lines are nearer to each other than their crossings of a row.
  const distance = Math.abs(shifted) / Math.SQRT2;
  return Math.min(1, Math.max(0, thickness / 2 + 0.5 - distance));
}

/** The same hatch as a CSS background for legend swatches. */
export function hatchBackground(hatch: Hatch, palette: MapPalette): string {
  const { period, line } = hatchSizesPx[hatch];
  const gap = period / Math.SQRT2;
  const lines = (angle: number) =>
    `repeating-linear-gradient(${angle}deg, ${palette.hatchLine} 0 ${line}px, transparent ${line}px ${gap}px)`;
  const angles = hatch === 'missing' ? [-45] : [-45, 45];
  return `${angles.map(lines).join(', ')}, ${palette.hatchGround}`;
}

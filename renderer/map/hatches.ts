import { rgbFromHex } from './colour.ts';
import type { MapPalette } from './palette.ts';

/** In place of a class where there is no number, or (`unsure`) upon the class of a number that is not to be relied on. */
export const hatchNames = ['missing', 'suppressed', 'unsure'] as const;
export type Hatch = (typeof hatchNames)[number];

/** A seamless square of RGBA bytes, rows from the top. */
export interface HatchImage {
  width: number;
  height: number;
  data: Uint8ClampedArray<ArrayBuffer>;
}

/** Picture px for one screen px: crisp on dense screens too. */
export const hatchPixelRatio = 2;

/** Size of the repeated square and thickness of its lines or dots, in screen px. */
export const hatchSizesPx = {
  missing: { period: 8, line: 1.2 },
  suppressed: { period: 8, line: 1.3 },
  unsure: { period: 9, line: 2.2 },
} as const satisfies Record<Hatch, { period: number; line: number }>;

/** How wide the ring about a dot is, in screen px: it keeps the dot in sight on a class as dark as itself. */
const ringPx = 0.7;

/**
 * The picture that fills areas without data (fine diagonal lines) or with a suppressed value (crossed lines), on an opaque
 * ground so that it reads the same over land and beside every class; or dots with nothing between them, which leave the
 * class of an unsure value in sight.
 */
export function drawHatch(hatch: Hatch, palette: MapPalette): HatchImage {
  const { period, line } = hatchSizesPx[hatch];
  const side = period * hatchPixelRatio;
  const data = new Uint8ClampedArray(side * side * 4);
  const ground = rgbFromHex(palette.hatchGround);
  const ink = rgbFromHex(palette.hatchLine);
  for (let y = 0; y < side; y += 1) {
    for (let x = 0; x < side; x += 1) {
      const size = { side, thickness: line * hatchPixelRatio * palette.boldness };
      const { cover, opacity } = hatch === 'unsure' ? dotAt(x, y, size) : lineAt(hatch, x, y, size);
      const at = (y * side + x) * 4;
      for (let part = 0; part < 3; part += 1) {
        data[at + part] = ground[part]! + (ink[part]! - ground[part]!) * cover;
      }
      data[at + 3] = 255 * opacity;
    }
  }
  return { width: side, height: side, data };
}

/** In picture px. */
interface Size {
  side: number;
  thickness: number;
}

/** How much of a picture px is ink rather than ground, and how much of it hides what lies below. */
interface Ink {
  cover: number;
  opacity: number;
}

function lineAt(hatch: Hatch, x: number, y: number, size: Size): Ink {
  const rising = lineCover(x + y + 1, size);
  return { cover: hatch === 'missing' ? rising : Math.max(rising, lineCover(x - y, size)), opacity: 1 };
}

/** One dot in the middle with its ring. */
function dotAt(x: number, y: number, { side, thickness }: Size): Ink {
  const distance = Math.hypot(x + 0.5 - side / 2, y + 0.5 - side / 2);
  const within = (radius: number): number => Math.min(1, Math.max(0, radius + 0.5 - distance));
  return { cover: within(thickness / 2), opacity: within(thickness / 2 + ringPx * hatchPixelRatio) };
}

/** How much of a picture px a diagonal line covers, softened over one px. `along` counts px across the repeat. */
function lineCover(along: number, { side, thickness }: Size): number {
  const shifted = (((along % side) + side) % side) - side / 2;
  // Diagonal lines are nearer to each other than their crossings of a row.
  const distance = Math.abs(shifted) / Math.SQRT2;
  return Math.min(1, Math.max(0, thickness / 2 + 0.5 - distance));
}

/** The same hatch as a CSS background for legend swatches. */
export function hatchBackground(hatch: Hatch, palette: MapPalette): string {
  const { period, line } = hatchSizesPx[hatch];
  if (hatch === 'unsure') {
    const stops = `${palette.hatchLine} ${line / 2}px, transparent ${line / 2 + 0.5}px`;
    return `radial-gradient(circle, ${stops}) 0 0 / ${period}px ${period}px, ${palette.hatchGround}`;
  }
  const gap = period / Math.SQRT2;
  const lines = (angle: number) =>
    `repeating-linear-gradient(${angle}deg, ${palette.hatchLine} 0 ${line}px, transparent ${line}px ${gap}px)`;
  const angles = hatch === 'missing' ? [-45] : [-45, 45];
  return `${angles.map(lines).join(', ')}, ${palette.hatchGround}`;
}

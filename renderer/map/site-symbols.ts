import { stages, type Stage } from '#contract';
import { categoricalColours } from './ramps.ts';

/** A point of a symbol's outline, in a square from −1 to 1. */
type Corner = readonly [x: number, y: number];

const polygon = (corners: number, radius: number, turn = -Math.PI / 2): Corner[] =>
  Array.from({ length: corners }, (_, index) => {
    const angle = turn + (2 * Math.PI * index) / corners;
    return [radius * Math.cos(angle), radius * Math.sin(angle)];
  });

function star(): Corner[] {
  const inner = polygon(5, 0.45, -Math.PI / 2 + Math.PI / 5);
  return polygon(5, 1.05).flatMap((outer, index) => [outer, inner[index]!]);
}

/** Shape and colour of each stage: shapes differ, so that nobody has to tell colours apart. */
export const stageSymbols: Record<Stage, { shape: string; corners: readonly Corner[]; colour: string }> = {
  engagement: { shape: 'circle', corners: polygon(32, 0.9), colour: categoricalColours[1]! },
  advice: { shape: 'square', corners: polygon(4, 1.15, Math.PI / 4), colour: categoricalColours[4]! },
  pre_employment: { shape: 'triangle', corners: polygon(3, 1.1), colour: categoricalColours[0]! },
  job_entry: { shape: 'diamond', corners: polygon(4, 1.08), colour: categoricalColours[2]! },
  in_work: { shape: 'hexagon', corners: polygon(6, 1), colour: categoricalColours[6]! },
  progression: { shape: 'star', corners: star(), colour: categoricalColours[5]! },
};

/** A briefcase: where people work. */
export const employmentCorners: readonly Corner[] = [
  [-0.4, -0.95],
  [0.4, -0.95],
  [0.4, -0.5],
  [1.05, -0.5],
  [1.05, 0.85],
  [-1.05, 0.85],
  [-1.05, -0.5],
  [-0.4, -0.5],
];
export const employmentColour = '#4b5563';

/** What a site shows: that people work there, or a stage. */
export type SiteSymbolName = Stage | 'employment';
/** In the order in which they stand side by side. */
export const drawnSymbols: readonly SiteSymbolName[] = ['employment', ...stages];

const ink = '#111827';
const casing = '#ffffff';

/** Outline as the `d` of an SVG path, with its middle at (x, y). */
export function symbolPath(corners: readonly Corner[], radius: number, x: number, y: number): string {
  const places = corners.map(
    (corner) => `${(x + corner[0] * radius).toFixed(2)} ${(y + corner[1] * radius).toFixed(2)}`,
  );
  return `M${places.join('L')}Z`;
}

/** A proposed site: black, with its rank in white. */
const octagon: readonly Corner[] = polygon(8, 1, Math.PI / 8);
const proposedPx = 8.6;

/** A site at which nothing is delivered. */
export const idleCorners: readonly Corner[] = polygon(16, 0.5);

/** Picture px for one screen px. */
export const sitePixelRatio = 2;
const cellPx = 20;
const radiusPx = 6.4;

function drawSymbol(pen: CanvasRenderingContext2D, path: Path2D, colour: string): void {
  pen.lineJoin = 'round';
  pen.strokeStyle = ink;
  pen.lineWidth = 5;
  pen.stroke(path);
  pen.strokeStyle = casing;
  pen.lineWidth = 3.4;
  pen.stroke(path);
  pen.fillStyle = colour;
  pen.fill(path);
}

function takePen(width: number): CanvasRenderingContext2D {
  const canvas = document.createElement('canvas');
  canvas.width = width * sitePixelRatio;
  canvas.height = cellPx * sitePixelRatio;
  // Read back at once: a canvas that the graphics card holds would have to be fetched from there.
  const pen = canvas.getContext('2d', { willReadFrequently: true })!;
  pen.scale(sitePixelRatio, sitePixelRatio);
  return pen;
}

const readPicture = (pen: CanvasRenderingContext2D): ImageData =>
  pen.getImageData(0, 0, pen.canvas.width, pen.canvas.height);

/** Draws a proposed site: black, with its rank in white. */
export function drawProposedImage(rank: number | null | undefined): ImageData {
  const pen = takePen(cellPx);
  const middle = cellPx / 2;
  drawSymbol(pen, new Path2D(symbolPath(octagon, proposedPx, middle, middle)), ink);
  pen.fillStyle = casing;
  pen.font = `bold ${(rank ?? 0) > 99 ? 8 : 11}px 'Atkinson Hyperlegible Next Variable', sans-serif`;
  pen.textAlign = 'center';
  pen.textBaseline = 'middle';
  pen.fillText(String(rank ?? '+'), middle, middle + 0.5);
  return readPicture(pen);
}

/** Shape and colour of a symbol. */
export function lookOf(name: SiteSymbolName): { corners: readonly Corner[]; colour: string } {
  return name === 'employment'
    ? { corners: employmentCorners, colour: employmentColour }
    : stageSymbols[name];
}

/** Draws these symbols side by side; a site where nothing is delivered and nobody works is a small ring. */
export function drawSiteImage(names: readonly SiteSymbolName[]): ImageData {
  const cells = Math.max(1, names.length);
  const step = 15;
  const pen = takePen(cellPx + step * (cells - 1));
  const at = (index: number): number => cellPx / 2 + step * index;
  const draw = (corners: readonly Corner[], radius: number, colour: string, x: number): void =>
    drawSymbol(pen, new Path2D(symbolPath(corners, radius, x, cellPx / 2)), colour);
  if (names.length === 0) draw(idleCorners, radiusPx, casing, at(0));
  for (const [index, name] of names.entries()) {
    const { corners, colour } = lookOf(name);
    draw(corners, radiusPx, colour, at(index));
  }
  return readPicture(pen);
}

export const siteInk = { ink, casing };

/** The symbol for keys and lists; words stand beside it. */
export const symbolView = { side: cellPx, radius: radiusPx, proposedRadius: proposedPx, ink, casing };
export const proposedCorners = octagon;

import { smoothSurface } from '../random.ts';
import type { Random } from '../random.ts';
import { toPlane } from './plane.ts';
import type { PlanePoint } from './plane.ts';
import type { Outline } from './outlines.ts';

/** Distance between neighbouring points of a finished line. */
export const stepKm = 0.15;
/** How far a border over land may stray from its drawing, and a shore. */
const strayKm = { border: 0.1, shore: 0.035 } as const;
/** Near its ends a line keeps to the drawing, so that lines that meet still meet. */
const calmKm = 0.5;

/** Turns drawn lines into natural ones: a curve through the drawn points, strayed a little, in steps of about `stepKm`. */
export function makeCurve(random: Random): (outline: Outline) => PlanePoint[] {
  const [eastward, northward] = [smoothSurface(1.1, random), smoothSurface(1.1, random)];
  return (outline) => {
    const line = evenSteps(curveThrough(outline.points.map(toPlane)));
    const most = strayKm[outline.kind];
    const last = line.length - 1;
    return line.map(([x, y], i) => {
      const stray = most * Math.min(1, (Math.min(i, last - i) * stepKm) / calmKm);
      return [x + stray * eastward(x, y), y + stray * northward(x, y)];
    });
  };
}

/** Centripetal Catmull–Rom curve: passes through every point, without loops or overshoot. */
function curveThrough(points: PlanePoint[]): PlanePoint[] {
  const dense: PlanePoint[] = [];
  for (let i = 0; i + 1 < points.length; i++) {
    const [p1, p2] = [points[i]!, points[i + 1]!];
    const p0 = points[i - 1] ?? beyond(p2, p1);
    const p3 = points[i + 2] ?? beyond(p1, p2);
    for (let k = 0; k < 12; k++) dense.push(catmullRom([p0, p1, p2, p3], k / 12));
  }
  dense.push(points.at(-1)!);
  return dense;
}

const beyond = (from: PlanePoint, to: PlanePoint): PlanePoint => [2 * to[0] - from[0], 2 * to[1] - from[1]];

function catmullRom(
  [p0, p1, p2, p3]: [PlanePoint, PlanePoint, PlanePoint, PlanePoint],
  share: number,
): PlanePoint {
  const t1 = Math.sqrt(distance(p0, p1));
  const t2 = t1 + Math.sqrt(distance(p1, p2));
  const t3 = t2 + Math.sqrt(distance(p2, p3));
  const t = t1 + (t2 - t1) * share;
  const a1 = between(p0, p1, t / t1);
  const a2 = between(p1, p2, (t - t1) / (t2 - t1));
  const a3 = between(p2, p3, (t - t2) / (t3 - t2));
  const b1 = between(a1, a2, t / t2);
  const b2 = between(a2, a3, (t - t1) / (t3 - t1));
  return between(b1, b2, (t - t1) / (t2 - t1));
}

const between = (a: PlanePoint, b: PlanePoint, t: number): PlanePoint => [
  a[0] + (b[0] - a[0]) * t,
  a[1] + (b[1] - a[1]) * t,
];

export const distance = (a: PlanePoint, b: PlanePoint): number => Math.hypot(b[0] - a[0], b[1] - a[1]);

/** A line with its points put evenly apart, first and last kept. */
function evenSteps(line: PlanePoint[]): PlanePoint[] {
  const along = [0];
  for (let i = 1; i < line.length; i++) along.push(along[i - 1]! + distance(line[i - 1]!, line[i]!));
  const length = along.at(-1)!;
  const steps = Math.max(2, Math.round(length / stepKm));
  const even: PlanePoint[] = [line[0]!];
  let segment = 1;
  for (let k = 1; k < steps; k++) {
    const wanted = (length * k) / steps;
    while (along[segment]! < wanted) segment++;
    const share = (wanted - along[segment - 1]!) / (along[segment]! - along[segment - 1]!);
    even.push(between(line[segment - 1]!, line[segment]!, share));
  }
  even.push(line.at(-1)!);
  return even;
}

import proj4 from 'proj4';
import type { Crs } from './crs.ts';

/** Turns coordinates x, y, x, y … of one CRS into those of another, in place. A point that cannot be turned becomes NaN, NaN. */
export type Projector = (coordinates: Float64Array) => void;

type Exact = (x: number, y: number) => readonly [x: number, y: number];

/** Side of a patch in the units of the CRS: 20 km, or a fifth of a degree. */
const patchMetres = 20_000;
const patchDegrees = 0.2;
/** A patch may differ from the exact transformation by 0.1 mm. */
const toleranceDegrees = 1e-9;
const toleranceMetres = 1e-4;

/**
 * The way from a CRS to lon, lat in degrees.
 *
 * A transformation is smooth, so instead of computing it anew for each of millions of points, it is computed at 16 points of each
 * patch of 20 km that is met, and a bicubic polynomial through them is evaluated for the rest: the same answer, about twenty times
 * as fast. Each patch is checked at five other points; where it is more than 0.1 mm off, its points are computed one by one.
 */
export function createProjector(crs: Crs): Projector {
  if (crs.isLonLat) return () => {};
  const converter = proj4(crs.definition, 'EPSG:4326');
  const exact: Exact = (x, y) => {
    const point = converter.forward({ x, y });
    return [point.x, point.y];
  };
  return usePatches(exact, {
    size: crs.geographic ? patchDegrees : patchMetres,
    tolerance: toleranceDegrees,
  });
}

/**
 * The way back from lon, lat to a CRS: where `createProjector` came from, to less than a millimetre, so that what was read in
 * a CRS is written in it as it was. Works in patches likewise.
 */
export function createReturnProjector(crs: Crs): Projector {
  if (crs.isLonLat) return () => {};
  const converter = proj4('EPSG:4326', crs.definition);
  const exact: Exact = (lon, lat) => {
    // The shift of a datum is undone only nearly, a millimetre off: what is missing there and back is added once more.
    const near = converter.inverse(converter.forward({ x: lon, y: lat }));
    const point = converter.forward({ x: 2 * lon - near.x, y: 2 * lat - near.y });
    return [point.x, point.y];
  };
  return usePatches(exact, {
    size: patchDegrees,
    tolerance: crs.geographic ? toleranceDegrees : toleranceMetres,
  });
}

interface Patching {
  /** Side of a patch. */
  size: number;
  /** How far it may be off. */
  tolerance: number;
}

/** Coefficients of one patch: 16 for x, then 16 for y; null where no polynomial is good enough. */
type Patch = Float64Array | null;

function usePatches(exact: Exact, patching: Patching): Projector {
  const { size } = patching;
  const patches = new Map<number, Patch>();
  let lastKey = Number.NaN;
  let patch: Patch = null;

  function findPatch(column: number, row: number): Patch {
    if (Math.abs(column) >= 0x100000 || Math.abs(row) >= 0x100000) return null;
    const key = (column + 0x200000) * 0x400000 + (row + 0x200000);
    if (key === lastKey) return patch;
    let found = patches.get(key);
    if (found === undefined) {
      found = fitPatch(exact, [column * size, row * size], patching);
      patches.set(key, found);
    }
    lastKey = key;
    patch = found;
    return found;
  }

  return (coordinates) => {
    for (let at = 0; at + 1 < coordinates.length; at += 2) {
      const x = coordinates[at]!;
      const y = coordinates[at + 1]!;
      const column = Math.floor(x / size);
      const row = Math.floor(y / size);
      const c = findPatch(column, row);
      if (c === null) {
        const [lon, lat] = exactOrNaN(exact, x, y);
        coordinates[at] = lon;
        coordinates[at + 1] = lat;
        continue;
      }
      const u = (x / size - column) * 2 - 1;
      const v = (y / size - row) * 2 - 1;
      coordinates[at] = evaluate(c, 0, u, v);
      coordinates[at + 1] = evaluate(c, 16, u, v);
    }
  };
}

function exactOrNaN(exact: Exact, x: number, y: number): readonly [number, number] {
  if (!Number.isFinite(x) || !Number.isFinite(y)) return [Number.NaN, Number.NaN];
  try {
    const [lon, lat] = exact(x, y);
    return Number.isFinite(lon) && Number.isFinite(lat) ? [lon, lat] : [Number.NaN, Number.NaN];
  } catch {
    return [Number.NaN, Number.NaN];
  }
}

function evaluate(c: Float64Array, from: number, u: number, v: number): number {
  const a = c[from]! + v * (c[from + 1]! + v * (c[from + 2]! + v * c[from + 3]!));
  const b = c[from + 4]! + v * (c[from + 5]! + v * (c[from + 6]! + v * c[from + 7]!));
  const d = c[from + 8]! + v * (c[from + 9]! + v * (c[from + 10]! + v * c[from + 11]!));
  const e = c[from + 12]! + v * (c[from + 13]! + v * (c[from + 14]! + v * c[from + 15]!));
  return a + u * (b + u * (d + u * e));
}

/** Chebyshev nodes: the four places between -1 and 1 where a cubic through them errs least. */
const nodes = [1, 3, 5, 7].map((odd) => Math.cos((odd * Math.PI) / 8));
/** Row k holds the coefficients of u^k in terms of the values at the nodes. */
const fromNodes = invertVandermonde(nodes);
const checkPoints = [
  [0, 0],
  [-1, -1],
  [1, -1],
  [-1, 1],
  [1, 1],
] as const;

function fitPatch(exact: Exact, [x0, y0]: readonly [number, number], { size, tolerance }: Patching): Patch {
  const place = (u: number, v: number) =>
    exactOrNaN(exact, x0 + ((u + 1) / 2) * size, y0 + ((v + 1) / 2) * size);
  const values = nodes.map((u) => nodes.map((v) => place(u, v)));
  const patch = new Float64Array(32);
  for (const axis of [0, 1] as const) {
    for (let k = 0; k < 4; k++) {
      for (let l = 0; l < 4; l++) {
        let sum = 0;
        for (let i = 0; i < 4; i++) {
          for (let j = 0; j < 4; j++) sum += fromNodes[k]![i]! * fromNodes[l]![j]! * values[i]![j]![axis];
        }
        patch[axis * 16 + k * 4 + l] = sum;
      }
    }
  }
  const isGood = checkPoints.every(([u, v]) => {
    const [lon, lat] = place(u, v);
    const error = Math.max(
      Math.abs(evaluate(patch, 0, u, v) - lon),
      Math.abs(evaluate(patch, 16, u, v) - lat),
    );
    return error <= tolerance;
  });
  return isGood ? patch : null;
}

/** Lagrange's basis polynomials at the nodes, written out in powers. */
function invertVandermonde(at: readonly number[]): number[][] {
  const rows = at.map(() => at.map(() => 0));
  for (const [i, node] of at.entries()) {
    let polynomial = [1];
    for (const [j, other] of at.entries()) {
      if (j === i) continue;
      polynomial = multiply(polynomial, -other / (node - other), 1 / (node - other));
    }
    for (const [power, coefficient] of polynomial.entries()) rows[power]![i] = coefficient;
  }
  return rows;
}

function multiply(polynomial: readonly number[], constant: number, linear: number): number[] {
  const product = Array.from({ length: polynomial.length + 1 }, () => 0);
  for (const [power, coefficient] of polynomial.entries()) {
    product[power] = product[power]! + coefficient * constant;
    product[power + 1] = product[power + 1]! + coefficient * linear;
  }
  return product;
}

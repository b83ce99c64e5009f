import type { MendKind, Shape } from '#core/geography';
import { type Refined, refine } from './refine.ts';

/** Shapes as four columns in memory that threads share, so that nothing is copied on the way. */
export interface PackedShapes {
  coordinates: Float64Array;
  ringEnds: Uint32Array;
  polygonEnds: Uint32Array;
  /** For each shape where it ends in each column: in coordinates, ring ends and polygon ends. */
  ends: Uint32Array;
}

/** What refining found: numbers for all shapes, and in full only those that changed or were refused. */
export interface PackedRefined {
  /** For each shape lon and lat of its label point, land area, and its four bounds. */
  measures: Float64Array;
  odd: { index: number; mended?: MendKind[]; shape?: Shape; refused?: string }[];
}

const perShape = 7;

/** Shapes laid into four columns, which travel between threads without a copy. */
export function packShapes(shapes: readonly Shape[]): PackedShapes {
  const ends = new Uint32Array(shapes.length * 3);
  const total = [0, 0, 0];
  for (const [index, shape] of shapes.entries()) {
    ends[index * 3] = total[0]! += shape.coordinates.length;
    ends[index * 3 + 1] = total[1]! += shape.ringEnds.length;
    ends[index * 3 + 2] = total[2]! += shape.polygonEnds.length;
  }
  const packed: PackedShapes = {
    coordinates: new Float64Array(new SharedArrayBuffer(total[0]! * 8)),
    ringEnds: new Uint32Array(new SharedArrayBuffer(total[1]! * 4)),
    polygonEnds: new Uint32Array(new SharedArrayBuffer(total[2]! * 4)),
    ends,
  };
  for (const [index, shape] of shapes.entries()) {
    packed.coordinates.set(shape.coordinates, index === 0 ? 0 : ends[index * 3 - 3]!);
    packed.ringEnds.set(shape.ringEnds, index === 0 ? 0 : ends[index * 3 - 2]!);
    packed.polygonEnds.set(shape.polygonEnds, index === 0 ? 0 : ends[index * 3 - 1]!);
  }
  return packed;
}

/** The shapes that were packed, as views of the columns: nothing is copied. */
export function unpackShapes({ coordinates, ringEnds, polygonEnds, ends }: PackedShapes): Shape[] {
  return Array.from({ length: ends.length / 3 }, (_, index) => {
    const from = (column: number) => (index === 0 ? 0 : ends[index * 3 - 3 + column]!);
    return {
      coordinates: coordinates.subarray(from(0), ends[index * 3]),
      ringEnds: ringEnds.subarray(from(1), ends[index * 3 + 1]),
      polygonEnds: polygonEnds.subarray(from(2), ends[index * 3 + 2]),
    };
  });
}

/** Mends and measures shapes in a thread: what was measured of each, and in full those that changed or were refused. */
export function refinePacked(packed: PackedShapes): PackedRefined {
  const shapes = unpackShapes(packed);
  const measures = new Float64Array(shapes.length * perShape);
  const odd: PackedRefined['odd'] = [];
  for (const [index, shape] of shapes.entries()) {
    const refined = refine(shape);
    if ('refused' in refined) {
      odd.push({ index, refused: refined.refused });
      continue;
    }
    putMeasures(measures, index * perShape, refined);
    const changed = refined.shape === shape ? undefined : refined.shape;
    if (changed !== undefined || refined.mended.length > 0)
      odd.push({ index, mended: refined.mended, shape: changed });
  }
  return { measures, odd };
}

type Measures = Pick<Exclude<Refined, { refused: string }>, 'labelPoint' | 'landAreaM2' | 'bounds'>;

function putMeasures(measures: Float64Array, at: number, { labelPoint, landAreaM2, bounds }: Measures): void {
  measures[at] = labelPoint[0];
  measures[at + 1] = labelPoint[1];
  measures[at + 2] = landAreaM2;
  for (let side = 0; side < 4; side++) measures[at + 3 + side] = bounds[side]!;
}

/** What refining the shapes gave, one for each. */
export function unpackRefined({ measures, odd }: PackedRefined, shapes: readonly Shape[]): Refined[] {
  const changes = new Map(odd.map((each) => [each.index, each]));
  return shapes.map((shape, index) => {
    const change = changes.get(index);
    if (change?.refused !== undefined) return { refused: change.refused };
    const at = index * perShape;
    return {
      shape: change?.shape ?? shape,
      mended: change?.mended ?? [],
      labelPoint: [measures[at]!, measures[at + 1]!],
      landAreaM2: measures[at + 2]!,
      bounds: [measures[at + 3]!, measures[at + 4]!, measures[at + 5]!, measures[at + 6]!],
    };
  });
}

import {
  type Bounds,
  boundsOf,
  labelPoint,
  landAreaM2,
  limitEffort,
  type MendKind,
  mendShape,
  type Shape,
} from '#core/geography';

/** An area ready to be stored, or why it cannot be. */
export type Refined =
  | {
      shape: Shape;
      mended: MendKind[];
      labelPoint: [lon: number, lat: number];
      landAreaM2: number;
      bounds: Bounds;
    }
  | { refused: string };

/** Mends a shape in degrees and measures it; `keepGoing` is called now and then, and what it throws is thrown on. A shape that needed nothing is answered as it is. */
export function refine(shape: Shape, keepGoing?: () => void): Refined {
  const result = mendShape(shape, limitEffort(keepGoing));
  if ('refused' in result) return result;
  const { lon, lat } = labelPoint(result.shape);
  return {
    ...result,
    labelPoint: [lon, lat],
    landAreaM2: landAreaM2(result.shape),
    bounds: boundsOf(result.shape),
  };
}

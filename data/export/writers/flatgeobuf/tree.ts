import type { Bounds } from '#core/geography';

/** Entries of a node of the index. */
export const nodeSize = 16;
const nodeBytes = 40;

interface Node {
  bounds: Bounds;
  /** Of a feature where it begins, of a node where its first entry stands in the level below. */
  first: number;
}

/**
 * The packed R-tree over features in the order in which they are written: the root first, then each level, each node as its box and
 * where it leads. `starts` are the features' first bytes, counted from the first feature. Source: the FlatGeobuf specification,
 * version 3.
 */
export function encodeTree(boxes: readonly Bounds[], starts: readonly number[]): Buffer {
  const levels: Node[][] = [boxes.map((bounds, at) => ({ bounds, first: starts[at]! }))];
  while (levels[0]!.length > 1) levels.unshift(packLevel(levels[0]!));
  // A single feature has a root above it all the same.
  if (levels.length === 1) levels.unshift(packLevel(levels[0]!));
  const bytes = Buffer.alloc(levels.reduce((sum, level) => sum + level.length, 0) * nodeBytes);
  let below = 0;
  let at = 0;
  for (const [depth, level] of levels.entries()) {
    below += level.length;
    const isOfFeatures = depth === levels.length - 1;
    for (const { bounds, first } of level) {
      for (const [axis, bound] of bounds.entries()) bytes.writeDoubleLE(bound, at + 8 * axis);
      bytes.writeBigUInt64LE(BigInt(isOfFeatures ? first : below + first), at + 32);
      at += nodeBytes;
    }
  }
  return bytes;
}

function packLevel(level: readonly Node[]): Node[] {
  return Array.from({ length: Math.ceil(level.length / nodeSize) }, (_, at) => ({
    bounds: joinBounds(level.slice(at * nodeSize, (at + 1) * nodeSize).map(({ bounds }) => bounds)),
    first: at * nodeSize,
  }));
}

/** The smallest box around several; there is at least one. */
export function joinBounds(all: readonly Bounds[]): Bounds {
  return all.reduce((sum, each): Bounds => [
    Math.min(sum[0], each[0]),
    Math.min(sum[1], each[1]),
    Math.max(sum[2], each[2]),
    Math.max(sum[3], each[3]),
  ]);
}

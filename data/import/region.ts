import type { Bounds } from '#core/geography';
import type { WorkspaceReader } from '#data/workspace';

/** The box about all areas of the workspace; undefined where there are none. */
export function regionOf(reader: WorkspaceReader): Bounds | undefined {
  const boxes = reader.describe().geographies.flatMap(({ bounds }) => (bounds === null ? [] : [bounds]));
  if (boxes.length === 0) return undefined;
  return [
    Math.min(...boxes.map((box) => box[0])),
    Math.min(...boxes.map((box) => box[1])),
    Math.max(...boxes.map((box) => box[2])),
    Math.max(...boxes.map((box) => box[3])),
  ];
}

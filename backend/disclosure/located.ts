import type { ExportStatement, WorkspaceReader } from '#data/workspace';

/** By the index of the areas that they were looked up in, and the codes. */
const located = new WeakMap<object, WeakMap<object, Int32Array>>();

/** The position of each area of a statement in its geography, −1 where there is none any more; looked up once, however often it is asked. */
export function locateAreas(
  reader: WorkspaceReader,
  { geography, codes }: Pick<ExportStatement, 'geography' | 'codes'>,
): Int32Array {
  const { indexOf } = reader.getAreas(geography);
  const ofIndex = located.get(indexOf) ?? new WeakMap<object, Int32Array>();
  located.set(indexOf, ofIndex);
  const positions = ofIndex.get(codes) ?? Int32Array.from(codes, (code) => indexOf.get(code) ?? -1);
  ofIndex.set(codes, positions);
  return positions;
}

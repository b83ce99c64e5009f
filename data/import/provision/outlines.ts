import type { GeographyRef } from '#contract';
import { locateIn, type AreaLocator } from '#core/geography';
import type { WorkspaceReader } from '#data/workspace';

/** The outlines of a geography, to be asked which of them holds a point. */
export interface Outlines {
  /** Code of the area that holds the point; undefined where none does. */
  locate(lon: number, lat: number): string | undefined;
  /** Whether the area has an outline. */
  isDrawn(code: string): boolean;
}

/** Makes them; they are read when they are first asked. */
export function createOutlines(reader: WorkspaceReader, geography: GeographyRef): Outlines {
  let known: { codes: string[]; drawn: Set<string>; areas: AreaLocator } | undefined;
  const read = (): NonNullable<typeof known> => {
    if (known) return known;
    const shapes = [...reader.readShapes(geography)];
    const codes = shapes.map(({ code }) => code);
    known = { codes, drawn: new Set(codes), areas: locateIn(shapes.map(({ shape }) => shape)) };
    return known;
  };
  return {
    locate(lon, lat) {
      const { codes, areas } = read();
      return codes[areas.locate(lon, lat)];
    },
    isDrawn: (code) => read().drawn.has(code),
  };
}

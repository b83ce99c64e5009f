import type { GeographyRef } from '#contract';
import { locateIn, type AreaLocator } from '#core/geography';
import type { AreaRow, WorkspaceReader } from '#data/workspace';
import { RowProblem } from './cells.ts';

/**
 * Tells which area of a geography a postcode lies in: as its directory says, else by the outline that holds its point.
 * The answer never names the postcode, because it goes into reports.
 */
export function createPostcodePlacing(
  reader: WorkspaceReader,
  geography: GeographyRef,
  areas: AreaRow,
): (postcode: string) => string | RowProblem {
  let outlines: { codes: string[]; areas: AreaLocator } | undefined;
  const known = new Map<string, string | RowProblem>();

  function locate(lon: number, lat: number): string | undefined {
    if (!outlines) {
      const drawn = [...reader.readShapes(geography)];
      outlines = { codes: drawn.map(({ code }) => code), areas: locateIn(drawn.map(({ shape }) => shape)) };
    }
    return outlines.codes[outlines.areas.locate(lon, lat)];
  }

  function place(postcode: string): string | RowProblem {
    const found = reader.findPostcode(postcode);
    if (!found)
      return new RowProblem(
        'its postcode is not in the postcode directory of the workspace',
        'unknown postcode',
      );
    const named = found.areas[geography];
    const code = named !== undefined && areas.indexOf.has(named) ? named : locate(found.lon, found.lat);
    return code ?? new RowProblem(`its postcode lies in no area of ${geography}`);
  }

  return (postcode) => {
    const key = postcode.replaceAll(/\s+/g, '').toUpperCase();
    let answer = known.get(key);
    if (answer === undefined) {
      answer = place(key);
      known.set(key, answer);
    }
    return answer;
  };
}

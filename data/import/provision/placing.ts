import type { GeographyRef } from '#contract';
import type { AreaRow, WorkspaceReader } from '#data/workspace';
import { RowProblem } from './cells.ts';
import type { Outlines } from './outlines.ts';

/**
 * Tells which area of a geography a postcode lies in: as its directory says, else by the outline that holds its point.
 * The answer never names the postcode, because it goes into reports.
 */
export function createPostcodePlacing(
  reader: WorkspaceReader,
  { geography, areas, outlines }: { geography: GeographyRef; areas: AreaRow; outlines: Outlines },
): (postcode: string) => string | RowProblem {
  const known = new Map<string, string | RowProblem>();

  function place(postcode: string): string | RowProblem {
    const found = reader.findPostcode(postcode);
    if (!found)
      return new RowProblem(
        'its postcode is not in the postcode directory of the workspace',
        'unknown postcode',
      );
    const named = found.areas[geography];
    const code =
      named !== undefined && areas.indexOf.has(named) ? named : outlines.locate(found.lon, found.lat);
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

import { PinpointError } from '#contract';
import type { WorkspaceReader } from '#data/workspace';
import { createProjector, parseCrs } from '#data/formats/crs';
import { britishGrid, isOnBritishGrid } from './position.ts';

/** How a person says where something is: a postcode, or metres on the British National Grid. */
export type SaidPlace = { postcode: string } | { easting: number; northing: number };

/** A place in degrees; `note` says what a person should know about it. */
export interface FoundPlace {
  lon: number;
  lat: number;
  note: string | null;
}

/**
 * Where a place lies that somebody typed. A postcode is looked up in the workspace's directory, whatever its spaces and
 * capitals; one that is out of use is found with a note. Throws `not_found` for a postcode that the directory does not have
 * or where there is no directory, and `usage` for a reference outside the British National Grid.
 */
export function findSaidPlace(said: SaidPlace, reader: WorkspaceReader): FoundPlace {
  return 'postcode' in said ? findByPostcode(said.postcode.trim(), reader) : findOnGrid(said);
}

function findByPostcode(postcode: string, reader: WorkspaceReader): FoundPlace {
  const found = reader.findPostcode(postcode);
  if (found !== undefined) {
    const note = found.ended === null ? null : `The postcode ${postcode} is out of use since ${found.ended}.`;
    return { lon: found.lon, lat: found.lat, note };
  }
  const hasDirectory = reader.describe().provision.postcodes > 0;
  throw hasDirectory
    ? new PinpointError(
        'not_found',
        `The postcode “${postcode}” is not in the postcode directory of the workspace.`,
        {
          found: postcode,
          hint: 'Check it, or say where the place is by its coordinates.',
        },
      )
    : new PinpointError('not_found', 'The workspace has no postcode directory.', {
        found: postcode,
        hint: 'Import one, such as OS Code-Point Open or the ONS Postcode Directory, or say where the place is by its coordinates.',
      });
}

function findOnGrid({ easting, northing }: { easting: number; northing: number }): FoundPlace {
  if (!isOnBritishGrid(easting, northing)) {
    throw new PinpointError('usage', `${easting}, ${northing} lies outside the British National Grid.`, {
      found: `${easting}, ${northing}`,
      expected: 'metres: eastings 0 to 700,000, northings 0 to 1,300,000',
    });
  }
  const point = Float64Array.of(easting, northing);
  createProjector(parseCrs(britishGrid, ''))(point);
  return { lon: point[0]!, lat: point[1]!, note: null };
}

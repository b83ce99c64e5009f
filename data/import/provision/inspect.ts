import type { Inspection } from '#contract';
import type { WorkspaceReader } from '#data/workspace';
import type { ImportFile } from '#data/formats/archive';
import { openPlaces } from '#data/formats/points';
import { type Hint, inspectTableWith } from '../tables/index.ts';
import { guessPerformance } from './guess-performance.ts';
import { guessPopulationPoints } from './guess-population-points.ts';
import { guessPostcodes } from './guess-postcodes.ts';
import { guessProviders, guessSites } from './guess-sites.ts';
import type { ProvisionTableFamily } from './index.ts';

const guesses = {
  providers: guessProviders,
  sites: guessSites,
  performance: guessPerformance,
  postcodes: guessPostcodes,
  points: guessPopulationPoints,
} as const;

/** A first look at a table of provision, as `inspectTable` gives for the other families. `hint` is by mapping field, also of the nested ones. */
export async function inspectProvision(
  family: ProvisionTableFamily,
  files: readonly ImportFile[],
  hint: Hint,
  reader?: WorkspaceReader,
): Promise<Inspection> {
  const crs = hint['eastingColumn'] === undefined ? (hint['crs'] ?? null) : null;
  const table = await openPlaces(files, { reach: 'beginning', crs });
  return inspectTableWith(guesses[family], table, { file: files[0]!.name, hint, reader });
}

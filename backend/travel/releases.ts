import type { WorkspaceReader } from '#data/workspace';

/** Ids of the releases that what is delivered comes from, ascending. */
export function listProvisionReleases(reader: WorkspaceReader): number[] {
  const rows = [
    ...reader.listSites(),
    ...reader.listDeliveries(),
    ...reader.listProgrammes(),
    ...reader.listProviders(),
  ];
  return [...new Set(rows.map(({ release }) => release))].toSorted((a, b) => a - b);
}

/** The release of the population points that journeys of a geography end in, in a list; none where it has no points. */
export function listPointsReleases(reader: WorkspaceReader, geography: string): number[] {
  const points = reader.findAreaPoints(geography);
  return points === undefined ? [] : [points.release];
}

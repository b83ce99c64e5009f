import { PinpointError, type GeographyKind, type GeographyRef } from '#contract';
import type { Connection } from './connection.ts';

export interface GeographyRow {
  id: number;
  kind: GeographyKind;
  vintage: string;
  ref: GeographyRef;
  /** Ids of its areas lie between these, both included. */
  low: number;
  high: number;
}

/** Ids that a geography may give to its areas. */
export const idsPerGeography = 1_000_000;

/** A kind and a vintage as they are written together: `lsoa:2011`. */
export function refOf(geography: { kind: string; vintage: string }): GeographyRef {
  return `${geography.kind}:${geography.vintage}`;
}

/** The kind and the vintage of a geography that is written `lsoa:2011`. */
export function splitRef(ref: GeographyRef): { kind: GeographyKind; vintage: string } {
  const [kind, vintage] = ref.split(':') as [GeographyKind, string];
  return { kind, vintage };
}

const order = ['oa', 'lsoa', 'msoa', 'ward', 'district', 'region'];

/** Every geography, finest first, then by vintage. */
export function listGeographies(connection: Connection): GeographyRow[] {
  const rows = connection.all<{ id: number; kind: GeographyKind; vintage: string }>(
    'SELECT id, kind, vintage FROM geography',
  );
  return rows
    .map((row) => ({
      ...row,
      ref: refOf(row),
      low: row.id * idsPerGeography,
      high: (row.id + 1) * idsPerGeography - 1,
    }))
    .toSorted(
      (a, b) => order.indexOf(a.kind) - order.indexOf(b.kind) || Number(a.vintage) - Number(b.vintage),
    );
}

/** A geography of the workspace with its range of area ids; undefined where the workspace has no areas of it. */
export function findGeography(connection: Connection, ref: GeographyRef): GeographyRow | undefined {
  return listGeographies(connection).find((geography) => geography.ref === ref);
}

/** Throws `not_found` and names the geographies that there are. */
export function getGeography(connection: Connection, ref: GeographyRef): GeographyRow {
  const geographies = listGeographies(connection);
  const found = geographies.find((geography) => geography.ref === ref);
  if (found !== undefined) return found;
  throw new PinpointError('not_found', `The workspace has no areas of ${ref}.`, {
    found: ref,
    hint:
      geographies.length === 0
        ? 'Import boundaries first.'
        : `It has ${geographies.map((geography) => geography.ref).join(', ')}.`,
  });
}

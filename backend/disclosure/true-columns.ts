import { geographyKinds, type GeographyRef } from '#contract';
import { poolToParents, type StoredColumn } from '#core/targeting';
import type { WorkspaceReader } from '#data/workspace';

/** A finer geography whose areas have parents in another one. */
export interface FinerGeography {
  geography: GeographyRef;
  /** For each of its areas the position of its parent, -1 for none. */
  parents: Int32Array;
}

/** Geographies whose areas have parents in this one, the coarsest first: fewer parts to add up. */
export function listFiner(reader: WorkspaceReader, geography: GeographyRef): FinerGeography[] {
  const rank = (ref: string): number => geographyKinds.findIndex((kind) => ref.startsWith(`${kind}:`));
  return reader
    .describe()
    .geographies.map((entry): GeographyRef => `${entry.geography}:${entry.vintage}`)
    .filter((ref) => ref !== geography && rank(ref) <= rank(geography))
    .toSorted((a, b) => rank(b) - rank(a))
    .flatMap((ref) => {
      const parents = reader.findParents(ref, geography);
      return parents === undefined ? [] : [{ geography: ref, parents }];
    });
}

/** Which values of a workspace are meant. */
export interface ColumnName {
  geography: GeographyRef;
  indicator: string;
  cohort: string;
  period: string;
}

/**
 * The values as they are stored, before any disclosure policy. A count that is not stored for the geography itself is pooled from
 * the nearest finer one that has it and whose areas have parents here. Undefined where there is neither.
 */
export function findTrueColumn(
  reader: WorkspaceReader,
  { geography, indicator, cohort, period }: ColumnName,
): StoredColumn | undefined {
  const own = reader.findColumn(geography, indicator, cohort, period);
  if (own !== undefined) return { ...own, period, pooledFrom: null };
  const isCount = reader.listIndicators().some(({ id, kind }) => id === indicator && kind === 'count');
  if (!isCount) return undefined;
  for (const finer of listFiner(reader, geography)) {
    const parts = reader.findColumn(finer.geography, indicator, cohort, period);
    if (parts === undefined) continue;
    const stored = { ...parts, period, pooledFrom: null };
    const count = reader.getAreas(geography).codes.length;
    return { ...poolToParents(stored, finer.parents, count), pooledFrom: finer.geography };
  }
  return undefined;
}

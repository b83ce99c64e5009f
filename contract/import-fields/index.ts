import { z } from 'zod';
import { benchmarkFamily } from './benchmark.ts';
import { boundariesFamily } from './boundaries.ts';
import { designationFamily } from './designation.ts';
import type { FamilyDescription } from './family.ts';
import { lookupFamily } from './lookup.ts';
import { observationsFamily } from './observations.ts';
import { performanceFamily } from './performance.ts';
import { pointsFamily } from './points.ts';
import { postcodesFamily } from './postcodes.ts';
import { providersFamily } from './providers.ts';
import { sitesFamily } from './sites.ts';
import { timetableFamily } from './timetable.ts';

export type { BenchmarkMapping } from './benchmark.ts';
export type { BoundariesMapping } from './boundaries.ts';
export {
  checkField,
  checkMapping,
  type ColumnsOfFile,
  columnProblem,
  findColumn,
  findImportField,
  type FieldProblem,
  type MappingFacts,
} from './check.ts';
export type { DesignationMapping } from './designation.ts';
export * from './family.ts';
export * from './field.ts';
export * from './file-kinds.ts';
export type { LookupMapping } from './lookup.ts';
export * from './mapping-file.ts';
export { usualMarginKm } from './margin.ts';
export type { ObservationsMapping } from './observations.ts';
export { countColumns, type PerformanceMapping } from './performance.ts';
export type { PointsMapping } from './points.ts';
export type { PositionColumns } from './position.ts';
export type { PostcodesMapping } from './postcodes.ts';
export type { DeliveryColumns, ProvidersMapping } from './providers.ts';
export type { SitesMapping } from './sites.ts';
export type { TimetableMapping } from './timetable.ts';

/** Every import family by its id, in the order of menus: one more is one more line here and its file. */
export const families = {
  boundaries: boundariesFamily,
  observations: observationsFamily,
  lookup: lookupFamily,
  designation: designationFamily,
  benchmark: benchmarkFamily,
  providers: providersFamily,
  sites: sitesFamily,
  performance: performanceFamily,
  postcodes: postcodesFamily,
  points: pointsFamily,
  timetable: timetableFamily,
};
type Described = (typeof families)[keyof typeof families];
export type ImportFamily = Described['id'];

/** How the columns of a file are to be read. Guessed, shown, editable, saved with the release. */
export const importMapping = z.discriminatedUnion(
  'family',
  Object.values(families).map(({ mapping }) => mapping) as unknown as OneOrMore<Described['mapping']>,
);
export type ImportMapping = z.infer<typeof importMapping>;
/** What a guess says of a mapping: fields that have a default may be left out. */
export type MappingGuess<Family extends ImportFamily = ImportFamily> = Extract<
  z.input<typeof importMapping>,
  { family: Family }
>;
type OneOrMore<Item> = [Item, ...Item[]];

/** A mapping of what is delivered, of postcodes, population points or a timetable: of what is tried before it is imported. */
export type ProvisionMapping = Extract<ImportMapping, { family: ProvisionFamily }>;
export type ProvisionFamily = Extract<Described, { about: 'provision' }>['id'];

/** Every import family, in the order of menus. */
export const importFamilyList: readonly FamilyDescription<ImportFamily>[] = Object.values(families);

/** The ids of the families, in the order of menus. */
export const importFamilies = importFamilyList.map(({ id }) => id) as OneOrMore<ImportFamily>;

/** What a family is and which fields its mapping has. */
export function describedFamily(id: ImportFamily): FamilyDescription<ImportFamily> {
  return families[id];
}

/**
 * Families in the order in which they are imported: each after those that it needs, and beyond that in the order of the list.
 * Needs that the list does not hold are passed over.
 */
export function inImportOrder<Family extends Pick<FamilyDescription, 'id' | 'needs'>>(
  families: readonly Family[],
): Family[] {
  const placed = new Set<Family>();
  const place = (family: Family): void => {
    if (placed.has(family)) return;
    for (const need of family.needs) families.filter(({ id }) => id === need).forEach(place);
    placed.add(family);
  };
  families.forEach(place);
  return [...placed];
}

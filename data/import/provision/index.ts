import type { ImportFamily, ImportMapping } from '#contract';
import type { ImportOutcome, ImportTask } from '../task.ts';
import { importPerformance } from './performance.ts';
import { importPopulationPoints } from './population-points.ts';
import { importPostcodes } from './postcodes.ts';
import { importProviders } from './providers.ts';
import { importSites } from './sites.ts';

export { findSaidPlace, type FoundPlace, type SaidPlace } from './find-place.ts';
export { inspectProvision } from './inspect.ts';
export { statedCrs } from './rows.ts';
export { countStageWords } from './words.ts';

/** Families of provision and of places that come as tables. */
export const provisionTableFamilies = ['providers', 'sites', 'performance', 'postcodes', 'points'] as const;
export type ProvisionTableFamily = (typeof provisionTableFamilies)[number];
export type ProvisionTableMapping = Extract<ImportMapping, { family: ProvisionTableFamily }>;

/** Whether a family is one of them. */
export function isProvisionFamily(family: ImportFamily): family is ProvisionTableFamily {
  return provisionTableFamilies.some((known) => known === family);
}

/** Whether a mapping is of a family of provision, which `importProvision` reads. */
export function isProvisionMapping(mapping: ImportMapping): mapping is ProvisionTableMapping {
  return isProvisionFamily(mapping.family);
}

/**
 * Reads a table of provision by its mapping, checks it and stages what can be taken.
 * Throws what the family's import throws: mainly `input_refused` with a sentence that a person can act on.
 */
export function importProvision(task: ImportTask<ProvisionTableMapping>): Promise<ImportOutcome> {
  const { mapping } = task;
  if (mapping.family === 'providers') return importProviders({ ...task, mapping });
  if (mapping.family === 'sites') return importSites({ ...task, mapping });
  if (mapping.family === 'performance') return importPerformance({ ...task, mapping });
  if (mapping.family === 'points') return importPopulationPoints({ ...task, mapping });
  return importPostcodes({ ...task, mapping });
}

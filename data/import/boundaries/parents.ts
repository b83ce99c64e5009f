import { type BoundariesMapping, formatPlural } from '#contract';
import { listExamples } from '../tables/index.ts';
import type { ImportTask } from '../task.ts';
import type { Intake } from './intake.ts';

/** Examples of codes and areas that a report gives. */
const examples = 20;

/** Notes which areas have no parent in the file, and which parents the workspace does not know. */
export function reportParents({ mapping, reader }: ImportTask<BoundariesMapping>, intake: Intake): void {
  const { tally, parents, parentGeography } = intake;
  if (mapping.parentField === null || mapping.parentField === '') return;
  if (parentGeography === null) {
    tally.warn(`It is not known what kind of area “${mapping.parentField}” names: parents were left out.`);
    return;
  }
  const orphans = [...parents].filter(([, parent]) => parent === '').map(([code]) => code);
  tally.unmatched.areas = orphans.slice(0, examples);
  tally.unmatched.areasTotal = orphans.length;
  if (orphans.length > 0)
    tally.warn(
      `${formatPlural(orphans.length, 'area has', 'areas have')} no parent in “${mapping.parentField}”, such as ${listExamples(orphans)}.`,
    );
  const known = reader
    .describe()
    .geographies.some(({ geography, vintage }) => `${geography}:${vintage}` === parentGeography);
  if (!known) return;
  const { indexOf } = reader.getAreas(parentGeography);
  const unmatched = [...new Set(parents.values())].filter((parent) => parent !== '' && !indexOf.has(parent));
  tally.unmatched.codes = unmatched.slice(0, examples);
  tally.unmatched.codesTotal = unmatched.length;
  if (unmatched.length === 0) return;
  tally.warn(
    `${formatPlural(unmatched.length, 'parent is', 'parents are')} not in ${parentGeography}, such as ${listExamples(unmatched)}.`,
  );
}

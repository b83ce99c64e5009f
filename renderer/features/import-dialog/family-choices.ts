import { describedFamily, fileKinds, importFamilyList, type ImportFamily } from '#contract';
import type { ChoiceOption } from '../../ui/index.ts';

/** `auto`: what the files hold is told from the files. */
export type FamilyChoice = ImportFamily | 'auto';

/** What can be imported, in words: a choice for each family, after the one that leaves it to the file. */
export function listFamilyChoices(families = importFamilyList): ChoiceOption<FamilyChoice>[] {
  return [
    { id: 'auto', name: 'Let the file decide', detail: 'by its content; you see and correct it next' },
    ...families.map(({ id, title, detail }) => ({ id, name: title, detail })),
  ];
}

/** Endings that the file dialog offers for a family. */
export function acceptedEndings(choice: FamilyChoice): string[] {
  const kinds = choice === 'auto' ? (['outlines', 'table'] as const) : [describedFamily(choice).files];
  return [...new Set(kinds.flatMap((kind) => fileKinds[kind].endings))];
}

/** What files of a family may be, in a line. */
export function acceptedWords(choice: FamilyChoice): string {
  return choice === 'auto'
    ? 'Boundaries, places, tables or a timetable. Of a loose shapefile choose all parts together.'
    : fileKinds[describedFamily(choice).files].words;
}

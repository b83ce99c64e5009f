import type { TimetableMapping } from '#contract';
import type { ChoiceOption } from '../../ui/index.ts';
import type { FormProps } from './fields.tsx';
import { MarginFields } from './MarginFields.tsx';

const choices: ChoiceOption<'cut' | 'all'>[] = [
  {
    id: 'cut',
    name: 'Trips that call in or near the region',
    detail: 'smaller and faster; enough for journeys within the region',
  },
  { id: 'all', name: 'Everything', detail: 'also trips that never come near the areas' },
];

/** How much of a feed is kept. */
export function TimetableForm({
  draft,
  change,
  problems,
}: Pick<FormProps<TimetableMapping>, 'draft' | 'change' | 'problems'>) {
  return (
    <MarginFields
      label="What is kept of the timetable"
      choices={choices}
      marginKm={draft.cutMarginKm}
      onChange={(cutMarginKm) => change({ cutMarginKm })}
      help="Stops up to this far outside count too, so that journeys can begin or change there."
      withoutAreas="The workspace has no areas yet, so the whole timetable is kept."
      error={problems['cutMarginKm']}
    />
  );
}

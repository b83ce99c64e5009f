import { useState } from 'react';
import type { TimetableMapping } from '#contract';
import { useSession } from '../../state/index.ts';
import { Choices, TextField, type Choice } from '../../ui/index.ts';
import type { FormProps } from './fields.tsx';

const choices: Choice<'cut' | 'all'>[] = [
  {
    id: 'cut',
    name: 'Trips that call in or near the region',
    detail: 'smaller and faster; enough for journeys within the region',
  },
  { id: 'all', name: 'Everything', detail: 'also trips that never come near the areas' },
];

/** Kilometres about the areas unless something else is said. */
const usualMarginKm = 5;

/** How much of a feed is kept. */
export function TimetableForm({
  draft,
  change,
  problems,
}: Pick<FormProps<TimetableMapping>, 'draft' | 'change' | 'problems'>) {
  const hasAreas = useSession((state) => (state.description?.geographies.length ?? 0) > 0);
  const [text, setText] = useState(String(draft.cutMarginKm ?? usualMarginKm));
  const put = (written: string): void => {
    setText(written);
    change({ cutMarginKm: written.trim() === '' ? Number.NaN : Number(written) });
  };
  return (
    <fieldset className="form-group">
      <legend className="form-heading">What is kept</legend>
      <Choices
        label="What is kept of the timetable"
        labelHidden
        choices={choices}
        value={draft.cutMarginKm === null ? 'all' : 'cut'}
        onChange={(id) => {
          if (id === 'all') change({ cutMarginKm: null });
          else put(text);
        }}
      />
      {draft.cutMarginKm === null ? null : (
        <TextField
          label="Margin about the areas, km"
          value={text}
          onChange={put}
          help="Stops up to this far outside count too, so that journeys can begin or change there."
          error={problems['cutMarginKm']}
        />
      )}
      {hasAreas || draft.cutMarginKm === null ? null : (
        <p className="field-help">The workspace has no areas yet, so the whole timetable is kept.</p>
      )}
    </fieldset>
  );
}

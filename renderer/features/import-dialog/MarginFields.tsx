import { useState } from 'react';
import { useSession } from '../../state/index.ts';
import { Choices, TextField, type ChoiceOption } from '../../ui/index.ts';

/** Kilometres about the areas unless something else is said. */
const usualMarginKm = 5;

interface MarginFieldsProps {
  /** What is asked: "What is kept of the timetable". */
  label: string;
  /** What keeping all and keeping what is near mean here. */
  choices: ChoiceOption<'cut' | 'all'>[];
  /** null = all is kept; NaN while the text is no number. */
  marginKm: number | null;
  onChange: (marginKm: number | null) => void;
  /** What the margin is good for. */
  help: string;
  /** Said where the workspace has no areas yet, so that all is kept. */
  withoutAreas: string;
  error: string | undefined;
}

/** Whether everything of a file is kept or what lies near the areas, and how near. */
export function MarginFields({
  label,
  choices,
  marginKm,
  onChange,
  help,
  withoutAreas,
  error,
}: MarginFieldsProps) {
  const hasAreas = useSession((state) => (state.description?.geographies.length ?? 0) > 0);
  const [text, setText] = useState(String(marginKm ?? usualMarginKm));
  const put = (written: string): void => {
    setText(written);
    onChange(written.trim() === '' ? Number.NaN : Number(written));
  };
  return (
    <fieldset className="form-group">
      <legend className="form-heading">What is kept</legend>
      <Choices
        label={label}
        labelHidden
        choices={choices}
        value={marginKm === null ? 'all' : 'cut'}
        onChange={(id) => {
          if (id === 'all') onChange(null);
          else put(text);
        }}
      />
      {marginKm === null ? null : (
        <TextField label="Margin about the areas, km" value={text} onChange={put} help={help} error={error} />
      )}
      {hasAreas || marginKm === null ? null : <p className="field-help">{withoutAreas}</p>}
    </fieldset>
  );
}

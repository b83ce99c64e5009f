import { useState } from 'react';
import { usualMarginKm, type ImportField } from '#contract';
import { useSession } from '../../state/index.ts';
import { Choices, TextField } from '../../ui/index.ts';

interface MarginFieldsProps {
  /** Its choices say what keeping all and keeping what is near mean. */
  field: ImportField;
  /** null = all is kept; NaN while the text is no number. */
  marginKm: number | null;
  onChange: (marginKm: number | null) => void;
  error: string | undefined;
}

const noChoices: NonNullable<ImportField['choices']> = [];

/** Whether everything of a file is kept or what lies near the areas, and how near. */
export function MarginFields({ field, marginKm, onChange, error }: MarginFieldsProps) {
  const { label, help, withoutAreas, choices = noChoices } = field;
  const hasAreas = useSession((state) => (state.description?.geographies.length ?? 0) > 0);
  const [text, setText] = useState(String(marginKm ?? usualMarginKm));
  const put = (written: string): void => {
    setText(written);
    onChange(written.trim() === '' ? Number.NaN : Number(written));
  };
  return (
    <>
      <Choices
        label="What is kept"
        labelHidden
        choices={choices}
        value={marginKm === null ? 'all' : 'cut'}
        onChange={(id) => {
          if (id === 'all') onChange(null);
          else put(text);
        }}
      />
      {marginKm === null ? null : <TextField {...{ label, help, error }} value={text} onChange={put} />}
      {hasAreas || marginKm === null ? null : <p className="field-help">{withoutAreas}</p>}
    </>
  );
}

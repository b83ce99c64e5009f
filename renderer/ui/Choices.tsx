import { Label, Radio, RadioGroup } from 'react-aria-components';

export interface ChoiceOption<Id extends string> {
  id: Id;
  name: string;
  /** What it means, in a line. */
  detail?: string | undefined;
}

export interface ChoicesProps<Id extends string> {
  label: string;
  labelHidden?: boolean;
  choices: readonly ChoiceOption<Id>[];
  value: Id;
  onChange: (id: Id) => void;
  /** `grid`: in two columns. */
  arrangement?: 'list' | 'grid';
}

/** A choice of one out of a few, each with a line that says what it means. */
export function Choices<Id extends string>({ label, choices, value, onChange, ...rest }: ChoicesProps<Id>) {
  const { labelHidden = false, arrangement = 'list' } = rest;
  return (
    <RadioGroup
      className="choices-group"
      value={value}
      onChange={(id) => {
        const chosen = choices.find((choice) => choice.id === id);
        if (chosen !== undefined) onChange(chosen.id);
      }}
    >
      <Label className={labelHidden ? 'visually-hidden' : 'field-label'}>{label}</Label>
      <div className={`choices choices-${arrangement}`}>
        {choices.map(({ id, name, detail }) => (
          <Radio key={id} value={id} className="choice">
            <span className="choice-dot" aria-hidden />
            <span>
              <span className="choice-name">{name}</span>
              {detail === undefined ? null : <span className="choice-detail"> {detail}</span>}
            </span>
          </Radio>
        ))}
      </div>
    </RadioGroup>
  );
}

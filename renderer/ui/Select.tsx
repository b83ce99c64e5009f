import { Check, ChevronDown } from 'lucide-react';
import {
  Button,
  FieldError,
  Label,
  ListBox,
  ListBoxItem,
  Popover,
  Select as AriaSelect,
  SelectValue,
  Text,
} from 'react-aria-components';
import { FieldMark } from './FieldMark.tsx';

export interface Option {
  id: string;
  name: string;
  detail?: string | undefined;
}

export interface SelectProps {
  label: string;
  /** Hides the label from sight, not from screen readers. */
  labelHidden?: boolean;
  options: readonly Option[];
  value: string | null;
  onChange: (id: string) => void;
  isDisabled?: boolean;
  placeholder?: string;
  /** What the choice means, in a sentence below. */
  help?: string;
  /** What is wrong with the choice as it stands. */
  error?: string | undefined;
  /** True where the program could not tell and the person has to. */
  isNeeded?: boolean;
}

function OptionItem({ option }: { option: Option }) {
  return (
    <ListBoxItem id={option.id} textValue={option.name} className="list-item">
      {({ isSelected }) => (
        <>
          <span className="list-item-text">{option.name}</span>
          {option.detail === undefined ? null : <span className="list-item-detail">{option.detail}</span>}
          {isSelected ? <Check size={14} aria-hidden /> : null}
        </>
      )}
    </ListBoxItem>
  );
}

/** A labelled choice of one out of several. */
export function Select({ label, labelHidden = false, options, value, onChange, ...rest }: SelectProps) {
  return (
    <AriaSelect
      className="field"
      value={value}
      onChange={(key) => {
        if (key !== null) onChange(String(key));
      }}
      isDisabled={rest.isDisabled === true || options.length === 0}
      placeholder={rest.placeholder ?? '—'}
      isInvalid={rest.error !== undefined}
    >
      <Label className={labelHidden ? 'visually-hidden' : 'field-label'}>
        {label} {rest.isNeeded === true ? <FieldMark /> : null}
      </Label>
      <Button
        className="select-button"
        data-needed={rest.isNeeded === true || undefined}
        data-wrong={rest.error !== undefined || undefined}
      >
        <SelectValue className="select-value">
          {({ selectedText, isPlaceholder, defaultChildren }) =>
            isPlaceholder ? defaultChildren : selectedText
          }
        </SelectValue>
        <ChevronDown size={14} aria-hidden />
      </Button>
      {rest.help === undefined || rest.error !== undefined ? null : (
        <Text slot="description" className="field-help">
          {rest.help}
        </Text>
      )}
      <FieldError className="field-error">{rest.error}</FieldError>
      <Popover className="popover" offset={4}>
        <ListBox className="list" items={options.map((option) => ({ ...option }))}>
          {(option) => <OptionItem option={option} />}
        </ListBox>
      </Popover>
    </AriaSelect>
  );
}

import { Check, ChevronDown } from 'lucide-react';
import {
  Button,
  Label,
  ListBox,
  ListBoxItem,
  Popover,
  Select as AriaSelect,
  SelectValue,
} from 'react-aria-components';

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
    >
      <Label className={labelHidden ? 'visually-hidden' : 'field-label'}>{label}</Label>
      <Button className="select-button">
        <SelectValue className="select-value">
          {({ selectedText, isPlaceholder, defaultChildren }) =>
            isPlaceholder ? defaultChildren : selectedText
          }
        </SelectValue>
        <ChevronDown size={14} aria-hidden />
      </Button>
      <Popover className="popover" offset={4}>
        <ListBox className="list" items={options.map((option) => ({ ...option }))}>
          {(option) => <OptionItem option={option} />}
        </ListBox>
      </Popover>
    </AriaSelect>
  );
}

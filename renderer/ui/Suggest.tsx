import { ChevronDown } from 'lucide-react';
import {
  Button,
  ComboBox,
  FieldError,
  Input,
  Label,
  ListBox,
  ListBoxItem,
  Popover,
  Text,
} from 'react-aria-components';
import { FieldMark } from './FieldMark.tsx';
import type { Option } from './Select.tsx';

export interface SuggestProps {
  label: string;
  labelHidden?: boolean;
  /** What is offered; `id` is what gets written. */
  options: readonly Option[];
  value: string;
  onChange: (value: string) => void;
  help?: string;
  error?: string | undefined;
  isNeeded?: boolean;
  placeholder?: string;
}

/** A field for text that offers known texts, and takes others too. */
export function Suggest({ label, labelHidden = false, options, value, onChange, ...rest }: SuggestProps) {
  const { help, error, isNeeded = false, placeholder = '' } = rest;
  return (
    <ComboBox
      className="field"
      allowsCustomValue
      menuTrigger="input"
      inputValue={value}
      onInputChange={onChange}
      selectedKey={null}
      onSelectionChange={(key) => {
        if (key !== null) onChange(String(key));
      }}
      isInvalid={error !== undefined}
      defaultItems={options.map((option) => ({ ...option }))}
    >
      <Label className={labelHidden ? 'visually-hidden' : 'field-label'}>
        {label} {isNeeded ? <FieldMark /> : null}
      </Label>
      <div className="suggest">
        <Input className="input" placeholder={placeholder} spellCheck={false} autoComplete="off" />
        {options.length === 0 ? null : (
          <Button className="suggest-button">
            <ChevronDown size={14} aria-hidden />
          </Button>
        )}
      </div>
      {help === undefined || error !== undefined ? null : (
        <Text slot="description" className="field-help">
          {help}
        </Text>
      )}
      <FieldError className="field-error">{error}</FieldError>
      <Popover className="popover" offset={4}>
        <ListBox<Option> className="list">
          {(option) => (
            <ListBoxItem id={option.id} textValue={option.id} className="list-item">
              <span className="list-item-text">{option.name}</span>
              {option.detail === undefined ? null : <span className="list-item-detail">{option.detail}</span>}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </ComboBox>
  );
}

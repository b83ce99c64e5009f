import type { ReactNode } from 'react';
import { FieldError, Input, Label, Text, TextArea, TextField as AriaTextField } from 'react-aria-components';
import { FieldMark } from './FieldMark.tsx';

export interface TextFieldProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  /** What to write, in a sentence below the field. */
  help?: ReactNode;
  /** What is wrong with the text as it stands. */
  error?: string | undefined;
  /** True where the program could not tell and the person has to. */
  isNeeded?: boolean;
  placeholder?: string;
  /** Lines of a text of several lines; one line without. */
  lines?: number;
  autoFocus?: boolean;
  isDisabled?: boolean;
  /** For codes and rules. */
  isMono?: boolean;
  /** Enter was pressed in a field of one line. */
  onEnter?: () => void;
}

/** A labelled field for text, with help and error below it. */
export function TextField({
  label,
  help,
  error,
  isNeeded = false,
  lines,
  onEnter,
  ...props
}: TextFieldProps) {
  const { placeholder = '', isMono = false, ...rest } = props;
  const look = isMono ? 'input input-mono' : 'input';
  return (
    <AriaTextField
      {...rest}
      className="field"
      isInvalid={error !== undefined}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && lines === undefined) onEnter?.();
        else event.continuePropagation();
      }}
    >
      <Label className="field-label">
        {label} {isNeeded ? <FieldMark /> : null}
      </Label>
      {lines === undefined ? (
        <Input className={look} placeholder={placeholder} spellCheck={false} autoComplete="off" />
      ) : (
        <TextArea
          className={`${look} input-lines`}
          rows={lines}
          placeholder={placeholder}
          spellCheck={false}
        />
      )}
      {help === undefined || error !== undefined ? null : (
        <Text slot="description" className="field-help">
          {help}
        </Text>
      )}
      <FieldError className="field-error">{error}</FieldError>
    </AriaTextField>
  );
}

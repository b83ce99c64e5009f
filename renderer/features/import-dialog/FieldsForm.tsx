import { Fragment } from 'react';
import { describedFamily, type FamilyDescription, type ImportTrial } from '#contract';
import type { Draft } from './draft.ts';
import { inRows, listSections, type FieldItem } from './field-items.ts';
import { FieldInput, type FieldInputProps } from './FieldInput.tsx';
import type { FormProps } from './fields.tsx';

export interface FieldsFormProps extends FormProps<Draft> {
  /** The words of the stage column, as the last trial met them. */
  words: ImportTrial['stageWords'];
  /** What is asked for; that of the draft's family unless said. */
  family?: FamilyDescription;
}

/** The form of a family that only lists fields: its sections, and in them whatever the description asks for. */
export function FieldsForm(props: FieldsFormProps) {
  const { draft, change, inspection, problems, needed, words } = props;
  const family = props.family ?? describedFamily(draft.family);
  const inputOf = (item: FieldItem): FieldInputProps => ({
    item,
    inspection,
    words,
    family,
    problem: problems[item.path] ?? (item.leads === null ? undefined : problems[item.leads]),
    problems,
    needed,
    isNeeded: needed.has(item.path) || (item.leads !== null && needed.has(item.leads)),
  });
  return listSections(family, draft, change).map(({ id, title, help, items }) => {
    const rows = inRows(items).map((row) => {
      const inputs = row.map((item) => <FieldInput key={item.path} {...inputOf(item)} />);
      return row[0]?.field.isHalf === true ? (
        <div className="form-half" key={row[0].path}>
          {inputs}
        </div>
      ) : (
        inputs
      );
    });
    if (title === '') return <Fragment key={id}>{rows}</Fragment>;
    return (
      <fieldset className="form-group" key={id}>
        <legend className="form-heading">{title}</legend>
        {help === undefined ? null : <p className="field-help">{help}</p>}
        {rows}
      </fieldset>
    );
  });
}

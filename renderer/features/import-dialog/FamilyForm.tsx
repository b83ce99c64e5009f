import type { PerformanceMapping } from '#contract';
import type { Draft, ObservationsDraft } from './draft.ts';
import type { FormProps } from './fields.tsx';
import { FieldsForm, type FieldsFormProps } from './FieldsForm.tsx';
import { ObservationsForm } from './ObservationsForm.tsx';
import { PerformanceForm } from './PerformanceForm.tsx';
import { RowFilterFields } from './RowFilterFields.tsx';

/** The form of the family that the draft is of. Two have a layout of their own; the others are drawn by their description. */
export function FamilyForm({ words, ...props }: FieldsFormProps) {
  // The family says which of the drafts it is; the forms differ in nothing else.
  const as = <Mapping extends Draft>(): FormProps<Mapping> => props as unknown as FormProps<Mapping>;
  switch (props.draft.family) {
    case 'observations':
      return <ObservationsForm {...as<ObservationsDraft>()} />;
    case 'performance':
      return (
        <>
          <PerformanceForm {...as<PerformanceMapping>()} />
          <RowFilterFields {...props} />
        </>
      );
    default:
      return (
        <>
          <FieldsForm {...props} words={words} />
          <RowFilterFields {...props} />
        </>
      );
  }
}

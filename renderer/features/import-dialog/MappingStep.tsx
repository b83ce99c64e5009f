import { importFamilies, type BenchmarkMapping, type BoundariesMapping } from '#contract';
import type { DesignationMapping, ImportFamily, Inspection, LookupMapping } from '#contract';
import { ErrorCallout, formatPlural, Select } from '../../ui/index.ts';
import { BoundariesForm } from './BoundariesForm.tsx';
import { looksRounded, type Draft, type ObservationsDraft, type Problems } from './draft.ts';
import { familyChoices } from './families.ts';
import type { FormProps } from './fields.tsx';
import { ObservationsForm } from './ObservationsForm.tsx';
import { BenchmarkForm, DesignationForm, LookupForm } from './OtherForms.tsx';
import { SampleTable } from './SampleTable.tsx';
import { SourceForm, type Source } from './SourceForm.tsx';
import type { Look } from './useInspection.ts';

export interface MappingStepProps {
  look: Look & { inspection: Inspection; draft: Draft };
  problems: Problems;
  needed: ReadonlySet<string>;
  change: (patch: Partial<Draft>) => void;
  changeFamily: (family: ImportFamily) => void;
  source: Source;
  onSource: (source: Source) => void;
}

function FamilyForm(props: FormProps<Draft>) {
  // The family says which of the drafts it is; the forms differ in nothing else.
  const as = <Mapping extends Draft>(): FormProps<Mapping> => props as unknown as FormProps<Mapping>;
  switch (props.draft.family) {
    case 'boundaries':
      return <BoundariesForm {...as<BoundariesMapping>()} />;
    case 'observations':
      return <ObservationsForm {...as<ObservationsDraft>()} />;
    case 'lookup':
      return <LookupForm {...as<LookupMapping>()} />;
    case 'designation':
      return <DesignationForm {...as<DesignationMapping>()} />;
    case 'benchmark':
      return <BenchmarkForm {...as<BenchmarkMapping>()} />;
    default:
      return null;
  }
}

function factsOf({ format, encoding, crs, rows, columns }: Inspection): string[] {
  return [
    format,
    crs ?? '',
    encoding ?? '',
    rows === null ? '' : formatPlural(rows, 'row'),
    formatPlural(columns.length, 'column'),
  ].filter((fact) => fact !== '');
}

function notesOf(inspection: Inspection, draft: Draft): string[] {
  const isTaken = draft.family === 'observations' && draft.rounding === 2 && looksRounded(inspection);
  if (!isTaken) return inspection.notes;
  return [
    ...inspection.notes,
    'All numbers shown are multiples of 5, so the publisher is taken to have rounded them to the nearest 5.',
  ];
}

function Preview({ look }: Pick<MappingStepProps, 'look'>) {
  const { inspection, draft, files, error } = look;
  const notes = notesOf(inspection, draft);
  return (
    <div className="mapping-preview">
      <div>
        <p className="mapping-file">{files.map(({ name }) => name).join(', ')}</p>
        <p className="quiet mapping-facts">{factsOf(inspection).join(' · ')}</p>
      </div>
      {error === null ? null : <ErrorCallout error={error} />}
      <SampleTable inspection={inspection} draft={draft} />
      {notes.length === 0 ? null : (
        <div className="mapping-notes">
          <h3 className="form-heading">How this was read</h3>
          <ul>
            {notes.map((note) => (
              <li key={note}>{note}</li>
            ))}
          </ul>
        </div>
      )}
    </div>
  );
}

const familyOptions = familyChoices.flatMap(({ id, name, detail }) =>
  id === 'auto' ? [] : [{ id, name, detail }],
);

/** The second step: how the file is read, beside what stands in it. */
export function MappingStep(props: MappingStepProps) {
  const { look, problems, needed, change, changeFamily, source, onSource } = props;
  const { inspection, draft } = look;
  return (
    <div className="mapping" aria-busy={look.isReading}>
      <div className="mapping-form">
        <Select
          label="Read as"
          options={familyOptions}
          value={draft.family}
          onChange={(id) => {
            const family = importFamilies.find((it) => it === id);
            if (family !== undefined && family !== draft.family) changeFamily(family);
          }}
        />
        <FamilyForm {...{ draft, change, inspection, problems, needed }} />
        <SourceForm source={source} onChange={onSource} />
      </div>
      <Preview look={look} />
    </div>
  );
}

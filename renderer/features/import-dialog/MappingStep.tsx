import {
  importFamilyList,
  type ImportFamily,
  type ImportTrial,
  type Inspection,
  formatPlural,
} from '#contract';
import { ErrorCallout, Select } from '../../ui/index.ts';
import { Consequence } from './Consequence.tsx';
import { isProvision, type Draft, type Problems } from './draft.ts';
import { FamilyForm } from './FamilyForm.tsx';
import { readingNotes } from './reading.ts';
import { SampleTable } from './SampleTable.tsx';
import { guessOf } from './sensitivity.ts';
import { SourceForm, type ClassifiedSource } from './SourceForm.tsx';
import { TimetablePreview } from './TimetablePreview.tsx';
import type { ItemLook } from './look.ts';
import type { Tried } from './useTrial.ts';

export interface MappingStepProps {
  look: ItemLook & { inspection: Inspection; draft: Draft };
  tried: Tried;
  /** Whether everything needed is there. */
  isReady: boolean;
  problems: Problems;
  needed: ReadonlySet<string>;
  change: (patch: Partial<Draft>) => void;
  changeFamily: (family: ImportFamily) => void;
  source: ClassifiedSource;
  onSource: (source: ClassifiedSource) => void;
}

function factsOf({ format, encoding, crs, rows, columns }: Inspection): string[] {
  return [
    format,
    crs ?? '',
    encoding ?? '',
    rows === null ? '' : formatPlural(rows, 'row'),
    columns.length === 0 ? '' : formatPlural(columns.length, 'column'),
  ].filter((fact) => fact !== '');
}

function Notes({ notes }: { notes: readonly string[] }) {
  if (notes.length === 0) return null;
  return (
    <div className="mapping-notes">
      <h3 className="form-heading">How this is read</h3>
      <ul>
        {notes.map((note) => (
          <li key={note}>{note}</li>
        ))}
      </ul>
    </div>
  );
}

function Preview({ look, tried, isReady }: Pick<MappingStepProps, 'look' | 'tried' | 'isReady'>) {
  const { inspection, draft, files, error } = look;
  return (
    <div className="mapping-preview">
      <div>
        <p className="mapping-file">{files.map(({ name }) => name).join(', ')}</p>
        <p className="quiet mapping-facts">{factsOf(inspection).join(' · ')}</p>
      </div>
      {error === null ? null : <ErrorCallout error={error} />}
      {isProvision(draft) ? <Consequence {...{ draft, tried, isReady }} /> : null}
      {draft.family === 'timetable' ? (
        <TimetablePreview trial={tried.trial} />
      ) : (
        <SampleTable inspection={inspection} draft={draft} />
      )}
      <Notes notes={readingNotes(inspection, draft, look.touched)} />
    </div>
  );
}

const familyOptions = importFamilyList.map(({ id, title, detail }) => ({ id, name: title, detail }));

/** The second step: how the file is read, beside what stands in it. */
export function MappingStep(props: MappingStepProps) {
  const { look, tried, problems, needed, change, changeFamily, source, onSource } = props;
  const words: ImportTrial['stageWords'] = tried.trial?.stageWords ?? [];
  const { inspection, draft } = look;
  return (
    <div className="mapping" aria-busy={look.isReading}>
      <div className="mapping-form">
        <Select
          label="Read as"
          options={familyOptions}
          value={draft.family}
          onChange={(id) => {
            const family = importFamilyList.find((each) => each.id === id);
            if (family !== undefined && family.id !== draft.family) changeFamily(family.id);
          }}
        />
        <FamilyForm {...{ draft, change, inspection, problems, needed, words }} />
        <SourceForm source={source} guess={guessOf(look, source)} onChange={onSource} />
      </div>
      <Preview {...{ look, tried }} isReady={props.isReady} />
    </div>
  );
}

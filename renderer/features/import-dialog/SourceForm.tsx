import { sensitivities, type JudgedSensitivity, type Sensitivity } from '#contract';
import { listMissing } from '#core/sources';
import { Button, Callout, Choices, TextField, type ChoiceOption } from '../../ui/index.ts';

/** Who published a file and under what licence. */
export interface StatedSource {
  publisher: string;
  /** The licence's name on the first line, lines to be printed below it. */
  licence: string;
}

/** The same, and how sensitive it is; null = as it is guessed to be. */
export interface ClassifiedSource extends StatedSource {
  sensitivity: Sensitivity | null;
}

type SensitivityChoice = Sensitivity | 'guessed';

function listSensitivityChoices({ is, because }: JudgedSensitivity): ChoiceOption<SensitivityChoice>[] {
  const ids = Object.keys(sensitivities) as Sensitivity[];
  return [
    { id: 'guessed', name: `As guessed: ${is}`, detail: because === null ? undefined : `because ${because}` },
    ...ids.map((id) => ({ id, name: sensitivities[id].name, detail: sensitivities[id].sentence })),
  ];
}

/** What data of the Office for National Statistics has to carry, with Ordnance Survey's line. */
export function onsSource(year: number): StatedSource {
  return {
    publisher: 'Office for National Statistics',
    licence: `the Open Government Licence v.3.0\nContains OS data © Crown copyright and database right ${year}`,
  };
}

export interface SourceFormProps {
  source: ClassifiedSource;
  /** How sensitive it is where nobody says. */
  guess: JudgedSensitivity;
  onChange: (source: ClassifiedSource) => void;
}

/** Publisher and licence, printed wherever the numbers are shown; and how sensitive they are. */
export function SourceForm({ source, guess, onChange }: SourceFormProps) {
  const missing = listMissing({ kind: 'observations', ...source });
  return (
    <>
      <h3 className="form-heading">Source</h3>
      {missing.length === 0 ? null : (
        <Callout tone="warning" title={`No ${missing.join(' and no ')} is stated.`}>
          <p>Everything that leaves with these numbers will say so. Say here who published them.</p>
        </Callout>
      )}
      <TextField
        label="Publisher"
        value={source.publisher}
        onChange={(publisher) => onChange({ ...source, publisher })}
      />
      <TextField
        label="Licence, and lines to be printed with the numbers"
        value={source.licence}
        onChange={(licence) => onChange({ ...source, licence })}
        lines={3}
        help="The first line names the licence; the others are printed as they stand."
      />
      <div>
        <Button look="link" onPress={() => onChange({ ...source, ...onsSource(new Date().getFullYear()) })}>
          Use the lines for ONS data
        </Button>
      </div>
      <Choices
        label="Sensitivity"
        choices={listSensitivityChoices(guess)}
        value={source.sensitivity ?? 'guessed'}
        onChange={(id) => onChange({ ...source, sensitivity: id === 'guessed' ? null : id })}
      />
    </>
  );
}

import { countColumns, families, type PerformanceMapping } from '#contract';
import { useProvisionFacts } from '../../state/index.ts';
import { Segments, Suggest } from '../../ui/index.ts';
import { ColumnSelect, type FormProps } from './fields.tsx';
import { KnownAreas } from './KnownAreas.tsx';
import { PeriodFields } from './PeriodFields.tsx';

type Props = FormProps<PerformanceMapping>;

const { fields } = families.performance;

const places = [
  { id: 'code', name: 'By area code' },
  { id: 'postcode', name: 'By postcode' },
] as const;

function AreaFields({ draft, change, inspection: { columns }, problems, needed }: Props) {
  const byPostcode = draft.postcodeColumn !== null;
  const field = byPostcode ? 'postcodeColumn' : 'codeColumn';
  return (
    <fieldset className="form-group">
      <legend className="form-heading">Areas</legend>
      <Segments
        label="How areas are told"
        segments={places}
        value={byPostcode ? 'postcode' : 'code'}
        onChange={(id) =>
          change(
            id === 'postcode'
              ? { codeColumn: null, postcodeColumn: '' }
              : { codeColumn: '', postcodeColumn: null },
          )
        }
      />
      <ColumnSelect
        label={fields[field].label}
        columns={columns}
        value={draft[field]}
        onChange={(column) => change({ [field]: column ?? '' })}
        error={problems[field]}
        isNeeded={needed.has(field)}
      />
      <KnownAreas
        geography={draft.geography}
        vintage={draft.vintage}
        onChange={change}
        error={problems['geography']}
        isNeeded={needed.has('geography')}
        {...(byPostcode ? { help: 'Records are added up to these areas. The postcodes are not kept.' } : {})}
      />
    </fieldset>
  );
}

const one = { id: 'fixed', name: 'One for the file' } as const;
const inColumn = { id: 'column', name: 'In a column' } as const;
const none = { id: 'none', name: 'Not told apart' } as const;

function ProviderFields({ draft, change, inspection: { columns }, problems, needed }: Props) {
  const providers = useProvisionFacts()?.provision.providers ?? [];
  const isFixed = draft.providerColumn === null;
  return (
    <fieldset className="form-group">
      <legend className="form-heading">Provider</legend>
      <Segments
        label="Where the provider stands"
        segments={[inColumn, one]}
        value={isFixed ? 'fixed' : 'column'}
        onChange={(id) =>
          change(
            id === 'fixed' ? { providerColumn: null, provider: '' } : { providerColumn: '', provider: null },
          )
        }
      />
      {isFixed ? (
        <Suggest
          label={fields.provider.label}
          options={providers.map(({ id, name }) => ({ id: name, name, detail: id }))}
          value={draft.provider ?? ''}
          onChange={(provider) => change({ provider })}
          placeholder="Name or key"
          error={problems['provider']}
          isNeeded={needed.has('provider')}
        />
      ) : (
        <ColumnSelect
          label={fields.providerColumn.label}
          columns={columns}
          value={draft.providerColumn}
          onChange={(column) => change({ providerColumn: column ?? '' })}
          error={problems['providerColumn']}
          isNeeded={needed.has('providerColumn')}
        />
      )}
    </fieldset>
  );
}

function ProgrammeFields({ draft, change, inspection: { columns }, problems, needed }: Props) {
  const programmes = useProvisionFacts()?.provision.programmes ?? [];
  const { programmeColumn, programme } = draft;
  const value = programmeColumn !== null ? 'column' : programme === null ? 'none' : 'fixed';
  return (
    <fieldset className="form-group">
      <legend className="form-heading">Programme</legend>
      <Segments
        label="Where the programme stands"
        segments={[inColumn, one, none]}
        value={value}
        onChange={(id) =>
          change({
            programmeColumn: id === 'column' ? '' : null,
            programme: id === 'fixed' ? '' : null,
          })
        }
      />
      {value === 'column' ? (
        <ColumnSelect
          label={fields.programmeColumn.label}
          columns={columns}
          value={programmeColumn}
          onChange={(column) => change({ programmeColumn: column ?? '' })}
          error={problems['programmeColumn']}
          isNeeded={needed.has('programmeColumn')}
        />
      ) : null}
      {value === 'fixed' ? (
        <Suggest
          label={fields.programme.label}
          options={programmes.map(({ id, name }) => ({ id: name, name, detail: id }))}
          value={programme ?? ''}
          onChange={(text) => change({ programme: text })}
          placeholder="Name or key"
        />
      ) : null}
    </fieldset>
  );
}

function CountFields({ draft, change, inspection: { columns }, problems, needed }: Props) {
  return (
    <fieldset className="form-group">
      <legend className="form-heading">Numbers</legend>
      <div className="form-half">
        {countColumns.map((field) => (
          <ColumnSelect
            key={field}
            label={fields[field].label}
            columns={columns}
            value={draft[field]}
            onChange={(column) => change({ [field]: column })}
            noneWords={fields[field].none ?? ''}
            isNeeded={needed.has(field)}
            error={problems[field]}
          />
        ))}
      </div>
    </fieldset>
  );
}

/** How a file of performance is read. */
export function PerformanceForm(props: Props) {
  return (
    <>
      <AreaFields {...props} />
      <ProviderFields {...props} />
      <ProgrammeFields {...props} />
      <fieldset className="form-group">
        <legend className="form-heading">Period</legend>
        <PeriodFields {...props} family={families.performance} />
      </fieldset>
      <CountFields {...props} />
    </>
  );
}

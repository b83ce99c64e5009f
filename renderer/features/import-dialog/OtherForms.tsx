import type { BenchmarkMapping, DesignationMapping, LookupMapping } from '#contract';
import { useSession } from '../../state/index.ts';
import { Select, TextField } from '../../ui/index.ts';
import { ColumnSelect, GeographyFields, RefFields, type FormProps } from './fields.tsx';
import { AreasFirst } from './AreasFirst.tsx';
import { FirstOffer } from './FirstOffer.tsx';
import { PeriodFields } from './PeriodFields.tsx';

/** How a lookup between two geographies is read. */
export function LookupForm({ draft, change, inspection, problems, needed }: FormProps<LookupMapping>) {
  const { columns } = inspection;
  return (
    <>
      <fieldset className="form-group">
        <legend className="form-heading">From</legend>
        <ColumnSelect
          label="Code"
          columns={columns}
          value={draft.fromColumn}
          onChange={(column) => change({ fromColumn: column ?? '' })}
          error={problems['fromColumn']}
          isNeeded={needed.has('fromColumn')}
        />
        <RefFields
          label="Kind of area"
          value={draft.from}
          onChange={(from) => change({ from })}
          error={problems['from']}
          isNeeded={needed.has('from')}
        />
      </fieldset>
      <fieldset className="form-group">
        <legend className="form-heading">To</legend>
        <ColumnSelect
          label="Code"
          columns={columns}
          value={draft.toColumn}
          onChange={(column) => change({ toColumn: column ?? '' })}
          error={problems['toColumn']}
          isNeeded={needed.has('toColumn')}
        />
        <RefFields
          label="Kind of area"
          value={draft.to}
          onChange={(to) => change({ to })}
          error={problems['to']}
          isNeeded={needed.has('to')}
        />
      </fieldset>
      <fieldset className="form-group">
        <legend className="form-heading">Between vintages</legend>
        <ColumnSelect
          label="Weight"
          columns={columns}
          value={draft.weightColumn}
          onChange={(weightColumn) => change({ weightColumn })}
          noneWords="No weights"
          help="The share of the first area that goes to the second."
        />
        <ColumnSelect
          label="Kind of change"
          columns={columns}
          value={draft.changeColumn}
          onChange={(changeColumn) => change({ changeColumn })}
          noneWords="No change codes"
          help="U unchanged, S split, M merged, X irregular."
        />
      </fieldset>
    </>
  );
}

/** How a list of designated areas is read. */
export function DesignationForm(props: FormProps<DesignationMapping>) {
  const { draft, change, inspection, problems, needed } = props;
  return (
    <>
      <ColumnSelect
        label="Code"
        columns={inspection.columns}
        value={draft.codeColumn}
        onChange={(column) => change({ codeColumn: column ?? '' })}
        error={problems['codeColumn']}
        isNeeded={needed.has('codeColumn')}
      />
      <GeographyFields {...props} />
      <AreasFirst geography={draft.geography} vintage={draft.vintage} />
      <TextField
        label="Name for people"
        value={draft.name}
        onChange={(name) => change({ name })}
        error={problems['name']}
      />
      <TextField
        label="As rules call it"
        value={draft.id}
        onChange={(id) => change({ id })}
        isMono
        help={`A rule asks for it as designated('${draft.id || 'daf'}').`}
        error={problems['id']}
        isNeeded={needed.has('id')}
      />
    </>
  );
}

interface KnownIndicatorProps {
  value: string | null;
  onChange: (indicator: string) => void;
  error?: string | undefined;
  isNeeded: boolean;
}

/** A choice of one of the indicators of the workspace: a benchmark of any other has nothing to be set beside. */
function KnownIndicator({ value, onChange, ...rest }: KnownIndicatorProps) {
  const indicators = useSession((state) => state.description?.indicators ?? []);
  if (indicators.length === 0)
    return (
      <FirstOffer
        problem="The workspace has no indicators yet. The numbers for areas come first: those of another file are imported before this one."
        family="observations"
        action="Import observations first…"
      />
    );
  return (
    <Select
      {...rest}
      label="Indicator"
      options={indicators.map(({ id, name }) => ({ id, name: id, detail: name }))}
      value={indicators.some(({ id }) => id === value) ? value : null}
      onChange={onChange}
      placeholder="Choose an indicator"
    />
  );
}

/** How a table of benchmarks is read. */
export function BenchmarkForm({ draft, change, inspection, problems, needed }: FormProps<BenchmarkMapping>) {
  const { columns } = inspection;
  return (
    <>
      <ColumnSelect
        label="Indicator’s column"
        columns={columns}
        value={draft.indicatorColumn}
        onChange={(indicatorColumn) => change({ indicatorColumn })}
        noneWords="One indicator for the whole file"
      />
      {draft.indicatorColumn === null ? (
        <KnownIndicator
          value={draft.indicator}
          onChange={(indicator) => change({ indicator })}
          error={problems['indicator']}
          isNeeded={needed.has('indicator')}
        />
      ) : null}
      <ColumnSelect
        label="Region or country"
        columns={columns}
        value={draft.comparatorColumn}
        onChange={(column) => change({ comparatorColumn: column ?? '' })}
        help="Rules name it as it stands there: benchmark(jsa_rate, 'UK')."
        error={problems['comparatorColumn']}
        isNeeded={needed.has('comparatorColumn')}
      />
      <ColumnSelect
        label="Value"
        columns={columns}
        value={draft.valueColumn}
        onChange={(column) => change({ valueColumn: column ?? '' })}
        error={problems['valueColumn']}
        isNeeded={needed.has('valueColumn')}
      />
      <h3 className="form-heading">Period</h3>
      <PeriodFields {...{ draft, change, inspection, problems, needed }} />
    </>
  );
}

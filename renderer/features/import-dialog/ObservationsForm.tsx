import { families, indicatorKinds, type WorkspaceDescription } from '#contract';
import { parsePeriod } from '#core/periods';
import { useSession } from '../../state/index.ts';
import { Callout, Checkbox, Segments, Select, Suggest, TextField } from '../../ui/index.ts';
import { AreasFirst } from './AreasFirst.tsx';
import { questionAges } from './denominator.ts';
import type { Draft, ObservationsDraft } from './draft.ts';
import { ColumnSelect, GeographyFields, PairList, type FormProps } from './fields.tsx';
import { PeriodFields } from './PeriodFields.tsx';
import { useQueue } from './queue.ts';
import { RowFilterFields } from './RowFilterFields.tsx';
import { findSummed } from './roles.ts';

type Props = FormProps<ObservationsDraft>;

const helpOf = ({ help }: { help?: string }): { help?: string } => (help === undefined ? {} : { help });

const { fields } = families.observations;

const layouts = [
  { id: 'tidy', name: 'One number a row' },
  { id: 'sum', name: 'Columns added up' },
  { id: 'periods', name: 'One column a period' },
] as const;
type Layout = (typeof layouts)[number]['id'];

function layoutOf({ sumColumns, periodColumns }: ObservationsDraft): Layout {
  if (periodColumns !== null) return 'periods';
  return sumColumns === null ? 'tidy' : 'sum';
}

const periodHeaders = (columns: readonly string[]): string[] =>
  columns.filter((column) => parsePeriod(column) !== undefined);

function toLayout(layout: Layout, columns: readonly string[]): Partial<ObservationsDraft> {
  const none = { valueColumn: null, sumColumns: null, periodColumns: null };
  if (layout === 'tidy') return { ...none, valueColumn: '' };
  // What is added up is something else than the one column that the name was guessed from.
  if (layout === 'sum') return { ...none, sumColumns: '', indicator: '', name: '' };
  return { ...none, periodColumns: periodHeaders(columns) };
}

function ValueFields({ draft, change, inspection, problems, needed }: Props) {
  const { columns } = inspection;
  const layout = layoutOf(draft);
  const summed = findSummed(columns, draft.sumColumns ?? '');
  return (
    <>
      <div className="field">
        <span className="field-label">Numbers stand</span>
        <Segments
          label="How the numbers stand"
          segments={layouts}
          value={layout}
          onChange={(id) => change(toLayout(id, columns))}
        />
      </div>
      {layout === 'tidy' ? (
        <ColumnSelect
          label={fields.valueColumn.label}
          columns={columns}
          value={draft.valueColumn}
          onChange={(column) => change({ valueColumn: column ?? '' })}
          error={problems['valueColumn']}
          isNeeded={needed.has('valueColumn')}
        />
      ) : null}
      {layout === 'sum' ? (
        <TextField
          label={fields.sumColumns.label}
          value={draft.sumColumns ?? ''}
          onChange={(sumColumns) => change({ sumColumns })}
          help={
            summed.length === 0
              ? fields.sumColumns.help
              : `${summed.length} columns: ${summed[0]} … ${summed.at(-1)}.`
          }
          error={problems['sumColumns']}
        />
      ) : null}
      {layout === 'periods' ? <PeriodColumns {...{ draft, change, inspection, problems, needed }} /> : null}
    </>
  );
}

function PeriodColumns({ draft, change, inspection, problems }: Props) {
  const offered = periodHeaders(inspection.columns);
  const chosen = draft.periodColumns ?? [];
  if (offered.length === 0)
    return (
      <p className="field-error">No header of this file is a period such as 2017-09 or September 2017.</p>
    );
  return (
    <fieldset className="pair-list">
      <legend className="field-label">{fields.periodColumns.label}</legend>
      <div className="tick-list">
        {offered.map((column) => (
          <Checkbox
            key={column}
            isSelected={chosen.includes(column)}
            onChange={(isOn) =>
              change({ periodColumns: offered.filter((it) => (it === column ? isOn : chosen.includes(it))) })
            }
          >
            {column}
          </Checkbox>
        ))}
      </div>
      {problems['periodColumns'] === undefined ? null : (
        <p className="field-error">{problems['periodColumns']}</p>
      )}
    </fieldset>
  );
}

function IndicatorFields({ draft, change, problems, needed }: Props) {
  const indicators = useSession((state) => state.description?.indicators ?? []);
  const known = indicators.map(({ id, name }) => ({ id, name: id, detail: name }));
  const counts = indicators.filter(({ kind }) => kind === 'count');
  const choose = (indicator: string): void => {
    const found = indicators.find(({ id }) => id === indicator);
    change(
      found === undefined
        ? { indicator }
        : { indicator, name: found.name, kind: found.kind, of: found.of, unit: found.unit },
    );
  };
  return (
    <>
      <div className="form-pair">
        <Suggest
          label={fields.indicator.label}
          options={known}
          value={draft.indicator}
          onChange={choose}
          error={problems['indicator']}
          isNeeded={needed.has('indicator')}
        />
        <TextField label={fields.name.label} value={draft.name ?? ''} onChange={(name) => change({ name })} />
      </div>
      <div className="form-pair">
        <Select
          label={fields.kind.label}
          options={fields.kind.choices ?? []}
          value={draft.kind}
          onChange={(id) => {
            const kind = indicatorKinds.find((it) => it === id);
            if (kind !== undefined) change({ kind });
          }}
        />
        <TextField label={fields.unit.label} value={draft.unit ?? ''} onChange={(unit) => change({ unit })} />
      </div>
      <Suggest
        label={draft.kind === 'count' ? fields.of.label : 'Denominator'}
        options={counts.map(({ id, name }) => ({ id, name: id, detail: name }))}
        value={draft.of ?? ''}
        onChange={(of) => change({ of: of === '' ? null : of })}
        {...helpOf(fields.of)}
        error={problems['of']}
      />
    </>
  );
}

const knownDimensions = ['age', 'sex', 'duration', 'ethnicity', 'parental_status', 'disability'];

function CutFields({ draft, change, inspection, problems, needed }: Props) {
  const { columns } = inspection;
  return (
    <>
      <PairList
        legend={fields.cohortColumns.label}
        help={fields.cohortColumns.help ?? ''}
        keyLabel="Dimension"
        valueLabel="Column"
        pairs={draft.cohortColumns}
        onChange={(cohortColumns) => change({ cohortColumns })}
        keys={knownDimensions}
        values={() => columns}
        addWords="Add a cohort column"
        error={problems['cohortColumns']}
      />
      <PairList
        legend={fields.cohort.label}
        help={fields.cohort.help ?? ''}
        keyLabel="Dimension"
        valueLabel="Value"
        pairs={draft.cohort}
        onChange={(cohort) => change({ cohort })}
        keys={knownDimensions}
        values={(key) =>
          key === 'age' ? ['16-24', '25-49', '50-64'] : key === 'sex' ? ['female', 'male'] : []
        }
        addWords="Add a cut"
        error={problems['cohort']}
      />
      <RowFilterFields
        {...{ draft, inspection, problems, needed }}
        change={change as FormProps<Draft>['change']}
      />
      <Select
        label={fields.rounding.label}
        options={fields.rounding.choices ?? []}
        value={String(draft.rounding)}
        onChange={(id) => change({ rounding: id === '2' ? 2 : id === '5' ? 5 : 0 })}
        {...helpOf(fields.rounding)}
      />
    </>
  );
}

/** Asks about the ages that the file counts, where a rate of it would be of other people than its count. */
function AgesQuestion({ draft }: { draft: ObservationsDraft }) {
  const indicators = useSession((state) => state.description?.indicators ?? noIndicators);
  const items = useQueue((state) => state.items);
  const drafts = items.flatMap(({ look }) => look.draft ?? []);
  const question = questionAges(draft, indicators, drafts);
  return question === null ? null : <Callout tone="warning" title={question} />;
}

const noIndicators: WorkspaceDescription['indicators'] = [];

/** How a table of observations is read. */
export function ObservationsForm(props: Props) {
  const { draft, change, inspection, problems, needed } = props;
  return (
    <>
      <h3 className="form-heading">Areas</h3>
      <ColumnSelect
        label={fields.codeColumn.label}
        columns={inspection.columns}
        value={draft.codeColumn}
        onChange={(column) => change({ codeColumn: column ?? '' })}
        error={problems['codeColumn']}
        isNeeded={needed.has('codeColumn')}
      />
      <GeographyFields {...props} />
      <AreasFirst geography={draft.geography} vintage={draft.vintage} />
      <h3 className="form-heading">Numbers</h3>
      <ValueFields {...props} />
      <IndicatorFields {...props} />
      <AgesQuestion draft={draft} />
      {layoutOf(draft) === 'periods' ? null : (
        <>
          <h3 className="form-heading">Period</h3>
          <PeriodFields {...{ draft, change, inspection, problems, needed }} family={families.observations} />
        </>
      )}
      <h3 className="form-heading">Who is counted</h3>
      <CutFields {...props} />
    </>
  );
}

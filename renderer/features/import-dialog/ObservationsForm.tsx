import { indicatorKinds, type IndicatorKind, type WorkspaceDescription } from '#contract';
import { parsePeriod } from '#core/periods';
import { useSession } from '../../state/index.ts';
import { Callout, Checkbox, Segments, Select, Suggest, TextField } from '../../ui/index.ts';
import { AreasFirst } from './AreasFirst.tsx';
import { questionAges } from './denominator.ts';
import type { ObservationsDraft } from './draft.ts';
import { ColumnSelect, GeographyFields, PairList, sampleValues, type FormProps } from './fields.tsx';
import { PeriodFields } from './PeriodFields.tsx';
import { useQueue } from './queue.ts';
import { findSummed } from './roles.ts';

type Props = FormProps<ObservationsDraft>;

const kindNames: Record<IndicatorKind, [name: string, detail: string]> = {
  count: ['Count', 'people or things; adds up'],
  rate: ['Rate', 'per cent'],
  score: ['Score', 'an index; does not add up'],
  category: ['Category', 'a class such as a decile'],
};

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
          label="Value"
          columns={columns}
          value={draft.valueColumn}
          onChange={(column) => change({ valueColumn: column ?? '' })}
          error={problems['valueColumn']}
          isNeeded={needed.has('valueColumn')}
        />
      ) : null}
      {layout === 'sum' ? (
        <TextField
          label="Columns to add up"
          value={draft.sumColumns ?? ''}
          onChange={(sumColumns) => change({ sumColumns })}
          help={
            summed.length === 0
              ? 'Ages such as 16-64 or 16-64,90+, or names of columns divided by commas.'
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
      <legend className="field-label">Columns that are periods</legend>
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
          label="Indicator, as rules call it"
          options={known}
          value={draft.indicator}
          onChange={choose}
          error={problems['indicator']}
          isNeeded={needed.has('indicator')}
        />
        <TextField label="Name for people" value={draft.name ?? ''} onChange={(name) => change({ name })} />
      </div>
      <div className="form-pair">
        <Select
          label="It is a"
          options={indicatorKinds.map((id) => ({ id, name: kindNames[id][0], detail: kindNames[id][1] }))}
          value={draft.kind}
          onChange={(id) => {
            const kind = indicatorKinds.find((it) => it === id);
            if (kind !== undefined) change({ kind });
          }}
        />
        <TextField label="Unit" value={draft.unit ?? ''} onChange={(unit) => change({ unit })} />
      </div>
      <Suggest
        label={draft.kind === 'count' ? 'It is a share of' : 'Denominator'}
        options={counts.map(({ id, name }) => ({ id, name: id, detail: name }))}
        value={draft.of ?? ''}
        onChange={(of) => change({ of: of === '' ? null : of })}
        help="A count such as working_age, if any. Numbers above it are reported."
        error={problems['of']}
      />
    </>
  );
}

const roundings = [
  { id: '0', name: 'Exact', detail: 'not rounded' },
  { id: '2', name: 'To the nearest 5', detail: 'off by up to 2' },
  { id: '5', name: 'To the nearest 10', detail: 'off by up to 5' },
];

const knownDimensions = ['age', 'sex', 'duration', 'ethnicity', 'parental_status', 'disability'];

function CutFields({ draft, change, inspection, problems, needed }: Props) {
  const { columns } = inspection;
  return (
    <>
      <PairList
        legend="Cohorts from columns"
        help="Columns that cut people by age, sex and the like."
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
        legend="Cohort of the whole file"
        help="Where everybody in the file is of one group."
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
      <PairList
        legend="Only rows where"
        help="Filters: other rows are left out and counted in the report."
        keyLabel="Column"
        valueLabel="Value"
        pairs={draft.where}
        mayBeNot
        onChange={(where) => change({ where })}
        keys={columns}
        values={(column) => sampleValues(inspection, column)}
        addWords="Add a filter"
        error={problems['where']}
        isNeeded={needed.has('where')}
      />
      <Select
        label="Counts were rounded by the publisher"
        options={roundings}
        value={String(draft.rounding)}
        onChange={(id) => change({ rounding: id === '2' ? 2 : id === '5' ? 5 : 0 })}
        help="Widens the intervals that say how sure a result is."
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
        label="Code"
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
          <PeriodFields {...{ draft, change, inspection, problems, needed }} />
        </>
      )}
      <h3 className="form-heading">Who is counted</h3>
      <CutFields {...props} />
    </>
  );
}

import { flagByte, type Confidence, type Outcome } from '#contract';
import { decimalsToTell, thresholdsBeside } from '#core/targeting';
import { findWorstLeaving, series, type AreaMeasure } from '../../state/index.ts';
import {
  ConfidenceMark,
  LeavingMark,
  OutcomeMark,
  formatWhole,
  formatDecimal,
  formatValue,
} from '../../ui/index.ts';
import { intervalAt, type AreaColumn, type TableFacts } from './columns.ts';

interface ValueProps {
  values: NonNullable<AreaColumn['values']>;
  facts: TableFacts;
  index: number;
}

/** A value, or why there is none: suppressed and missing are two things, and neither is zero. Nothing while it is on its way. */
function ValueText({ values: { column, decimals }, facts, index }: ValueProps) {
  if (column === null) return null;
  const flag = column.flags[index];
  if (flag === flagByte.suppressed) return <span className="quiet">suppressed</span>;
  if (flag === flagByte.missing) return <span className="quiet">no data</span>;
  const value = column.values[index];
  return formatValue(value, decimalsAt({ facts, index, value, of: value }, decimals));
}

interface Beside {
  facts: TableFacts;
  index: number;
  value: number | undefined;
  /** The value that the rule may compare: this one, or the one whose limit this is. */
  of: number | undefined;
}

/** Decimals that tell a number from what the rule compares it with. */
function decimalsAt(
  { facts: { result }, index, value = Number.NaN, of = Number.NaN }: Beside,
  least: number,
): number {
  if (result === null) return least;
  return decimalsToTell(value, thresholdsBeside(result, { area: index, value: of }), least);
}

function IntervalText({ facts, index }: { facts: TableFacts; index: number }) {
  const { lower, upper } = intervalAt(facts.shown.column, index);
  const of = facts.shown.column?.values[index];
  const say = (value: number): string => formatValue(value, decimalsAt({ facts, index, value, of }, 1));
  return Number.isNaN(lower) ? '–' : `${say(lower)} – ${say(upper)}`;
}

function Trend({ facts, index }: { facts: TableFacts; index: number }) {
  const { list, column } = facts.shown;
  const code = list.codes[index];
  const { value } = series.use(
    column === null || code === undefined
      ? null
      : { geography: list.geography, code, indicator: column.indicator, cohort: column.cohort },
  );
  if (value === null || value.values.length < 2) return null;
  const high = value.values.reduce((most, item) => (item > most ? item : most), 0) || 1;
  const points = [...value.values]
    .map((item, at) => ({ at, item }))
    .filter(({ item }) => !Number.isNaN(item))
    .map(
      ({ at, item }) => `${(at * 80) / (value.values.length - 1)},${(18 - (item / high) * 16).toFixed(1)}`,
    );
  const label = `From ${formatDecimal(value.values[0])} to ${formatDecimal(value.values.at(-1))}`;
  return (
    <svg className="table-spark" width="80" height="20" role="img" aria-label={label}>
      <polyline points={points.join(' ')} />
    </svg>
  );
}

/** Why a figure is the least it can be. */
const leastWords: Record<AreaMeasure['of'], string> = {
  coverage: 'the places of some deliveries in reach are not known',
  reach: 'other rows of this area are withheld or missing',
};

/** A figure of coverage or reach: what is withheld, missing or out of reach is said, and "at least" is marked. */
function MeasureText({ measure, index }: { measure: AreaMeasure; index: number }) {
  const flag = measure.flags[index];
  if (flag === flagByte.suppressed) return <span className="quiet">suppressed</span>;
  if (flag === flagByte.missing) return <span className="quiet">{measure.missing.toLowerCase()}</span>;
  const text = formatValue(measure.values[index], Math.max(1, measure.decimals));
  const isWhole = measure.style === 'circles' || measure.unit === '£';
  const number = isWhole ? formatWhole(measure.values[index]) : text;
  return measure.atLeast?.[index] === 1 ? (
    <span title={`At least: ${leastWords[measure.of]}`}>≥ {number}</span>
  ) : (
    number
  );
}

/** Beside a value that would not leave so. */
function Leaving({ column: { leaving, values, look }, index }: { column: AreaColumn; index: number }) {
  const found = findWorstLeaving(leaving ?? [], index);
  if (found === null) return null;
  // Only a value is told again; of an interval or a reason nothing can be read off it.
  const decimals = look === 'count' ? 0 : values?.decimals;
  const instead =
    decimals === undefined || Number.isNaN(found.value) ? '' : formatValue(found.value, decimals);
  return <LeavingMark state={found.state} policy={found.policy} instead={instead} />;
}

/** What one cell shows. */
export function CellContent(props: CellProps) {
  const { column, index } = props;
  if (column.leaving === undefined) return <CellValue {...props} />;
  return (
    <>
      <Leaving column={column} index={index} />
      <CellValue {...props} />
    </>
  );
}

interface CellProps {
  column: AreaColumn;
  facts: TableFacts;
  index: number;
}

function CellValue({ column, facts, index }: CellProps) {
  const value = column.read(index);
  switch (column.look) {
    case 'value':
      return <ValueText values={column.values ?? facts.shown} facts={facts} index={index} />;
    case 'interval':
      return <IntervalText facts={facts} index={index} />;
    case 'status':
      return <OutcomeMark outcome={value as Outcome} />;
    case 'confidence':
      return <ConfidenceMark confidence={value as Confidence} />;
    case 'measure':
      return column.measure === undefined ? null : <MeasureText measure={column.measure} index={index} />;
    case 'trend':
      return <Trend facts={facts} index={index} />;
    case 'decimal':
      return formatDecimal(Number(value));
    case 'number':
    case 'count':
      return formatWhole(Number(value));
    default:
      return <span title={String(value)}>{value === '' ? '–' : value}</span>;
  }
}

import { confidences, flagByte, outcomes, type RuleResult } from '#contract';
import { decimalsBeside } from '#core/targeting';
import { findLeavingAt, useLeaving, useResultFor, type Shown } from '../state/index.ts';
import { MeasureLines } from './MeasureLines.tsx';
import { ConfidenceMark, LeavingMark, OutcomeMark, formatWhole, formatValue } from '../ui/index.ts';

function valueWords({ column, decimals, unit }: Shown, index: number, result: RuleResult | null): string {
  if (column === null) return '';
  const flag = column.flags[index];
  if (flag === flagByte.suppressed) return 'suppressed';
  if (flag === flagByte.missing) return 'no data';
  const value = column.values[index] ?? Number.NaN;
  const told = result === null ? decimals : decimalsBeside(result, { area: index, value }, decimals);
  return `${formatValue(value, told)}${unit === '' ? '' : ` ${unit}`}`;
}

function countWords({ column }: Shown, index: number): string {
  const count = column?.numerator?.[index];
  const base = column?.denominator?.[index];
  if (count === undefined || base === undefined || Number.isNaN(count)) return '';
  return `${formatWhole(count)} of ${formatWhole(base)}`;
}

/** What the map's card says of an area. */
export function AreaCard({ shown, index }: { shown: Shown; index: number }) {
  const result = useResultFor(shown.list);
  const { list } = shown;
  const [column] = useLeaving(list.geography, [shown.column]);
  const leaving = findLeavingAt(column, index);
  const parents = list.parents
    .map(({ names, index: positions }) => names[positions[index] ?? -1] ?? '')
    .filter((name) => name !== '');
  return (
    <div className="area-card">
      <p className="area-card-name">{list.names[index] || list.codes[index]}</p>
      <p className="quiet">{[list.codes[index], ...parents.slice(0, 2)].join(' · ')}</p>
      <p className="area-card-value">
        {leaving === null ? null : (
          <LeavingMark {...leaving} instead={formatValue(leaving.value, shown.decimals)} />
        )}
        <strong>{valueWords(shown, index, result)}</strong>{' '}
        <span className="quiet">{countWords(shown, index)}</span>
      </p>
      <MeasureLines list={list} index={index} />
      {result === null ? null : (
        <p className="area-card-marks">
          <OutcomeMark outcome={outcomes[result.outcomes[index] ?? 2] ?? 'unknown'} />
          <ConfidenceMark confidence={confidences[result.confidences[index] ?? 0] ?? 'unknown'} />
        </p>
      )}
    </div>
  );
}

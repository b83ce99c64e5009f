import { useState } from 'react';
import type { RuleResult } from '#contract';
import { decimalsToTell } from '#core/targeting';
import { findIndicator, moveThreshold, useRule, useSession, useShown } from '../../state/index.ts';
import { Select, Slider, formatValue } from '../../ui/index.ts';

type Adjustable = RuleResult['adjustable'][number];

/** Round steps: 0.1 for rates, whole for larger numbers. */
function stepFor(max: number): number {
  if (max <= 1) return 0.01;
  return max <= 100 ? 0.1 : 1;
}

/** As far as the values go, and twice as far as the threshold where that is unknown; a round number. */
function reachOf(number: Adjustable, highest: number): number {
  const most = Math.max(highest, number.value * 1.2, 1);
  const unit = 10 ** Math.floor(Math.log10(most)) / 2;
  return Math.ceil(most / unit) * unit;
}

function highestOf(values: Float64Array | undefined): number {
  let highest = 0;
  for (const value of values ?? []) if (value > highest) highest = value;
  return highest;
}

const writeNumber = (value: number): string => String(Number(value.toFixed(2)));

/** The values on the left of the comparison that holds this number. */
function valuesOf(
  result: RuleResult,
  number: Adjustable,
  shown: Float64Array | undefined,
): Float64Array | undefined {
  const leaf = result.leaves.find(
    (column) =>
      number.indicator !== null &&
      column.text.includes(number.indicator) &&
      column.thresholds[0] === number.value,
  );
  return leaf?.values ?? shown;
}

/** Moves a number of the rule: every position is answered at once; where it rests is saved. */
export function ThresholdSlider({ result }: { result: RuleResult }) {
  const [chosen, setChosen] = useState(0);
  const description = useSession((state) => state.description);
  const moved = useRule((state) => (state.moved?.text === state.text ? state.moved : null));
  const { shown } = useShown();
  const position = Math.min(chosen, result.adjustable.length - 1);
  const number = result.adjustable[position];
  if (number === undefined) return null;
  const indicator = findIndicator(description, number.indicator);
  const unit = indicator?.kind === 'rate' ? ' %' : '';
  const max = reachOf(number, highestOf(valuesOf(result, number, shown?.column?.values)));
  // While an answer is under way, the slider stays where the person put it.
  const value = moved?.from === number.from ? moved.value : number.value;
  const least = unit === '' && Number.isInteger(value) ? 0 : 1;
  const nameOf = (item: Adjustable): string => findIndicator(description, item.indicator)?.name ?? 'Number';
  return (
    <div className="rule-threshold">
      {result.adjustable.length < 2 ? null : (
        <Select
          label="Threshold to move"
          labelHidden
          options={result.adjustable.map((item, index) => ({
            id: String(index),
            name: `${nameOf(item)}: ${writeNumber(item.value)}`,
          }))}
          value={String(position)}
          onChange={(id) => setChosen(Number(id))}
        />
      )}
      <Slider
        label="Threshold"
        name={`Threshold of ${nameOf(number)}`}
        value={value}
        min={0}
        max={max}
        step={stepFor(max)}
        text={`${formatValue(value, decimalsToTell(value, [value], least))}${unit}`}
        onChange={(next) => moveThreshold(number, Number(next.toFixed(2)))}
      />
    </div>
  );
}

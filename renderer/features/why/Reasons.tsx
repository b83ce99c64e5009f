import type { Reason } from '#contract';
import { decimalsToTell } from '#core/targeting';
import { ConfidenceMark, formatCount, formatValue } from '../../ui/index.ts';

function Interval({ reason }: { reason: Reason }) {
  const { interval, numerator, denominator, threshold } = reason;
  const isAbove = numerator !== null && denominator !== null && numerator > denominator;
  if (interval === null && !isAbove) return null;
  const beside = threshold === null ? [] : [threshold];
  const say = (limit: number): string => formatValue(limit, decimalsToTell(limit, beside, 1));
  const counts =
    numerator === null || denominator === null
      ? ''
      : ` (${formatCount(numerator)} of ${formatCount(denominator)})`;
  if (interval === null)
    return <div className="why-fact">No interval: the count is above its denominator{counts}</div>;
  return (
    <div className="why-fact">
      95 % interval {say(interval[0])} to {say(interval[1])} %{counts}
    </div>
  );
}

/** Value, threshold and interval on one line of numbers. */
function Gauge({ reason }: { reason: Reason }) {
  const { interval, value, threshold } = reason;
  if (interval === null || value === null || threshold === null) return null;
  const most = Math.max(interval[1], threshold) * 1.15;
  const at = (number: number): string => `${Math.max(0, Math.min(100, (100 * number) / most))}%`;
  return (
    <svg className="why-gauge" width="100%" height="18" aria-hidden>
      <line className="why-gauge-axis" x1="0" x2="100%" y1="9" y2="9" />
      <line className="why-gauge-interval" x1={at(interval[0])} x2={at(interval[1])} y1="9" y2="9" />
      <circle className="why-gauge-value" cx={at(value)} cy="9" r="4.5" />
      <line className="why-gauge-threshold" x1={at(threshold)} x2={at(threshold)} y1="1" y2="17" />
    </svg>
  );
}

function ReasonItem({ reason }: { reason: Reason }) {
  return (
    <li className="why-reason">
      <div className="why-clause">
        <span className="why-text">{reason.text}</span>
        <ConfidenceMark confidence={reason.confidence} />
      </div>
      <Gauge reason={reason} />
      <Interval reason={reason} />
      {reason.unknownBecause === null ? null : (
        <div className="why-fact">Unknown because the value is {reason.unknownBecause}.</div>
      )}
      {reason.tipping === null ? null : <div className="why-fact">It {reason.tipping}.</div>}
    </li>
  );
}

/** Clauses with their values, margins and intervals. */
export function Reasons({ title, reasons }: { title: string; reasons: readonly Reason[] }) {
  if (reasons.length === 0) return null;
  return (
    <div>
      <h3 className="why-heading">{title}</h3>
      <ul className="why-reasons">
        {reasons.map((reason) => (
          <ReasonItem key={reason.clause} reason={reason} />
        ))}
      </ul>
    </div>
  );
}

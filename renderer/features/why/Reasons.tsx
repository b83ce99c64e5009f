import type { Reason } from '#contract';
import { decimalsToTell } from '#core/targeting';
import type { ValueLeaving } from '../../state/index.ts';
import { ConfidenceMark, formatWhole, formatValue, LeavingMark } from '../../ui/index.ts';
import { Gauge } from './Gauge.tsx';

/** What the value may truly be for the rounding of its counts. */
function Bounds({ reason: { bounds, threshold } }: { reason: Reason }) {
  if (bounds === null) return null;
  const [low, high] = bounds;
  const beside = threshold === null ? [] : [threshold];
  const isWhole = bounds.every(Number.isInteger);
  const say = (limit: number): string => formatValue(limit, decimalsToTell(limit, beside, isWhole ? 0 : 1));
  return (
    <div className="why-fact">
      Its counts are rounded: truly between {say(low)} and {say(high)}.
    </div>
  );
}

function Interval({ reason }: { reason: Reason }) {
  const { interval, numerator, denominator, threshold } = reason;
  const isAbove = numerator !== null && denominator !== null && numerator > denominator;
  if (interval === null && !isAbove) return null;
  const beside = threshold === null ? [] : [threshold];
  const say = (limit: number): string => formatValue(limit, decimalsToTell(limit, beside, 1));
  const counts =
    numerator === null || denominator === null
      ? ''
      : ` (${formatWhole(numerator)} of ${formatWhole(denominator)})`;
  if (interval === null)
    return <div className="why-fact">No interval: the count is above its denominator{counts}</div>;
  return (
    <div className="why-fact">
      95 % interval {say(interval[0])} to {say(interval[1])} %{counts}
    </div>
  );
}

/** What would become of the values that a clause speaks of. */
type FindLeaving = (clause: string) => ValueLeaving | null;

function ReasonItem({ reason, findLeaving }: { reason: Reason; findLeaving: FindLeaving }) {
  const leaving = findLeaving(reason.clause);
  return (
    <li className="why-reason">
      <div className="why-clause">
        <span className="why-text">{reason.text}</span>
        {leaving === null ? null : <LeavingMark state={leaving.state} policy={leaving.policy} />}
        <ConfidenceMark confidence={reason.confidence} />
      </div>
      <Gauge reason={reason} />
      <Interval reason={reason} />
      <Bounds reason={reason} />
      {reason.unknownBecause === null ? null : (
        <div className="why-fact">Unknown because the value is {reason.unknownBecause}.</div>
      )}
      {reason.tipping === null ? null : <div className="why-fact">It {reason.tipping}.</div>}
    </li>
  );
}

/** Clauses with their values, margins and intervals. */
export function Reasons({
  title,
  reasons,
  findLeaving,
}: {
  title: string;
  reasons: readonly Reason[];
  findLeaving: FindLeaving;
}) {
  if (reasons.length === 0) return null;
  return (
    <div>
      <h3 className="why-heading">{title}</h3>
      <ul className="why-reasons">
        {reasons.map((reason) => (
          <ReasonItem key={reason.clause} {...{ reason, findLeaving }} />
        ))}
      </ul>
    </div>
  );
}

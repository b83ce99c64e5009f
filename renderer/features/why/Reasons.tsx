import type { Reason } from '#contract';
import { decimalsToTell } from '#core/targeting';
import type { ValueLeaving } from '../../state/index.ts';
import { ConfidenceMark, formatWhole, formatValue, LeavingMark } from '../../ui/index.ts';
import { Gauge } from './Gauge.tsx';

interface FactProps {
  reason: Reason;
  leaving: ValueLeaving | null;
}

/** Beside what is told of a value that would not leave so. */
function Mark({ leaving }: Pick<FactProps, 'leaving'>) {
  return leaving === null ? null : <LeavingMark state={leaving.state} policy={leaving.policy} />;
}

/** What the value may truly be for the rounding of its counts. */
function Bounds({ reason: { bounds, threshold }, leaving }: FactProps) {
  if (bounds === null) return null;
  const [low, high] = bounds;
  const beside = threshold === null ? [] : [threshold];
  const isWhole = bounds.every(Number.isInteger);
  const say = (limit: number): string => formatValue(limit, decimalsToTell(limit, beside, isWhole ? 0 : 1));
  return (
    <div className="why-fact">
      Its counts are rounded: truly between {say(low)} and {say(high)}. <Mark leaving={leaving} />
    </div>
  );
}

function Interval({ reason, leaving }: FactProps) {
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
    return (
      <div className="why-fact">
        No interval: the count is above its denominator{counts} <Mark leaving={leaving} />
      </div>
    );
  return (
    <div className="why-fact">
      95 % interval {say(interval[0])} to {say(interval[1])} %{counts} <Mark leaving={leaving} />
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
        <Mark leaving={leaving} />
        <ConfidenceMark confidence={reason.confidence} />
      </div>
      <Gauge reason={reason} />
      <Interval reason={reason} leaving={leaving} />
      <Bounds reason={reason} leaving={leaving} />
      {reason.unknownBecause === null ? null : (
        <div className="why-fact">Unknown because the value is {reason.unknownBecause}.</div>
      )}
      {reason.tipping === null ? null : (
        <div className="why-fact">
          It {reason.tipping}. <Mark leaving={leaving} />
        </div>
      )}
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

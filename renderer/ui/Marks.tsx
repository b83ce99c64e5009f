import { CircleCheck, CircleMinus, CircleQuestionMark, Shield } from 'lucide-react';
import { sensitivities, type Confidence, type Outcome } from '#contract';

const outcomeMarks = {
  in: { icon: CircleCheck, words: 'in' },
  out: { icon: CircleMinus, words: 'out' },
  unknown: { icon: CircleQuestionMark, words: 'unknown' },
} as const;

/** In, out or unknown, as an icon and a word. */
export function OutcomeMark({ outcome }: { outcome: Outcome }) {
  const { icon: Icon, words } = outcomeMarks[outcome];
  return (
    <span className={`mark mark-${outcome}`}>
      <Icon size={14} aria-hidden /> {words}
    </span>
  );
}

/** How sure the outcome of a clause is, in words. */
export function ConfidenceMark({ confidence }: { confidence: Confidence }) {
  if (confidence === 'certain') return <span className="mark mark-certain">certain</span>;
  const tone = confidence.startsWith('clearly')
    ? 'clear'
    : confidence === 'unknown'
      ? 'unknown'
      : 'borderline';
  return <span className={`mark mark-${tone}`}>{confidence}</span>;
}

/** Beside an indicator or a source that may leave only as the policy allows. */
export function RestrictedMark() {
  const { name, sentence } = sensitivities.restricted;
  return (
    <span className="mark mark-restricted" title={`${name}: ${sentence}`}>
      <Shield size={12} aria-hidden /> {name}
    </span>
  );
}

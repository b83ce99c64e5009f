import { EqualApproximately, EyeOff, OctagonX } from 'lucide-react';
import { getPolicy, type DisclosurePolicy, type LeavingState } from '#contract';

const marks = {
  hidden: { icon: EyeOff, word: 'hidden', words: 'would be hidden if it left' },
  rounded: { icon: EqualApproximately, word: 'rounded', words: 'would be rounded if it left' },
  stopped: { icon: OctagonX, word: 'stopped', words: 'would not leave' },
  /** Of what is worked out of several values, of which some are hidden or rounded. */
  changed: { icon: EqualApproximately, word: 'changed', words: 'would be another figure if it left' },
} as const satisfies Record<Exclude<LeavingState, 'as it is'> | 'changed', object>;

export interface LeavingMarkProps {
  state: keyof typeof marks;
  policy: DisclosurePolicy;
  /** What would leave instead, as it is written; empty where nothing would. */
  instead?: string;
}

/** Beside a restricted value at the desk that would not leave so: a shape and a word, in full for screen readers and in a tooltip. */
export function LeavingMark({ state, policy, instead = '' }: LeavingMarkProps) {
  const { icon: Icon, word, words } = marks[state];
  const as = instead === '' ? '' : state === 'rounded' ? `, to ${instead}` : `: ${instead}`;
  const full = `${words}${as} (${getPolicy(policy).name})`;
  return (
    <span className={`leaving-mark leaving-${state}`} title={full}>
      <Icon size={12} aria-hidden />
      <span aria-hidden>{word}</span>
      <span className="visually-hidden">{full}</span>
    </span>
  );
}

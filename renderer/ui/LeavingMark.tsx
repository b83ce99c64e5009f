import { EqualApproximately, EyeOff, OctagonX } from 'lucide-react';
import { getPolicy, type DisclosurePolicy, type LeavingState } from '#contract';

const marks = {
  hidden: { icon: EyeOff, word: 'hidden', words: 'would be hidden if it left' },
  rounded: { icon: EqualApproximately, word: 'rounded', words: 'would be rounded if it left' },
  stopped: { icon: OctagonX, word: 'stopped', words: 'would not leave' },
} as const satisfies Record<Exclude<LeavingState, 'as it is'>, object>;

export interface LeavingMarkProps {
  state: Exclude<LeavingState, 'as it is'>;
  policy: DisclosurePolicy;
  /** What would leave instead, as it is written; empty where nothing would. */
  instead?: string;
}

/** Beside a restricted value at the desk that would not leave so: a shape and a word, in full for screen readers and in a tooltip. */
export function LeavingMark({ state, policy, instead = '' }: LeavingMarkProps) {
  const { icon: Icon, word, words } = marks[state];
  const as = state === 'rounded' && instead !== '' ? `, to ${instead}` : '';
  const full = `${words}${as} (${getPolicy(policy).name})`;
  return (
    <span className={`leaving-mark leaving-${state}`} title={full}>
      <Icon size={12} aria-hidden />
      <span aria-hidden>{word}</span>
      <span className="visually-hidden">{full}</span>
    </span>
  );
}

import type { Stage } from '#contract';

/** Half-open range of characters in the text of a selector. */
export interface Span {
  from: number;
  to: number;
}

export const termKinds = ['stage', 'programme', 'provider', 'funding', 'eligible'] as const;
export type TermKind = (typeof termKinds)[number];

/** One condition on deliveries, `funding:ESF`; `*` holds for all of them. */
export type Term = (
  | { kind: '*' }
  | { kind: Exclude<TermKind, 'stage'>; value: string }
  | { kind: 'stage'; value: Stage }
) &
  Span;

/** Picks deliveries: any of the alternatives, each of them all of its terms. Never empty. */
export interface Selector {
  alternatives: Term[][];
}

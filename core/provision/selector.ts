import type { SiteKind, Span, Stage } from '#contract';

export const termKinds = ['stage', 'programme', 'provider', 'funding', 'eligible', 'kind', 'site'] as const;
export type TermKind = (typeof termKinds)[number];

/**
 * One condition: `funding:ESF` on deliveries, `kind:employment` and `site:s01` on sites. `*` holds for all deliveries.
 * A word of a kind or stage is kept as the contract writes it.
 */
export type Term = (
  | { kind: '*' }
  | { kind: Exclude<TermKind, 'stage' | 'kind'>; value: string }
  | { kind: 'stage'; value: Stage }
  | { kind: 'kind'; value: SiteKind }
) &
  Span;

/**
 * Any of the alternatives, each of them all of its terms. Never empty. An alternative picks deliveries; one that speaks of
 * sites alone also picks the sites themselves, whether or not anything is delivered there.
 */
export interface Selector {
  alternatives: Term[][];
}

/** Whether an alternative speaks of sites alone. */
export function picksSites(terms: readonly Term[]): boolean {
  return terms.every(({ kind }) => kind === 'kind' || kind === 'site');
}

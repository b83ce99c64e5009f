import type { DisclosurePolicy } from '#contract';
import type { Leaving } from './gate.ts';

/** Answers a content as it may leave. It does not change what it is given. */
type Treatment = <Content extends Leaving>(content: Content) => Content;

/** How each policy of the catalogue treats what leaves; the compiler misses none. */
export const treatments: Record<DisclosurePolicy, Treatment> = {
  // Published figures have been treated already: a second treatment would only make them wrong.
  none: (content) => content,
};

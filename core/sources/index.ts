import type { ReleaseSummary } from '#contract';

/** What is known of where numbers come from. */
export type Source = Pick<ReleaseSummary, 'kind' | 'publisher' | 'licence'>;

/** Releases that were made here out of others: nobody publishes or licenses them. */
const ownKinds: readonly ReleaseSummary['kind'][] = ['link', 'derived', 'edits'];

/** What a source should name and does not: nothing, a publisher, a licence, or both. Of what was made here nothing is missing. */
export function listMissing({ kind, publisher, licence }: Source): ('publisher' | 'licence')[] {
  if (ownKinds.includes(kind)) return [];
  return [
    ...(isBlank(publisher) ? (['publisher'] as const) : []),
    ...(isBlank(licence) ? (['licence'] as const) : []),
  ];
}

const isBlank = (text: string | null): boolean => text === null || text.trim() === '';

/**
 * What the sources of something that leaves lack, one sentence each: "2 of 3 sources have no licence". Empty where nothing is
 * missing. Counted are sources from outside; what was made here out of them is none.
 */
export function describeGaps(sources: readonly Source[]): string[] {
  const outside = sources.filter(({ kind }) => !ownKinds.includes(kind));
  return (['licence', 'publisher'] as const).flatMap((what) => {
    const without = outside.filter((source) => listMissing(source).includes(what)).length;
    if (without === 0) return [];
    if (outside.length === 1) return [`The one source has no ${what}`];
    return [`${without} of ${outside.length} sources ${without === 1 ? 'has' : 'have'} no ${what}`];
  });
}

export { guessSensitivity, type UnjudgedSource } from './sensitivity.ts';

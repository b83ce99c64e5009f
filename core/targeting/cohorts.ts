import type { CohortId, Span } from '#contract';
import { ruleError } from './errors.ts';
import type { Token } from './tokens.ts';

/**
 * The cohort that the cuts between brackets name: sorted `dimension=value` cuts, `all` for the single word all.
 * Throws `invalid_rule` for an empty bracket, a cut without `=`, and a dimension cut twice.
 */
export function readCohortCuts(cuts: Token[], bracket: Span): CohortId {
  if (cuts.length === 0)
    throw ruleError('The brackets name no cohort', bracket, {
      found: '[]',
      expected: 'a cut such as age=18-24',
    });
  if (cuts.length === 1 && cuts[0]!.text.toLowerCase() === 'all') return 'all';
  const byDimension = new Map<string, string>();
  for (const cut of cuts) {
    const [dimension, value] = splitCut(cut);
    if (byDimension.has(dimension))
      throw ruleError(`The cohort is cut by ${dimension} twice`, cut, { found: cut.text });
    byDimension.set(dimension, value);
  }
  return [...byDimension]
    .map(([dimension, value]) => `${dimension}=${value}`)
    .toSorted()
    .join(',');
}

function splitCut(cut: Token): [string, string] {
  const equals = cut.text.indexOf('=');
  const dimension = cut.text.slice(0, Math.max(equals, 0)).trim();
  const value = cut.text.slice(equals + 1).trim();
  if (dimension === '' || value === '')
    throw ruleError(`${cut.text} is not a cohort`, cut, {
      found: cut.text,
      expected: 'a cut such as age=18-24',
    });
  return [dimension, value];
}

import { siteKindNames, stageNames } from '#contract';
import type { Selector, Term } from './selector.ts';

/** The selector as text in its one canonical form; parsing it gives the same selector again. */
export function printSelector(selector: Selector): string {
  return selector.alternatives.map((terms) => terms.map(printTerm).join(' ')).join(' | ');
}

function printTerm(term: Term): string {
  if (term.kind === '*') return '*';
  const needsQuotes = /[\s|"]/.test(term.value);
  return `${term.kind}:${needsQuotes ? `"${term.value.replaceAll('"', '""')}"` : term.value}`;
}

/**
 * The selector in words, to stand after "deliveries": "of stage Advice and guidance, funded by ESF", "at employment sites".
 * Empty for all.
 */
export function phraseSelector(selector: Selector): string {
  return selector.alternatives
    .map((terms) =>
      terms
        .map(phraseTerm)
        .filter((phrase) => phrase !== '')
        .join(', '),
    )
    .map((phrase, _, all) => (phrase === '' && all.length > 1 ? 'of any kind' : phrase))
    .join('; or ');
}

/** One term in words, to stand after what is delivered: "funded by ESF", "at employment sites". Empty for `*`. */
export function phraseTerm(term: Term): string {
  if (term.kind === '*') return '';
  if (term.kind === 'stage') return `of stage ${stageNames[term.value]}`;
  if (term.kind === 'kind') return `at ${siteKindNames[term.value].toLowerCase()} sites`;
  const words = {
    programme: 'of programme',
    provider: 'by',
    funding: 'funded by',
    eligible: 'open to',
    site: 'at',
  };
  return `${words[term.kind]} ${term.value}`;
}

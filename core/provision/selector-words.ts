import { siteKindNames, stageNames, type Provision } from '#contract';
import { phraseTerm } from './selector-print.ts';
import { picksSites, type Selector, type Term } from './selector.ts';

/**
 * What a selector picks, as a noun: "advice and guidance funded by ESF", "provision run by St Helens College", "employment
 * sites", "any provision" for `*`. Alternatives are joined by "or". Providers, programmes and sites are called by the names that
 * `provision` has for them; what has no name there stands in quotes, as do all of them where nothing is known.
 */
export function nameProvision(selector: Selector, provision: Provision | null): string {
  return joinWays(selector, (terms) =>
    picksSites(terms) ? nameTheSites(terms, provision) : nameDelivered(terms, provision),
  );
}

/**
 * The sites that a selector picks, one or many of them, to stand after a number or "the nearest": "sites of advice and guidance",
 * "employment site", "sites of any provision". Names are as in `nameProvision`.
 */
export function nameSites(selector: Selector, provision: Provision | null, isMany: boolean): string {
  return joinWays(selector, (terms) =>
    picksSites(terms)
      ? nameOwnSites(terms, provision, isMany)
      : `${isMany ? 'sites' : 'site'} of ${nameDelivered(terms, provision)}`,
  );
}

function joinWays({ alternatives }: Selector, name: (terms: readonly Term[]) => string): string {
  return [...new Set(alternatives.map(name))].join(' or ');
}

/** Deliveries: their stages come first, what else they must be after them. */
function nameDelivered(terms: readonly Term[], provision: Provision | null): string {
  const stages = terms.flatMap((term) => (term.kind === 'stage' ? stageNames[term.value].toLowerCase() : []));
  const others = terms.filter(({ kind }) => kind !== 'stage' && kind !== '*');
  const isAny = stages.length === 0 && others.length === 0;
  const what = stages.length > 0 ? stages.join(' and also ') : isAny ? 'any provision' : 'provision';
  return [what, ...joinTerms(others, provision)].join(' ');
}

function nameTheSites(terms: readonly Term[], provision: Provision | null): string {
  const isNamed = terms.some(({ kind }) => kind === 'site');
  return `${isNamed ? 'the ' : ''}${nameOwnSites(terms, provision, true)}`;
}

/** Sites themselves: their kinds come first, which ones after them. */
function nameOwnSites(terms: readonly Term[], provision: Provision | null, isMany: boolean): string {
  const kinds = terms.flatMap((term) =>
    term.kind === 'kind' ? siteKindNames[term.value].toLowerCase() : [],
  );
  const which = terms.filter(({ kind }) => kind === 'site');
  const names = which.map((term) => nameOf(term, provision)).join(' and also ');
  return [...kinds, isMany && which.length === 0 ? 'sites' : 'site', ...(names === '' ? [] : [names])].join(
    ' ',
  );
}

function joinTerms(terms: readonly Term[], provision: Provision | null): string[] {
  return terms.length === 0 ? [] : [terms.map((term) => nameTerm(term, provision)).join(' and ')];
}

function nameTerm(term: Term, provision: Provision | null): string {
  if (term.kind === 'provider') return `run by ${nameOf(term, provision)}`;
  if (term.kind === 'programme') return `of the programme ${nameOf(term, provision)}`;
  if (term.kind === 'site') return `at ${nameOf(term, provision)}`;
  if (term.kind === 'eligible') return `open to ${term.value.replaceAll('=', ' ')}`;
  return phraseTerm(term);
}

/** The name of what a term means by its id or by its name; in quotes where nobody knows it. */
function nameOf(term: Term, provision: Provision | null): string {
  const wanted = term.kind === '*' ? '*' : term.value.toLowerCase();
  const known = listNamed(term, provision).find(
    ({ id, name }) => id.toLowerCase() === wanted || name.toLowerCase() === wanted,
  );
  if (known !== undefined && known.name !== '') return known.name;
  return `“${term.kind === '*' ? '*' : term.value}”`;
}

function listNamed({ kind }: Term, provision: Provision | null): readonly { id: string; name: string }[] {
  if (provision === null) return [];
  if (kind === 'provider') return provision.providers;
  return kind === 'programme' ? provision.programmes : provision.sites;
}

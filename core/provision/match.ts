import {
  siteKinds,
  stages,
  type Delivery,
  type Programme,
  type Provision,
  type Site,
  type Stage,
} from '#contract';
import { suggest } from '#core/names';
import { SelectorError } from './selector-parse.ts';
import { picksSites, termKinds, type Selector, type Term, type TermKind } from './selector.ts';

/**
 * The deliveries that a selector picks, in their own order. With a day, only those that run on it at a site that is open
 * on it: first and last day included, an unknown end being no end. Ids, names, funding streams and cohorts are compared
 * without regard to case. `eligible:18-24` picks what somebody of that cohort may join: deliveries open to everybody, and
 * those one of whose cohorts is, or has a cut with, that value. No delivery at all is no error.
 */
export function matchDeliveries(provision: Provision, selector: Selector, day: string | null): Delivery[] {
  const programmes = new Map(provision.programmes.map((programme) => [programme.id, programme]));
  const providers = new Map(provision.providers.map(({ id, name }) => [id, name]));
  const sites = new Map(provision.sites.map((site) => [site.id, site]));
  return provision.deliveries.filter((delivery) => {
    const site = sites.get(delivery.site);
    if (day !== null && !(runsOn(delivery, day) && runsOn(site, day))) return false;
    const programme = programmes.get(delivery.programme);
    const facts = { delivery, programme, providerName: providers.get(programme?.provider ?? ''), site };
    return selector.alternatives.some((terms) => terms.every((term) => holds(term, facts)));
  });
}

/**
 * The sites that a selector picks themselves, in their own order, whether or not anything is delivered there: those that
 * fit an alternative which speaks of sites alone, such as `kind:employment` or `site:s01`. With a day, only those that are
 * open on it. Ids and names are compared without regard to case.
 */
export function matchSites({ sites }: Provision, selector: Selector, day: string | null): Site[] {
  const ways = selector.alternatives.filter(picksSites);
  return sites.filter(
    (site) =>
      (day === null || runsOn(site, day)) && ways.some((terms) => terms.every((term) => fits(term, site))),
  );
}

/**
 * The stages that a selector speaks of: those it can pick, whatever is delivered today, and where it speaks of sites alone
 * those of what it did pick.
 */
export function listStages(selector: Selector, picked: readonly Delivery[]): Stage[] {
  const ways = selector.alternatives.filter((terms) => !picksSites(terms));
  return stages.filter(
    (stage) =>
      picked.some((delivery) => delivery.stage === stage) ||
      ways.some((terms) => terms.every((term) => term.kind !== 'stage' || term.value === stage)),
  );
}

/**
 * Whether everything that a selector names exists among what is delivered. Throws `invalid_rule` with the position and the
 * nearest known name; a selector that is right but picks nothing passes.
 */
export function checkSelector(selector: Selector, provision: Provision): void {
  for (const term of selector.alternatives.flat()) {
    if (term.kind === '*' || term.kind === 'stage' || term.kind === 'kind') continue;
    const names = listNames(provision, term.kind);
    if (names.some((name) => isSame(name, term.value))) continue;
    throw new SelectorError(`There is no ${kindNames[term.kind]} ${term.value}`, term, {
      found: term.value,
      expected:
        names.length === 0 ? `there are no ${kindNames[term.kind]}s at all` : names.slice(0, 5).join(', '),
      hint: suggest(term.value, names),
    });
  }
}

/** Everything that can stand after `kind:` among what is delivered, sorted; ids come with the names that also serve. */
export function listNames(provision: Provision, kind: TermKind): string[] {
  const named = (list: readonly { id: string; name: string }[]): string[] =>
    list.flatMap(({ id, name }) => (name === '' ? [id] : [id, name]));
  const names = {
    stage: () => [...stages],
    programme: () => named(provision.programmes),
    provider: () => named(provision.providers),
    funding: () => provision.deliveries.map(({ fundingStream }) => fundingStream),
    eligible: () => provision.deliveries.flatMap(({ eligible }) => eligible.flatMap(spellings)),
    kind: () => [...siteKinds],
    site: () => named(provision.sites),
  }[kind]();
  return [...new Set(names)].filter((name) => name !== '').toSorted();
}

/** Completions for an editor: the kinds, and after `kind:` its names. */
export function listTerms(provision: Provision): string[] {
  return termKinds.flatMap((kind) =>
    listNames(provision, kind).map(
      (name) => `${kind}:${/[\s|"]/.test(name) ? `"${name.replaceAll('"', '""')}"` : name}`,
    ),
  );
}

const kindNames = {
  programme: 'programme',
  provider: 'provider',
  funding: 'funding stream',
  eligible: 'eligible cohort',
  site: 'site',
};

interface Facts {
  delivery: Delivery;
  programme: Programme | undefined;
  providerName: string | undefined;
  site: Site | undefined;
}

function holds(term: Term, { delivery, programme, providerName, site }: Facts): boolean {
  switch (term.kind) {
    case '*':
      return true;
    case 'stage':
      return delivery.stage === term.value;
    case 'funding':
      return isSame(delivery.fundingStream, term.value);
    case 'programme':
      return isSame(delivery.programme, term.value) || isSame(programme?.name, term.value);
    case 'provider':
      return isSame(programme?.provider, term.value) || isSame(providerName, term.value);
    case 'kind':
    case 'site':
      return site !== undefined && fits(term, site);
    default:
      return (
        delivery.eligible.length === 0 ||
        delivery.eligible.some((cohort) => spellings(cohort).some((text) => isSame(text, term.value)))
      );
  }
}

/** Whether a site is what a term on sites asks for; terms on deliveries hold for none. */
function fits(term: Term, site: Site): boolean {
  if (term.kind === 'kind') return site.kind === term.value;
  return term.kind === 'site' && (isSame(site.id, term.value) || isSame(site.name, term.value));
}

/** How a selector may write a cohort: whole, by one of its cuts, or by the value of one. */
function spellings(cohort: string): string[] {
  const cuts = cohort.split(',').map((cut) => cut.trim());
  return [cohort, ...cuts, ...cuts.map((cut) => cut.slice(cut.indexOf('=') + 1))];
}

function isSame(a: string | undefined, b: string): boolean {
  return a !== undefined && a.toLowerCase() === b.toLowerCase();
}

function runsOn(what: Pick<Site, 'firstDay' | 'lastDay'> | undefined, day: string): boolean {
  if (what === undefined) return false;
  return (what.firstDay === null || what.firstDay <= day) && (what.lastDay === null || day <= what.lastDay);
}

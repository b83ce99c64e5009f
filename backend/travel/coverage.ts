import {
  PinpointError,
  type Coverage,
  type CoverageRequest,
  type Delivery,
  type Ledger,
  type LedgerRequest,
  type Provision,
  type Site,
} from '#contract';
import {
  checkSelector,
  listStages,
  makeLedger,
  matchDeliveries,
  matchSites,
  measureCoverage,
  parseSelector,
  phraseTravel,
  picksSites,
  type CoverageQuestion,
  type Selector,
} from '#core/provision';
import { readValues } from '#core/targeting';
import { makeAreaTable } from '../figures/index.ts';
import { measureSiteMinutes, settle, type Measuring, type SettledTravel } from './measuring.ts';

/** What a selector picks. */
export interface Matched {
  provision: Provision;
  selector: Selector;
  deliveries: Delivery[];
  /** Sites that it picks themselves, such as employment sites. */
  picked: Site[];
  /** Those, and the ones where the deliveries are. */
  sites: Site[];
}

/** Reads a selector against what is delivered. Throws `invalid_rule` with the position for a wrong one. */
export function matchProvision(
  provision: Provision,
  { selector: text, day }: { selector: string; day: string | null },
): Matched {
  const selector = parseSelector(text);
  checkSelector(selector, provision);
  const deliveries = matchDeliveries(provision, selector, day);
  const picked = matchSites(provision, selector, day);
  const used = new Set([...deliveries.map(({ site }) => site), ...picked.map(({ id }) => id)]);
  const sites = provision.sites.filter(({ id }) => used.has(id));
  return { provision, selector, deliveries, picked, sites };
}

/** The need count of each area. Throws `not_found` for an unknown indicator, `usage` for one that is no count. */
export function readNeedColumn(
  { geography, need }: Pick<CoverageRequest, 'geography' | 'need'>,
  measuring: Measuring,
): { values: Float64Array; name: string; releases: number[]; period: string | null } {
  const { kind, name } = measuring.reader.getIndicator(need.indicator);
  if (kind !== 'count')
    throw new PinpointError('usage', `${need.indicator} is a ${kind}; need is counted in people.`, {
      found: need.indicator,
      hint: 'Name a count.',
    });
  const column = readValues(makeAreaTable(measuring.reader, geography), need);
  return { values: column.values, name, releases: column.releases, period: column.period };
}

async function ask(
  request: CoverageRequest,
  measuring: Measuring,
): Promise<{ question: CoverageQuestion; matched: Matched; settled: SettledTravel }> {
  const matched = matchProvision(measuring.reader.getProvision(), request);
  const { geography, count } = request;
  const settled = settle(request.travel, geography, measuring);
  const need = readNeedColumn(request, measuring);
  measuring.progress.stage('Measuring journeys', 0.85);
  const siteMinutes = await measureSiteMinutes({ sites: matched.sites, settled }, measuring);
  measuring.progress.stage('Adding up', 0.05);
  const within = phraseTravel(settled.travel);
  return {
    question: {
      deliveries: matched.deliveries,
      sites: listIds(matched.picked),
      siteMinutes,
      need: need.values,
      count,
      within,
    },
    matched,
    settled,
  };
}

function listIds(sites: readonly Site[]): string[] {
  return sites.map(({ id }) => id);
}

/** How far the matching deliveries cover each area. Throws for a wrong selector, need or travel. */
export async function measureAreaCoverage(request: CoverageRequest, measuring: Measuring): Promise<Coverage> {
  const { question, settled } = await ask(request, measuring);
  const { geography, selector } = request;
  const { method, travel } = settled;
  return { geography, selector, ...measureCoverage(question), method, date: travel.date };
}

/** The provision ledger. Throws as coverage does, and `not_found` where nothing links the areas to the rows or a code is unknown. */
export async function measureLedger(request: LedgerRequest, measuring: Measuring): Promise<Ledger> {
  const groups = groupAreas(request, measuring);
  const only = readOnly(request, measuring);
  const { question, matched } = await ask(request, measuring);
  const { selector, deliveries, picked } = matched;
  const employment = listIds(picked.filter(({ kind }) => kind === 'employment'));
  const table = makeLedger({
    ...question,
    stages: listStages(selector, deliveries),
    employment: employment.length > 0 || speaksOfEmployment(selector) ? employment : null,
    groups,
    only,
  });
  return { selector: request.selector, by: request.by, ...table };
}

/** Whether employment sites are asked for, so that finding none is an answer too. */
export function speaksOfEmployment({ alternatives }: Selector): boolean {
  return alternatives.some(
    (terms) => picksSites(terms) && terms.some((term) => term.kind === 'kind' && term.value === 'employment'),
  );
}

function groupAreas(
  { geography, by }: Pick<LedgerRequest, 'geography' | 'by'>,
  { reader }: Measuring,
): { codes: string[]; names: string[]; index: Int32Array } {
  const { codes, names } = reader.getAreas(geography);
  if (by === 'area' || by === geography)
    return { codes, names, index: Int32Array.from(codes, (_, area) => area) };
  const index = findDistricts(reader, geography, by);
  const parents = reader.getAreas(by);
  return { codes: parents.codes, names: parents.names, index };
}

/** For each area the position of the area of a coarser geography it belongs to. Throws `not_found` where no link leads there. */
export function findDistricts(reader: Measuring['reader'], geography: string, by: string): Int32Array {
  reader.getAreas(by);
  const index = reader.findParents(geography, by);
  if (index !== undefined) return index;
  throw new PinpointError('not_found', `Nothing links ${geography} to ${by}.`, {
    found: by,
    hint: `Import a lookup, or link them by geometry.`,
  });
}

function readOnly({ geography, only }: LedgerRequest, { reader }: Measuring): Uint8Array | null {
  if (only === null) return null;
  const { codes, indexOf } = reader.getAreas(geography);
  const chosen = new Uint8Array(codes.length);
  for (const code of only) {
    const area = indexOf.get(code);
    if (area === undefined)
      throw new PinpointError('not_found', `There is no area ${code} in ${geography}.`, { found: code });
    chosen[area] = 1;
  }
  return chosen;
}

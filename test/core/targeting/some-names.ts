import { periodFromId } from '#core/periods';
import { ruleInWords, type RuleNames } from '#core/targeting';
import { anIndicator, type Indicator } from '../../renderer/an-indicator.ts';
import { aNetwork } from '../provision/a-network.ts';

const indicator = (id: string, name: string, kind: Indicator['kind']): Indicator =>
  anIndicator(id, { name, kind });

const network = aNetwork().withProvider('p1', 'St Helens College').withSite('s1').build();

/** The names of a small workspace: two rates, three counts, a score, a category, a designation, a month, a provider and a site. */
export const someNames: RuleNames = {
  description: {
    indicators: [
      indicator('jsa_rate', 'JSA rate', 'rate'),
      indicator('ib_rate', 'IB rate', 'rate'),
      indicator('jsa_claimants', 'JSA claimants', 'count'),
      indicator('ib_claimants', 'IB claimants', 'count'),
      indicator('working_age', 'working-age residents', 'count'),
      indicator('imd_score', 'deprivation score', 'score'),
      indicator('ruc', 'rural-urban class', 'category'),
    ],
    designations: [
      { id: 'daf', name: 'Deprived Areas Fund wards', geography: 'ward', vintage: '2003', areas: 62 },
    ],
    periods: [periodFromId('2008-07')!],
  },
  areaName: (code) => (code === 'E08000012' ? 'Liverpool' : code),
  provision: { ...network, sites: network.sites.map((site) => ({ ...site, name: 'Town Hall' })) },
};

/** A rule in words with those names. */
export function say(rule: string): string {
  return ruleInWords(rule, someNames);
}

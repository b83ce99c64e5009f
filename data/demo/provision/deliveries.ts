import type { Delivery } from '#contract';
import { type Random, shuffle } from '../random.ts';
import { programmes, type DemoProgramme } from './names.ts';
import type { DemoSite } from './sites.ts';

/** Puts each programme into so many sites of its districts. Contracts run for financial years; some have ended, one is yet to begin. */
export function makeDemoDeliveries(sites: readonly DemoSite[], random: Random): Delivery[] {
  const deliveries = programmes.flatMap((programme) => deliver(programme, sites, random));
  return deliveries.map((delivery, i) => ({ id: `d${String(i + 1).padStart(3, '0')}`, ...delivery }));
}

function deliver(
  programme: DemoProgramme,
  sites: readonly DemoSite[],
  random: Random,
): Omit<Delivery, 'id'>[] {
  const { id, stage, funding, places, unitCost, eligible, districts } = programme;
  const open = sites.filter(({ district }) => districts.length === 0 || districts.includes(district));
  const chosen = shuffle([...open], random).slice(0, programme.sites);
  return chosen
    .toSorted((a, b) => (a.id < b.id ? -1 : 1))
    .map((site, i) => {
      const offered =
        places === null ? null : 5 * Math.max(2, Math.round((places * (0.6 + 0.8 * random())) / 5));
      return {
        programme: id,
        site: site.id,
        stage,
        fundingStream: funding,
        places: offered,
        cost: offered === null ? null : 100 * Math.round((offered * unitCost * (0.9 + 0.2 * random())) / 100),
        ...contractDays(site, i),
        eligible,
      };
    });
}

function contractDays(site: DemoSite, i: number): Pick<Delivery, 'firstDay' | 'lastDay'> {
  if (site.lastDay !== null) return { firstDay: '2006-04-01', lastDay: site.lastDay };
  if (i % 9 === 5) return { firstDay: '2006-04-01', lastDay: '2008-03-31' };
  if (i % 9 === 7) return { firstDay: '2008-10-01', lastDay: '2010-03-31' };
  return { firstDay: '2006-04-01', lastDay: '2009-03-31' };
}

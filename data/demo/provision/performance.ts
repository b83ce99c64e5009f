import type { AreaCode, Delivery, Stage } from '#contract';
import type { DemoColumn, DemoGeography, DemoPerformance } from '../demo-data.ts';
import { nextBell, type Random } from '../random.ts';
import { programmes, providers } from './names.ts';
import type { DemoSite } from './sites.ts';

/** Two financial years: by quarter most counts of a programme in a ward would be too small to be told. */
const years = ['2006/07', '2007/08'];

/** Job outcomes for each start, as the stage usually has them. */
const usualRate: Record<Stage, number> = {
  engagement: 0.08,
  advice: 0.14,
  pre_employment: 0.26,
  job_entry: 0.38,
  in_work: 0.62,
  progression: 0.34,
};
/** Of the job outcomes so many last half a year. */
const sustainedRate = 0.58;
/** Counts below this are withheld. */
const smallest = 3;

interface Ward {
  code: AreaCode;
  district: string;
  claimants: number;
}

/**
 * Starts, outcomes, sustained outcomes, cost and target of each programme in each ward of the districts it works in, by
 * financial year: starts follow the claimants and what the programme has places for, outcomes the provider's skill.
 */
export function makePerformance(
  content: { geographies: DemoGeography[]; columns: DemoColumn[]; sites: DemoSite[]; deliveries: Delivery[] },
  random: Random,
): DemoPerformance[] {
  const wards = listWards(content.geographies, content.columns);
  const siteDistricts = new Map(content.sites.map(({ id, district }) => [id, district]));
  return programmes.flatMap((programme) => {
    const own = content.deliveries.filter((delivery) => delivery.programme === programme.id);
    const districts = new Set(own.map(({ site }) => siteDistricts.get(site)!));
    const served = wards.filter(({ district }) => districts.has(district as DemoSite['district']));
    const claimants = served.reduce((sum, ward) => sum + ward.claimants, 0);
    const yearly = own.reduce((sum, { places }) => sum + (places ?? 40), 0);
    const rate = usualRate[programme.stage] * providers.find(({ id }) => id === programme.provider)!.skill;
    return years.flatMap((period, year) =>
      served.flatMap((ward) => {
        const expected = (0.94 + 0.14 * year) * yearly * (ward.claimants / claimants);
        const counts = drawCounts(
          expected,
          { rate, usual: usualRate[programme.stage], unitCost: programme.unitCost },
          random,
        );
        return counts === undefined
          ? []
          : [{ provider: programme.provider, programme: programme.id, area: ward.code, period, ...counts }];
      }),
    );
  });
}

interface Terms {
  rate: number;
  usual: number;
  unitCost: number;
}

type Counts = Omit<DemoPerformance, 'provider' | 'programme' | 'area' | 'period'>;

/** Undefined where nobody began and nobody was meant to. */
function drawCounts(expected: number, { rate, usual, unitCost }: Terms, random: Random): Counts | undefined {
  const starts = Math.max(0, Math.round(expected + Math.sqrt(expected) * nextBell(random)));
  const target = Math.round(expected * usual * 1.05);
  if (starts === 0 && target === 0) return undefined;
  const outcomes = drawShare(starts, rate, random);
  const sustained = drawShare(outcomes, sustainedRate, random);
  const cost = 10 * Math.round((starts * unitCost * (0.9 + 0.2 * random())) / 10);
  if (starts > 0 && starts < smallest) {
    return {
      starts: null,
      outcomes: null,
      sustained: null,
      cost,
      target,
      suppressed: ['starts', 'outcomes', 'sustained'],
    };
  }
  return { starts, outcomes, sustained, cost, target, suppressed: [] };
}

function drawShare(of: number, share: number, random: Random): number {
  let drawn = 0;
  for (let i = 0; i < of; i++) if (random() < share) drawn++;
  return drawn;
}

function listWards(geographies: DemoGeography[], columns: DemoColumn[]): Ward[] {
  const areasOf = (kind: string) => geographies.find((geography) => geography.kind === kind)!.areas;
  const districts = new Map(areasOf('district').map(({ code, name }) => [code, name]));
  const { cells } = columns.find(
    ({ indicator, cohort, period }) =>
      indicator === 'jsa_claimants' && cohort === 'all' && period === '2008-02',
  )!;
  const claimants = new Map<string, number>();
  for (const [i, { parent }] of areasOf('lsoa').entries()) {
    const cell = cells[i];
    claimants.set(parent!, (claimants.get(parent!) ?? 0) + (typeof cell === 'number' ? cell : 0));
  }
  return areasOf('ward').map(({ code, parent }) => ({
    code,
    district: districts.get(parent!)!,
    claimants: claimants.get(code) ?? 0,
  }));
}

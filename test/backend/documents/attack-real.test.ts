import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { DisclosurePolicy } from '#contract';
import { openForWriting, type WorkspaceWriter } from '#data/workspace';
import { attack } from '../../attacker/find-faults.ts';
import { readTold, type Measured, type Told } from '../../attacker/tell.ts';
import type { World } from '../../attacker/world.ts';
import { hasRealData } from '../../real-data.ts';
import { isLong, makeDraw } from '../../trial-length.ts';
import {
  countClaimants,
  countPeople,
  importManchester,
  importSixDistricts,
  sixDistricts,
  type AgedPeople,
} from './real-regions.ts';
import { sumsOfLast, worldOf, writeList, type AskedList, type Cut } from './write-list.ts';

const folder = mkdtempSync(join(tmpdir(), 'pinpoint-attack-'));
afterAll(() => rmSync(folder, { recursive: true }));

const draw = makeDraw();
const policies: DisclosurePolicy[] = ['under5', '10-5', 'round5', '7-5', 'custom:3,3'];

type Asked = Omit<AskedList, 'policy'>;
/** Documents that leave one after another. */
type Pair = [name: string, documents: Asked[]];

/** A real workspace, and what an attacker knows of it. */
interface Region {
  path: string;
  indicator: string;
  measured: Measured[];
  cut: Cut;
  pairs: Pair[];
}

interface Tally {
  documents: number;
  left: number;
  stopped: number;
  refused: number;
  hidden: number;
  recovered: string[];
  narrowed: string[];
}

/** All that is hidden, and so many of the hundreds of rounded counts as are solved for in seconds. */
const pick = {
  hidden: (cells: number[]): number[] => cells,
  rounded(cells: number[]): number[] {
    const left = [...cells];
    while (left.length > (isLong ? 150 : 20)) left.splice(draw.below(left.length), 1);
    return left;
  },
};

/** Lets documents leave a copy of a region, and attacks each and all that left together. */
async function tryPair(region: Region, documents: AskedList[], tally: Tally): Promise<void> {
  const own = mkdtempSync(join(folder, 'pair-'));
  const path = join(own, 'copy.gpkg');
  copyFileSync(region.path, path);
  const workspace = openForWriting(path, { holder: 'a test' });
  try {
    await tryIn(workspace, { region, world: worldOf(workspace, region.cut), documents, tally });
  } finally {
    workspace.close();
    rmSync(own, { recursive: true });
  }
}

interface Trial {
  region: Region;
  world: World;
  documents: AskedList[];
  tally: Tally;
}

async function tryIn(workspace: WorkspaceWriter, { region, world, documents, tally }: Trial): Promise<void> {
  const { indicator, measured } = region;
  const gone: Told[] = [];
  const check = async (some: Told[]): Promise<void> => {
    const { recovered, narrowed } = await attack(world, some, pick);
    const told = some.map(({ policy }) => policy).join(' + ');
    tally.recovered.push(...recovered.map((fault) => `${told}: ${fault}`));
    tally.narrowed.push(...narrowed.map((fault) => `${told}: ${fault}`));
  };
  for (const asked of documents) {
    tally.documents += 1;
    const list = await writeList(workspace, asked);
    if (list === undefined) {
      if (gone.length === 0) tally.refused += 1;
      else tally.stopped += 1;
      continue;
    }
    const told = readTold(list, measured, world, sumsOfLast(workspace, indicator));
    tally.hidden += told.hidden.length;
    await check([told]);
    if (gone.length > 0) {
      tally.left += 1;
      await check([...gone, told]);
    }
    gone.push(told);
  }
}

async function tryAll(name: string, region: Region, tried: [Pair, DisclosurePolicy[]][]): Promise<void> {
  const tally: Tally = {
    documents: 0,
    left: 0,
    stopped: 0,
    refused: 0,
    hidden: 0,
    recovered: [],
    narrowed: [],
  };
  for (const [[pair, documents], under] of tried) {
    const before = { ...tally, recovered: tally.recovered.length, narrowed: tally.narrowed.length };
    await tryPair(
      region,
      documents.map((asked, at) => ({ ...asked, policy: under[at % under.length]! })),
      tally,
    );
    if (isLong)
      console.log(
        `${name}, ${pair}, ${under.join(' + ')}: ${tally.left - before.left} more left, ${tally.stopped - before.stopped} stopped, ${tally.refused - before.refused} refused, ${tally.hidden - before.hidden} counts hidden, ${tally.recovered.length - before.recovered} recovered, ${tally.narrowed.length - before.narrowed} narrowed`,
      );
  }
  const { documents, left, stopped, refused, hidden, recovered, narrowed } = tally;
  console.log(
    `${name}: ${documents} documents, of which ${refused} refused by themselves, ${stopped} stopped beside earlier ones, ${left} left beside earlier ones; ${hidden} counts hidden, ${recovered.length} recovered, ${narrowed.length} narrowed`,
  );
  expect({ recovered, narrowed }).toEqual({ recovered: [], narrowed: [] });
  expect(documents - refused).toBeGreaterThan(0);
  if (isLong) expect(hidden).toBeGreaterThan(0);
}

/** Different rules, columns and geographies; `cohort` is a cut of those aged. */
function pairsOf(cohort: string, between: 'ward:2013' | 'msoa:2011'): Pair[] {
  const half = isLong ? 400 : 40;
  const lsoa: Asked = {
    rule: 'residents > 0',
    geography: 'lsoa:2011',
    need: cohort,
    order: 'aged_rate desc',
  };
  return [
    [
      'geographies',
      (['lsoa:2011', between, 'district:2011', 'region:2011'] as const).map((geography) => ({
        ...lsoa,
        geography,
      })),
    ],
    ['columns', [lsoa, { ...lsoa, need: 'aged' }]],
    ['all of larger areas', [lsoa, { ...lsoa, geography: between, need: 'aged', all: true }]],
    [
      'one area more',
      [
        { ...lsoa, order: 'residents desc', limit: half },
        { ...lsoa, order: 'residents desc', limit: half + 1 },
      ],
    ],
    [
      'another threshold',
      [
        { ...lsoa, rule: 'residents > 1500' },
        { ...lsoa, rule: 'residents > 1499' },
      ],
    ],
    [
      'a rule on what is hidden',
      [
        { ...lsoa, rule: 'aged_rate > 2' },
        { ...lsoa, rule: 'aged <= 20', all: true },
      ],
    ],
  ];
}

async function liverpoolCityRegion(name: string, people: AgedPeople): Promise<Region> {
  const own = mkdtempSync(join(folder, `${name}-`));
  const cohorts = Object.keys(people.cohorts).map((cohort) => `aged[age=${cohort}]`);
  const counted = Object.values(people.cohorts).flat();
  return {
    path: await importSixDistricts(own, people),
    indicator: 'aged',
    measured: [
      ...['aged', ...cohorts].map((need) => ({ name: need, need, isRate: false })),
      { name: 'aged_rate', need: 'aged', isRate: true },
    ],
    cut: {
      needs: ['aged', ...cohorts],
      counts: [people.ages, ...Object.values(people.cohorts)].map((ages) => countPeople(ages)),
      isComplete: people.ages.every((age) => counted.includes(age)),
      people: { geography: 'lsoa:2011', of: countPeople(['total_population']) },
      most: 2_000_000,
    },
    pairs: pairsOf(cohorts.at(-1) ?? 'aged', people.withNeighbourhoods ? 'msoa:2011' : 'ward:2013'),
  };
}

const over85 = ['85', '86', '87', '88', '89', '90+'];

describe.skipIf(!hasRealData)(
  `nobody recovers or narrows a hidden count of real areas${hasRealData ? '' : ' (skipped: real data not present)'}`,
  { timeout: 7_200_000 },
  () => {
    test('in the six districts of the Liverpool City Region: people over 84, in two bands of age', async () => {
      const cohorts = { '85-89': over85.slice(0, 5), '90+': over85.slice(5) };
      const district = sixDistricts[draw.below(sixDistricts.length)]!;
      const people = { ages: over85, cohorts, withNeighbourhoods: false, ...(isLong ? {} : { district }) };
      const region = await liverpoolCityRegion('bands', people);
      const name = `Two bands of age in ${isLong ? 'six districts' : district}, from seed ${draw.seed}`;
      await tryAll(name, region, chooseTrials(region.pairs));
    });

    test.runIf(isLong)('with wards and neighbourhoods across one another: people over 89', async () => {
      const region = await liverpoolCityRegion('across', {
        ages: ['90+'],
        cohorts: {},
        withNeighbourhoods: true,
      });
      await tryAll('Wards and neighbourhoods', region, chooseTrials(region.pairs));
    });

    test.runIf(isLong)('by single years of age', async () => {
      const cohorts = Object.fromEntries(over85.map((age) => [age, [age]]));
      const region = await liverpoolCityRegion('years', { ages: over85, cohorts, withNeighbourhoods: false });
      const few = region.pairs.filter(([name]) => name === 'geographies' || name === 'columns');
      await tryAll('Single years of age', region, chooseTrials(few));
    });

    test.runIf(isLong)('in Greater Manchester: claimants of September 2017', async () => {
      const region = await greaterManchester();
      await tryAll('Greater Manchester', region, chooseTrials(region.pairs));
    });
  },
);

/** By default one pair of documents under one policy, in one district; in the long version all, under each policy and under two. */
function chooseTrials(pairs: Pair[]): [Pair, DisclosurePolicy[]][] {
  if (!isLong) {
    const [name, documents] = pairs[draw.below(pairs.length)]!;
    return [[[name, documents.slice(0, 2)], [policies[draw.below(policies.length)]!]]];
  }
  return pairs.flatMap((pair, at) => [
    ...policies.map((policy): [Pair, DisclosurePolicy[]] => [pair, [policy]]),
    [pair, [policies[at % policies.length]!, policies[(at + 1) % policies.length]!]],
  ]);
}

async function greaterManchester(): Promise<Region> {
  const ages = Array.from({ length: 49 }, (_, at) => String(16 + at));
  const lsoa: Asked = {
    rule: 'working_age > 0',
    geography: 'lsoa:2011',
    need: 'claimants',
    order: 'claimant_rate desc',
  };
  return {
    path: await importManchester(mkdtempSync(join(folder, 'manchester-'))),
    indicator: 'claimants',
    measured: [
      { name: 'claimants', need: 'claimants', isRate: false },
      { name: 'claimant_rate', need: 'claimants', isRate: true },
    ],
    cut: {
      needs: ['claimants'],
      counts: [countClaimants()],
      isComplete: true,
      people: { geography: 'lsoa:2011', of: countPeople(ages) },
      most: 4_000_000,
    },
    pairs: [
      [
        'geographies',
        (['lsoa:2011', 'ward:2017', 'district:2011'] as const).map((geography) => ({ ...lsoa, geography })),
      ],
      [
        'another threshold',
        [
          { ...lsoa, rule: 'claimant_rate > 2' },
          { ...lsoa, rule: 'claimant_rate > 1.9' },
        ],
      ],
      [
        'one area more',
        [
          { ...lsoa, order: 'working_age desc', limit: 800 },
          { ...lsoa, order: 'working_age desc', limit: 801 },
        ],
      ],
      [
        'a rule on what is hidden',
        [
          { ...lsoa, rule: 'claimants > 10' },
          { ...lsoa, geography: 'ward:2017', all: true },
        ],
      ],
    ],
  };
}

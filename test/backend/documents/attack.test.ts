import { expect, test } from 'vitest';
import type { DisclosurePolicy, GeographyRef } from '#contract';
import type { WorkspaceWriter } from '#data/workspace';
import { attack } from '../../attacker/find-faults.ts';
import { readTold, type Measured, type Told } from '../../attacker/tell.ts';
import type { World } from '../../attacker/world.ts';
import { codeOf, publishAreas, publishLookup, publishValues } from '../../data/workspace/build.ts';
import { casesOf, makeDraw, makeRandom } from '../../trial-length.ts';
import { aCounty, valuesOf } from '../disclosure/a-county.ts';
import { sumsOfLast, worldOf, writeList } from './write-list.ts';

const draw = makeDraw();
const policies: DisclosurePolicy[] = ['round5', 'under5', '10-5', '7-5', 'custom:3,0', 'custom:8,0,no-zeros'];
const places: GeographyRef[] = ['lsoa:2011', 'ward:2013', 'district:2013', 'region:2013'];
const needs = ['claimants', 'claimants[sex=male]'] as const;
const measured: Measured[] = [
  ...needs.map((need) => ({ name: need, need, isRate: false })),
  { name: 'rate', need: needs[0], isRate: true },
];

interface Drawn {
  random: () => number;
  workspace: WorkspaceWriter;
  world: World;
}

/**
 * A county of two districts in one region, with claimants, and men among them, that are restricted; and a published score, by which
 * lists are drawn.
 */
function drawCounty(index: number): Drawn {
  const random = makeRandom(draw.seed + index);
  const typical = 2 + random() * 12;
  const areas = 9 + Math.floor(random() * 8);
  const counts = Array.from({ length: areas }, () => Math.floor(-Math.log(1 - random()) * typical));
  const { workspace } = aCounty(counts);
  publishAreas(workspace, 'region:2013', 1, { prefix: 'R' });
  publishLookup(
    workspace,
    ['district:2013', 'region:2013'],
    [0, 1].map((at) => [codeOf(at, 'D'), codeOf(0, 'R')]),
  );
  const men = counts.map((count) => Math.round(count * random()));
  publishValues(
    workspace,
    'claimants',
    { '2008-07': valuesOf(men) },
    { cohort: 'sex=male', draft: { sensitivity: 'restricted' } },
  );
  const scores = counts.map(() => Math.floor(random() * 100));
  publishValues(workspace, 'score', { '2008-07': valuesOf(scores) });
  const people = new Map(counts.map((_, at) => [codeOf(at), 1000]));
  const world = worldOf(workspace, {
    needs,
    counts: [counts, men].map((some) => new Map(some.map((count, at) => [codeOf(at), count]))),
    isComplete: false,
    people: { geography: 'lsoa:2011', of: people },
    most: 1000 * areas,
  });
  return { random, workspace, world };
}

/** Writes a list as the app does, and reads what it tells; undefined where it was stopped. */
async function tell(
  { random, workspace, world }: Drawn,
  policy: DisclosurePolicy,
): Promise<Told | undefined> {
  const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)]!;
  const geography = pick(places);
  const limit = geography === 'lsoa:2011' ? random() * 100 - 40 : -1;
  const rule = pick([`score > ${limit.toFixed(0)}`, `rate > ${(random() * 2).toFixed(1)}`, 'claimants >= 6']);
  const order = pick(['score desc', 'rate desc', 'claimants asc']);
  const all = random() < 0.3;
  const list = await writeList(workspace, { rule, geography, policy, need: pick(needs), order, all });
  return list && readTold(list, measured, world, sumsOfLast(workspace, 'claimants'));
}

test(
  'nobody recovers or narrows a hidden count by one list, or by two that both could leave',
  { timeout: 1_800_000 },
  async () => {
    const trials = casesOf(8, 300);
    let [refused, stopped, both, secret] = [0, 0, 0, 0];
    const faults: string[] = [];
    // A few counties may by chance have nothing to hide.
    const isEnough = (): boolean => both > 0 && secret > 0;
    let index = 0;
    for (; index < trials || (!isEnough() && index < 10 * trials); index += 1) {
      const drawn = drawCounty(index);
      const own = policies[index % policies.length]!;
      const first = await tell(drawn, own);
      if (first === undefined) {
        refused += 1;
        continue;
      }
      const other = drawn.random() < 0.5 ? own : policies[Math.floor(drawn.random() * policies.length)]!;
      const second = await tell(drawn, other);
      if (second === undefined) stopped += 1;
      else both += 1;
      const sets = second === undefined ? [[first]] : [[first], [second], [first, second]];
      secret += first.hidden.length;
      for (const documents of sets) {
        const { recovered, narrowed } = await attack(drawn.world, documents);
        for (const fault of [...recovered, ...narrowed])
          faults.push(`${index}, ${documents.map(({ policy }) => policy).join(' + ')}: ${fault}`);
      }
    }
    console.log(
      `${index} counties from seed ${draw.seed}: ${both} pairs left, ${stopped} were stopped, ${refused} refused at first; ${secret} counts hidden`,
    );
    expect(faults).toEqual([]);
    expect(both).toBeGreaterThan(0);
    expect(secret).toBeGreaterThan(0);
  },
);

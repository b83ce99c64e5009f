import { describe, expect, test } from 'vitest';
import type { Range } from './displayed.ts';
import { attack } from './find-faults.ts';
import { boundCells } from './solve-bounds.ts';
import { readList } from './read-list.ts';
import { readTold, type Measured } from './tell.ts';
import { World } from './world.ts';

const measured: Measured[] = [
  { name: 'claimants', need: 'claimants', isRate: false },
  { name: 'rate', need: 'claimants', isRate: true },
];

/** Three areas of 1,000 people. */
function threeAreas(): World {
  const world = new World(3000);
  world.codes.set('lsoa:2011', ['A', 'B', 'C']);
  for (const code of ['A', 'B', 'C']) {
    world.people.set(`lsoa:2011 ${code}`, 1000);
    world.upper[world.cell('lsoa:2011', 'claimants', code)] = 1000;
  }
  return world;
}

interface Written {
  rows: string[];
  rule?: string;
  order?: string;
  policy?: string;
  need?: string;
  unknown?: number;
  /** Between what the totals lie. */
  sum?: Range;
  /** An area of three claimants. */
  hides?: string;
}

/** What the attacker finds by a list of the areas; columns are rank, code, status, claimants, rate, its limits and reasons. */
function read({
  rows,
  rule = 'score > 0',
  order = 'score desc',
  policy = 'under5',
  need,
  unknown = 1,
  sum = [0, 3000],
  hides,
}: Written) {
  const csv = ['rank,code,status,claimants,rate,rate_lower,rate_upper,reasons', ...rows].join('\r\n');
  const facts = [
    `Rule: ${rule}`,
    'Geography and vintage: lsoa 2011',
    'Period of claimants: July 2008 (Claimants)',
    'Period of rate: July 2008 (Rate)',
    `Areas in: ${rows.length}`,
    'Areas out: 0',
    `Areas unknown: ${unknown}`,
    ...(need === undefined ? [] : [`Need covered: ${need} claimants`]),
    `Order: ${order}`,
    `Disclosure policy: ${policy}`,
  ];
  const list = readList(csv, JSON.stringify({ 'dc:description': facts }));
  const world = threeAreas();
  if (hides !== undefined) world.truth.set(world.cell('lsoa:2011', 'claimants', hides), 3);
  return attack(world, [readTold(list, measured, world, () => sum)]);
}

const hidden = (code: string, reasons = ''): string => `1,${code},in,[c],[c],[c],[c],"${reasons}"`;
const shown = (code: string, count: number): string =>
  `1,${code},in,${count},${(count / 10).toFixed(3)},[z],[z],`;

describe('an attacker', () => {
  test('finds nothing where a count is hidden and nothing else tells of it', async () => {
    expect(await read({ rows: [hidden('A'), shown('B', 20)] })).toEqual({ recovered: [], narrowed: [] });
  });

  test.each<[by: string, list: Written]>([
    ['a rate that is written beside it', { rows: ['1,A,in,[c],0.300,[c],[c],'] }],
    ['a count that is shown after all', { rows: ['1,A,in,3,0.300,[z],[z],'], hides: 'A' }],
    ['the lower limit of its rate', { rows: ['1,A,in,[c],[c],0.102,[c],'] }],
    ['the upper limit of its rate', { rows: ['1,A,in,[c],[c],[c],0.878,'] }],
    ['the value that a reason names', { rows: [hidden('A', 'rate 0.3 > 0 (margin 0.3)')] }],
    ['a margin with more decimals', { rows: [hidden('A', 'claimants 3 < 7 (margin 4)')] }],
    [
      'a margin of what does not hold',
      { rows: [hidden('A', 'score > 0; rate 0.3, not >= 1 (margin -0.7)')] },
    ],
    [
      'ranks of its neighbours',
      {
        order: 'claimants desc',
        rows: ['1,A,in,7,0.700,[z],[z],', '2,B,in,[c],[c],[z],[z],', '3,C,in,7,0.700,[z],[z],'],
      },
    ],
    ['the total over all areas', { need: '43 of 43', rows: [hidden('A'), shown('B', 20), shown('C', 20)] }],
    ['being in by a rule, and out by nothing', { rule: 'claimants < 4', rows: [hidden('A')] }],
  ])('recovers or narrows it by %s', async (_, list) => {
    const { recovered, narrowed } = await read(list);
    expect([...recovered, ...narrowed].join()).toMatch(/lsoa:2011 claimants [AB] is /);
  });

  test('knows that what is not on a list is out where no area is open', async () => {
    const world = threeAreas();
    world.truth.set(world.cell('lsoa:2011', 'claimants', 'C'), 2);
    const rows = [shown('A', 20), shown('B', 20)].join('\r\n');
    const list = readList(
      `rank,code,status,claimants,rate,rate_lower,rate_upper,reasons\r\n${rows}`,
      JSON.stringify({
        'dc:description': [
          'Rule: claimants > 3',
          'Geography and vintage: lsoa 2011',
          'Period of claimants: July 2008 (Claimants)',
          'Areas in: 2',
          'Areas out: 1',
          'Areas unknown: 0',
          'Disclosure policy: under5',
        ],
      }),
    );
    const { narrowed } = await attack(world, [readTold(list, measured, world, () => undefined)]);
    expect(narrowed).toEqual(['lsoa:2011 claimants C is 0 to 3']);
  });

  test('learns of a rounded count that may be small more than its rounding says, by a total', async () => {
    const list = { policy: 'round5', rows: [shown('A', 10), shown('B', 10), shown('C', 5)] };
    expect(await read(list)).toEqual({ recovered: [], narrowed: [] });
    const { narrowed } = await read({ ...list, need: '31 of 31', sum: [31, 31] });
    expect(narrowed).toEqual(['lsoa:2011 claimants C is 7 to 7']);
  });
});

describe('the bounds of a count', () => {
  test('have no end where nothing ends them, though every table that is found has', async () => {
    const endless = { ranges: [[0, Infinity] as const, [0, Infinity] as const, [3, Infinity] as const] };
    const equations = [{ total: 2, parts: [0, 1], elsewhere: 0 }];
    expect(await boundCells({ ...endless, equations }, { cells: [0, 2] })).toEqual([
      [0, Infinity],
      [3, Infinity],
    ]);
  });
});

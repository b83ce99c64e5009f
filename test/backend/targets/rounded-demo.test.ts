import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createBackend, type Backend } from '#backend';
import { demo, lsoas } from '../../data/demo/demo.ts';
import { makeHomeWithDemonstration } from '../../demonstration.ts';

// Independent of the product: Wilson's limits as the roots of (p − π)² = z² π(1 − π) / n, written anew here, and sums of the
// demonstration's own cells.

const z = 1.959963984540054;

function rootOf(count: number, base: number, side: -1 | 1): number {
  const share = count / base;
  const [a, b, c] = [1 + z ** 2 / base, -(2 * share + z ** 2 / base), share ** 2];
  return (100 * (-b + side * Math.sqrt(b ** 2 - 4 * a * c))) / (2 * a);
}

let home: string;
let backend: Backend;

beforeAll(async () => {
  home = makeHomeWithDemonstration();
  backend = createBackend({ holder: 'a test', home });
  await backend.openDemo();
});

afterAll(async () => {
  await backend.close();
  rmSync(home, { recursive: true, force: true });
});

const cells = (indicator: string, period: string): number[] =>
  demo.columns.find((column) => column.indicator === indicator && column.period === period)!
    .cells as number[];

/** Carers and residents of each ward, and between what its true rate lies: every LSOA may be off by 2. */
function wardSums(): Map<string, { carers: number; residents: number; lsoas: number }> {
  const sums = new Map<string, { carers: number; residents: number; lsoas: number }>();
  for (const [i, { parent }] of lsoas.entries()) {
    const sum = sums.get(parent!) ?? { carers: 0, residents: 0, lsoas: 0 };
    sum.carers += cells('carers', '2008-02')[i]!;
    sum.residents += cells('working_age', '2008')[i]!;
    sum.lsoas += 1;
    sums.set(parent!, sum);
  }
  return sums;
}

describe('the rounded count of the demonstration', () => {
  test('gives each ward the limits that the rounding of its own LSOAs allows, and no word that contradicts them', async () => {
    const threshold = 1.8;
    const { areas } = await backend.client.call('target.list', {
      question: {
        rule: `carer_rate > ${threshold}`,
        geography: 'ward:2003',
        period: '2008-02',
        need: null,
        order: null,
      },
      title: null,
      limit: null,
      share: null,
      all: true,
      author: null,
      policy: 'none',
      coverage: null,
    });
    const sums = wardSums();
    expect(areas).toHaveLength(132);
    expect(new Set([...sums.values()].map((sum) => sum.lsoas)).size).toBeGreaterThan(3);
    for (const { code, interval, confidence } of areas) {
      const { carers, residents, lsoas: parts } = sums.get(code)!;
      const [low, high] = interval['carer_rate']!;
      expect(low).toBeCloseTo(rootOf(Math.max(0, carers - 2 * parts), residents, -1), 9);
      expect(high).toBeCloseTo(rootOf(carers + 2 * parts, residents, 1), 9);
      const side = 100 * (carers / residents) > threshold ? 'above' : 'below';
      const word = low > threshold || high <= threshold ? 'clearly' : 'borderline';
      expect([code, confidence]).toEqual([code, `${word} ${side}`]);
    }
  });

  test('is called certain only where rounding could not change the answer', async () => {
    const result = await backend.client.call('rule.evaluate', {
      rule: 'carers >= 25',
      geography: 'lsoa:2001',
      period: '2008-02',
      need: null,
      order: null,
    });
    const column = cells('carers', '2008-02');
    const unsure = column.filter((count) => Math.abs(count - 25) <= 2 && count - 2 < 25 && count + 2 >= 25);
    expect(unsure.length).toBeGreaterThan(10);
    expect(result.counts).toMatchObject({
      in: column.filter((count) => count >= 25).length,
      clearlyIn: column.filter((count) => count - 2 >= 25).length,
      unknown: 0,
    });
  });
});

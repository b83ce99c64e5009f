import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { auditSuppression, suppressCells, type CellSystem } from '#core/disclosure';
import { openForReading } from '#data/workspace';
import type { NamedPolicy } from '#contract';
import { linkCells } from '../../../backend/disclosure/linked-cells.ts';
import { namedRules } from '../../core/disclosure/a-rule.ts';
import { makeHomeWithDemonstration } from '../../demonstration.ts';
import { makeDraw } from '../../trial-length.ts';

const policies: readonly NamedPolicy[] = ['round5', 'under5', '7-5', '10-5'];

describe("the demonstration's claimants by age, duration and sex, were they restricted", () => {
  let home: string;
  let system: CellSystem;

  beforeAll(() => {
    home = makeHomeWithDemonstration();
    const reader = openForReading(join(home, 'demonstration.gpkg'));
    const claimants = { indicator: 'jsa_claimants', period: '2008-07' };
    ({ system } = linkCells(reader, claimants, () => false));
    reader.close();
  });

  afterAll(() => rmSync(home, { recursive: true, force: true }));

  test.each(makeDraw().some(policies, 1))('can leave under %s, and lose little', (policy) => {
    const rule = namedRules[policy];
    const suppression = suppressCells(system, rule);
    const { need, needSecondary } = suppression.summary;
    console.log(
      `${policy}: ${((100 * needSecondary) / need).toFixed(1)} % of need hidden beside the small counts`,
    );
    expect(suppression.summary.cells).toBeGreaterThan(9_000);
    expect([...suppression.unprotected]).toEqual([]);
    expect(needSecondary / need).toBeLessThan(0.04);
    expect(auditSuppression({ system, rule, suppression }).isSafe).toBe(true);
  });
});

import { describe, expect, test } from 'vitest';
import { cellState, customRule, disclosureRules, suppressCells, type DisclosureRule } from '#core/disclosure';
import { readCell, type Displayed } from '../../attacker/displayed.ts';
import { boundCells, type Inside } from '../../attacker/solve-bounds.ts';
import { recoverExactly } from '../../attacker/solve-exactly.ts';
import { casesOf, makeDraw, makeRandom } from '../../trial-length.ts';
import { systemOf } from './a-system.ts';
import { display } from './attack.ts';
import { drawSystem, type RandomSystem } from './random-systems.ts';

const draw = makeDraw();
const rules: Record<string, DisclosureRule> = {
  ...disclosureRules,
  '3 and 10': customRule({ threshold: 3, base: 10 }),
  'up to 20': customRule({ threshold: 20, keepsZeros: false }),
};

interface Attack {
  name: string;
  system: RandomSystem;
  rule: DisclosureRule;
  document: Displayed;
  /** Cells that are suppressed, and those not shown whose count would be. */
  secret: number[];
  /** Of these, those whose own count the rule hides. */
  small: number[];
}

function makeAttack(name: string, random: () => number): Attack {
  const rule = rules[name]!;
  const drawn = drawSystem(random);
  const system = systemOf(drawn.cells);
  const suppression = suppressCells(system, rule);
  expect([...suppression.unprotected]).toEqual([]);
  const isSmall = (cell: number): boolean => {
    const count = system.value[cell]!;
    return count < rule.threshold && (count > 0 || !rule.keepsZeros);
  };
  const cells = [...system.value.keys()];
  const small = cells.filter(isSmall);
  const hidden = cells.filter((cell) => suppression.state[cell] === cellState.secondary);
  expect(small.filter((cell) => suppression.state[cell] === cellState.shown)).toEqual([]);
  return {
    name,
    system: drawn,
    rule,
    document: display(system, rule, suppression),
    secret: [...small, ...hidden],
    small,
  };
}

/** How wide what remains possible must be: the threshold, or what rounding leaves; or all there was before anything was shown. */
async function listNarrowed(attack: Attack, cells: number[], inside: Inside = new Map()): Promise<string[]> {
  const { rule, document, name } = attack;
  const bounds = await boundCells(document, { cells, inside, isWhole: isWhole(attack) });
  const narrow = cells.filter(
    (_, index) => widthOf(bounds[index]!) < Math.max(rule.threshold, rule.base - 1, 1),
  );
  const before = await boundCells(hideAll(document), { cells: narrow, inside });
  return narrow
    .filter((cell, index) => widthOf(bounds[cells.indexOf(cell)]!) < widthOf(before[index]!))
    .map((cell) => `${name}: cell ${cell} is ${bounds[cells.indexOf(cell)]!.join(' to ')}`);
}

/** What was known before: only what had been published. */
function hideAll(document: Displayed): Displayed {
  const shown = document.shown.map((count, cell) => (document.isExact[cell] === true ? count : null));
  return { ...document, shown };
}

function widthOf([low, high]: readonly [number, number]): number {
  return high - low;
}

/** Where each cell stands in at most two equations, a linear programme has whole answers by itself. */
function isWhole({ system }: Attack): boolean {
  return system.kind === 'cohorts and areas';
}

describe('an attacker of one document', () => {
  const trials = casesOf(210, 10_500);
  const attacks = Array.from({ length: trials }, (_, index) =>
    makeAttack(Object.keys(rules)[index % Object.keys(rules).length]!, makeRandom(draw.seed + index)),
  );
  console.log(`${trials} random systems from seed ${draw.seed}`);

  test('recovers no suppressed cell by linear algebra', () => {
    const found = attacks.flatMap((attack) => {
      const recovered = recoverExactly(attack.document);
      const before = recoverExactly(hideAll(attack.document));
      return attack.secret.filter((cell) => recovered.has(cell) && !before.has(cell));
    });
    expect(found).toEqual([]);
  });

  test('narrows no suppressed cell to within the threshold', async () => {
    const narrowed: string[] = [];
    for (const attack of attacks) narrowed.push(...(await listNarrowed(attack, attack.secret)));
    expect(narrowed).toEqual([]);
  });

  test('learns of no rounded cell more than its rounding says', async () => {
    for (const attack of attacks) {
      const { document } = attack;
      const rounded = document.shown.flatMap((shown, cell) => {
        const [low, high] = readCell(document, cell);
        return shown !== null && low < high ? [cell] : [];
      });
      const found = await boundCells(document, { cells: rounded, isWhole: isWhole(attack) });
      const before = await boundCells(hideAll(document), { cells: rounded });
      const upper = [...document.upper];
      rounded.forEach((cell, index) => {
        upper[cell] = before[index]![1];
      });
      expect(found).toEqual(rounded.map((cell) => readCell({ ...document, upper }, cell)));
    }
  });

  test('narrows none either who is the only person of a cell and knows that', async () => {
    const narrowed: string[] = [];
    for (const attack of attacks) {
      const { cells, atoms } = attack.system;
      const alone = attack.small.filter((cell) => cells[cell]!.count === 1 && atoms[cell]!.size === 1);
      for (const cell of alone) {
        const others = attack.small.filter((other) => cells[other]!.count !== 1 || !atoms[other]!.has(cell));
        narrowed.push(...(await listNarrowed(attack, others, new Map([[cell, 1]]))));
      }
    }
    expect(narrowed).toEqual([]);
  });
});

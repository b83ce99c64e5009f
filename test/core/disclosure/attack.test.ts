import type { DisclosureRule } from '#contract';
import { describe, expect, test } from 'vitest';
import {
  admitTotals,
  admitWholes,
  auditSuppression,
  cellState,
  findDifferencing,
  findKnownSum,
  suppressCells,
  type ProtectedCells,
  type Statement,
} from '#core/disclosure';
import { readDisplayed, type Displayed } from '../../attacker/displayed.ts';
import { recoverExactly } from '../../attacker/solve-exactly.ts';
import { casesOf, isLong, makeDraw, makeRandom } from '../../trial-length.ts';
import { systemOf } from './a-system.ts';
import { display, displayBetween, displayWith, hideAll, listNarrowed, listSharpened } from './attack.ts';
import { drawSystem, type Random, type RandomSystem } from './random-systems.ts';
import { aRule, namedRules } from './a-rule.ts';

const draw = makeDraw();
const rules: Record<string, DisclosureRule> = {
  ...namedRules,
  '3 and 10': aRule({ threshold: 3, base: 10 }),
  'up to 20': aRule({ threshold: 20, keepsZeros: false }),
};

interface Attack {
  name: string;
  random: Random;
  drawn: RandomSystem;
  cells: ProtectedCells;
  document: Displayed;
  /** Cells that are suppressed, and those not displayed whose own count would be. */
  secret: number[];
  /** Of these, those whose own count the rule hides. */
  small: number[];
  /** Whether whole tables are asked for; where a cell stands in at most two equations, linear programmes have whole answers by themselves. */
  isWhole: boolean;
}

/** The n-th random system under the n-th rule, protected. */
function makeAttack(index: number): Attack {
  const ruleName = Object.keys(rules)[index % Object.keys(rules).length]!;
  const rule = rules[ruleName]!;
  const random = makeRandom(draw.seed + index);
  const drawn = drawSystem(random);
  const system = systemOf(drawn.cells);
  const cells = { system, rule, suppression: suppressCells(system, rule) };
  const { state } = cells.suppression;
  const small = [...system.value.keys()].filter((cell) => {
    const count = system.value[cell]!;
    return count < rule.threshold && (count > 0 || !rule.keepsZeros);
  });
  const secondary = [...state.keys()].filter((cell) => state[cell] === cellState.secondary);
  return {
    name: `${index}, ${drawn.kind}, ${ruleName}`,
    random,
    drawn,
    cells,
    document: display(cells),
    secret: [...small, ...secondary],
    small,
    isWhole: isLong && drawn.kind === 'cohorts and areas',
  };
}

/** How much was hidden beyond the small counts, of all systems together. */
function describeLoss(attacks: readonly Attack[]): string {
  const total = { cells: 0, primary: 0, secondary: 0 };
  for (const { cells } of attacks)
    for (const part of ['cells', 'primary', 'secondary'] as const)
      total[part] += cells.suppression.summary[part];
  const { cells, primary, secondary } = total;
  const share = (100 * secondary) / (primary + secondary);
  return `${cells} counts, ${primary} hidden of themselves, ${secondary} beside them (${share.toFixed(1)} %)`;
}

/** What is wrong with each attack, with its name. */
async function listFaults(
  attacks: readonly Attack[],
  find: (attack: Attack) => string[] | Promise<string[]>,
): Promise<string[]> {
  const faults: string[] = [];
  for (const attack of attacks)
    faults.push(...(await find(attack)).map((fault) => `${attack.name}: ${fault}`));
  return faults;
}

describe('an attacker of one document', () => {
  const trials = casesOf(140, 10_500);
  const attacks = Array.from({ length: trials }, (_, index) => makeAttack(index));
  console.log(`${trials} random systems from seed ${draw.seed}: ${describeLoss(attacks)}`);

  test('finds no small cell shown, and none for which there was no protection', async () => {
    const faults = await listFaults(attacks, ({ cells: { suppression }, small }) => [
      ...[...suppression.unprotected].map((cell) => `cell ${cell} is not protected`),
      ...small.flatMap((cell) =>
        suppression.state[cell] === cellState.shown ? [`cell ${cell} is shown`] : [],
      ),
    ]);
    expect(faults).toEqual([]);
  });

  test('recovers no suppressed cell by linear algebra', async () => {
    const faults = await listFaults(attacks, ({ document, secret }) => {
      const recovered = recoverExactly(readDisplayed(document));
      const before = recoverExactly(readDisplayed(hideAll(document)));
      return secret.filter((cell) => recovered.has(cell) && !before.has(cell)).map((cell) => `cell ${cell}`);
    });
    expect(faults).toEqual([]);
  });

  test('narrows no suppressed cell to within the threshold', async () => {
    const faults = await listFaults(attacks, ({ document, secret, isWhole }) =>
      listNarrowed(document, secret, { isWhole }),
    );
    expect(faults).toEqual([]);
  });

  test('learns of no rounded cell that may be small more than its rounding says', async () => {
    expect(await listFaults(attacks, ({ document, isWhole }) => listSharpened(document, isWhole))).toEqual(
      [],
    );
  });

  test('narrows none either who is the only person of a cell and knows that', async () => {
    const faults = await listFaults(
      attacks,
      async ({ drawn: { cells, atoms }, document, small, isWhole }) => {
        const narrowed: string[] = [];
        for (const alone of small) {
          const [atom, ...more] = atoms[alone]!;
          if (cells[alone]!.count !== 1 || more.length > 0) continue;
          const others = small.filter((other) => cells[other]!.count !== 1 || !atoms[other]!.has(atom!));
          const inside = new Map([[alone, 1]]);
          narrowed.push(...(await listNarrowed(document, others, { inside, isWhole })));
        }
        return narrowed;
      },
    );
    expect(faults).toEqual([]);
  });

  test('is not believed by the engine either: its audit proves each protection again', async () => {
    const faults = await listFaults(attacks, ({ cells }) => {
      const { failures } = auditSuppression(cells);
      return failures.map(({ cell, low, high, needed }) => `cell ${cell}: ${low} to ${high}, not ${needed}`);
    });
    expect(faults).toEqual([]);
  });
});

/** Some sums over cells of an attack's system, as far as they may be shown. */
function drawSums(
  { cells, random }: Attack,
  count: number,
): (Statement & { cells: number[]; treated: number })[] {
  const sets = Array.from({ length: count }, () =>
    [...cells.system.value.keys()].filter(() => random() < 0.4),
  );
  return admitTotals(cells, sets).flatMap(({ mayShow, treated, low, high }, index) =>
    mayShow ? [{ cells: sets[index]!, treated, low, high }] : [],
  );
}

describe('an attacker who has sums besides', () => {
  const attacks = Array.from({ length: casesOf(42, 4200) }, (_, index) => makeAttack(index));

  test('narrows nothing, whatever sums one document is let show', async () => {
    let admitted = 0;
    const faults = await listFaults(attacks, (attack) => {
      const sums = drawSums(attack, 3);
      admitted += sums.length;
      return listNarrowed(displayWith(attack.document, sums), attack.secret);
    });
    console.log(`${admitted} of ${attacks.length * 3} sums could be shown, from seed ${draw.seed}`);
    expect(faults).toEqual([]);
    expect(admitted).toBeGreaterThan(0);
  });

  test('narrows nothing by the totals of any number of lists, with those of everything beside the pattern', async () => {
    let [known, asked, admitted] = [0, 0, 0];
    const faults = await listFaults(attacks, async (attack) => {
      const { cells, random } = attack;
      const all = [...cells.system.value.keys()];
      const drawn = Array.from({ length: 2 }, () => all.filter(() => random() < 0.6));
      const wholes = admitWholes(cells, [...drawn, all]);
      admitted += wholes.length;
      const lists = Array.from({ length: 6 }, () => all.filter(() => random() < 0.5));
      // A list of what makes up a total may take in what is hidden.
      const { total, start, parts } = cells.system.equations;
      total.forEach((_, at) => lists.push([...parts.subarray(start[at], start[at + 1])]));
      const sums = [...lists, ...wholes.map(({ parts: set }) => [...set])].flatMap((set) => {
        const sum = findKnownSum(cells, set, wholes);
        asked += 1;
        return sum === undefined ? [] : [{ set, sum }];
      });
      known += sums.length;
      // What each says is what follows from what it is made of: nothing beyond the pattern and the wholes.
      const untrue = sums.flatMap(({ set, sum: { low, high } }) => {
        const truth = set.reduce((people, cell) => people + cells.system.value[cell]!, 0);
        return truth < low || truth > high ? [`the sum ${truth} is said to be ${low} to ${high}`] : [];
      });
      const told = wholes.map(({ parts: set, value }) => ({ cells: set, treated: value }));
      const document = displayBetween(
        displayWith(attack.document, told),
        sums.map(({ set, sum: { low, high } }) => ({ cells: set, low, high })),
      );
      const nothing = hideAll(attack.document);
      return [...untrue, ...(await listNarrowed(document, attack.secret, { nothing }))];
    });
    console.log(
      `${known} of ${asked} sums of lists were known, ${admitted} of everything, from seed ${draw.seed}`,
    );
    expect(faults).toEqual([]);
    expect(known).toBeGreaterThan(0);
    expect(admitted).toBeGreaterThan(0);
  });

  test('narrows nothing with two documents that the ledger lets through', async () => {
    let passed = 0;
    const faults = await listFaults(attacks, (attack) => {
      const [earlier, now] = [drawSums(attack, 2), drawSums(attack, 2)];
      if (findDifferencing(attack.cells, { earlier: [earlier], now }) !== undefined) return [];
      passed += 1;
      return listNarrowed(displayWith(attack.document, [...earlier, ...now]), attack.secret);
    });
    console.log(`${passed} of ${attacks.length} pairs of documents passed, from seed ${draw.seed}`);
    expect(faults).toEqual([]);
    expect(passed).toBeGreaterThan(0);
  });
});

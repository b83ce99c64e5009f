import { scaleLimits, type Limits } from './intervals.ts';
import { limitsOfRate } from './read-limits.ts';
import type { Scope } from './scope.ts';
import type { Expression, IndicatorNode } from './syntax.ts';

/**
 * The 95 % limits of an expression that is a rate written out: a count over its base, times a number, as in
 * `100 * claimants / working_age`. It then is as sure as the rate itself. The base must be what a rate or the count itself is
 * defined on, or no count may be above it. Null for any other expression.
 */
export function findProportion(node: Expression, scope: Scope): Limits | null {
  const ratio = asRatio(node);
  if (ratio === null || ratio.above.length !== 1 || ratio.below.length !== 1) return null;
  const [count, base] = [ratio.above[0]!, ratio.below[0]!];
  const isCount = ({ name }: IndicatorNode): boolean =>
    scope.table.vocabulary.indicators.get(name)?.kind === 'count';
  if (!isCount(count) || !isCount(base)) return null;
  const [above, below] = [scope.read(count), scope.read(base)];
  const isPart =
    isDefined(count, base, scope) || !above.values.some((value, area) => value > below.values[area]!);
  if (!isPart) return null;
  const limits = limitsOfRate({
    numerator: above.values,
    denominator: below.values,
    rounding: above.rounding,
    denominatorRounding: below.rounding,
  });
  return scaleLimits(limits, ratio.factor / 100);
}

function isDefined(count: IndicatorNode, base: IndicatorNode, { table }: Scope): boolean {
  const { indicators } = table.vocabulary;
  if (indicators.get(count.name)?.of === base.name) return true;
  return [...indicators.values()].some(({ numerator, of }) => numerator === count.name && of === base.name);
}

/** Numbers multiplied and divided: what stands above the line, what below, and the number before it. */
interface Ratio {
  factor: number;
  above: IndicatorNode[];
  below: IndicatorNode[];
}

function asRatio(node: Expression): Ratio | null {
  if (node.kind === 'number') return { factor: node.value, above: [], below: [] };
  if (node.kind === 'indicator') return { factor: 1, above: [node], below: [] };
  if (node.kind === 'negate') {
    const inner = asRatio(node.operand);
    return inner && { ...inner, factor: -inner.factor };
  }
  if (node.kind !== 'arithmetic' || (node.operator !== '*' && node.operator !== '/')) return null;
  const [left, right] = [asRatio(node.left), asRatio(node.right)];
  if (left === null || right === null) return null;
  if (node.operator === '*')
    return {
      factor: left.factor * right.factor,
      above: [...left.above, ...right.above],
      below: [...left.below, ...right.below],
    };
  return {
    factor: left.factor / right.factor,
    above: [...left.above, ...right.below],
    below: [...left.below, ...right.above],
  };
}

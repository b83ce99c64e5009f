import { tooLarge, type Scope } from './scope.ts';
import { valuedChildrenOf } from './compared.ts';
import { listIndicatorNodes, type ArithmeticNode, type Expression } from './syntax.ts';

/**
 * Why a part of a rule has no value for an area: "suppressed", "missing", "no link to ward:2003"; with the name of the
 * indicator where the part has several. The first cause in reading order; where every part has a value, "division by 0" or that
 * the result is too large.
 */
export function whyUnknown(node: Expression, area: number, scope: Scope): string {
  const isNamed = new Set(listIndicatorNodes(node).map(({ name }) => name)).size > 1;
  return findCause(node, { area, scope, isNamed }) ?? tooLarge;
}

interface Search {
  area: number;
  scope: Scope;
  isNamed: boolean;
}

function findCause(node: Expression, search: Search): string | null {
  const { area, scope, isNamed } = search;
  if (node.kind === 'indicator') {
    const why = scope.whyReadingUnknown(node, area);
    return why !== null && isNamed ? `${node.name} ${why}` : why;
  }
  if (node.kind === 'call') {
    const why = scope.functions.get(node.name)?.whyUnknown?.(node, area, scope) ?? null;
    if (why !== null) return why;
  }
  for (const child of valuedChildrenOf(node, scope.functions)) {
    const why = findCause(child, search);
    if (why !== null) return why;
  }
  return node.kind === 'arithmetic' ? whyNoResult(node, search) : null;
}

/** Why two known numbers give none; null where they do. */
function whyNoResult(node: ArithmeticNode, { area, scope }: Search): string | null {
  if (!Number.isNaN(scope.quantity(node).values[area])) return null;
  const isByNothing = node.operator === '/' && scope.quantity(node.right).values[area] === 0;
  return isByNothing ? 'division by 0' : tooLarge;
}

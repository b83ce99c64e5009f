import { functions } from './functions.ts';
import type { Scope } from './scope.ts';
import { childrenOf, listIndicators, type Expression } from './syntax.ts';

/**
 * Why a part of a rule has no value for an area: "suppressed", "missing", "no link to ward:2003"; with the name of the
 * indicator where the part has several. The first cause in reading order; "division by 0" where every part has a value.
 */
export function whyUnknown(node: Expression, area: number, scope: Scope): string {
  const isNamed = new Set(listIndicators(node).map(({ name }) => name)).size > 1;
  return findCause(node, { area, scope, isNamed }) ?? 'division by 0';
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
    const why = functions.get(node.name)?.whyUnknown?.(node, area, scope) ?? null;
    if (why !== null) return why;
    // What a benchmark is of does not decide whether the benchmark is known.
    if (node.name === 'benchmark') return null;
  }
  for (const child of childrenOf(node)) {
    const why = findCause(child, search);
    if (why !== null) return why;
  }
  return null;
}

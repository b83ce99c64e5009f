import { cellState, type CellSystem, type DisclosureRule, type Suppression } from '#core/disclosure';
import type { Displayed } from '../../attacker/displayed.ts';

/** What a suppressed system shows to an attacker. */
export function display(
  system: CellSystem,
  rule: DisclosureRule,
  { state, treated }: Suppression,
): Displayed {
  const { total, start, parts } = system.equations;
  const isExact = Array.from(system.published, (published) => published === 1);
  return {
    shown: Array.from(treated, (count, cell) => {
      if (isExact[cell]) return system.value[cell]!;
      return state[cell] === cellState.shown ? count : null;
    }),
    isExact,
    upper: [...system.upper],
    equations: Array.from(total, (cell, index) => ({
      total: cell,
      parts: [...parts.subarray(start[index], start[index + 1])],
      elsewhere: 0,
    })),
    policy: { threshold: rule.threshold, base: rule.base, keepsZeros: rule.keepsZeros },
  };
}

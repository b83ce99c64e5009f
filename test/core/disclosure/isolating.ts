import { type ProtectedCells, type Statement } from '#core/disclosure';
import { boundAsShown } from '../../../core/disclosure/natural-bounds.ts';
import { leewayOf, type Pattern } from '../../../core/disclosure/pattern.ts';
import { prove } from '../../../core/disclosure/prove.ts';
import { openWithSums } from '../../../core/disclosure/with-sums.ts';

/** An attacker's table with these sums in it, and no others. */
function openKnowing({ system, ...cells }: ProtectedCells, sums: readonly Statement[]): Pattern {
  const pattern = openWithSums(
    { system, ...cells },
    sums.map((sum) => sum.cells),
  );
  sums.forEach(({ low, high }, at) => pattern.table.setBounds(system.value.length + at, low, high));
  return pattern;
}

/**
 * The cells that sums of two documents leave too little room, by the definition: each cell by itself, in a table with nothing but
 * these sums in it; those that the earlier sums narrow so far for certain alone are left out.
 */
export function listIsolated(
  cells: ProtectedCells,
  earlier: readonly Statement[],
  now: readonly Statement[],
): number[] {
  const both = openKnowing(cells, [...now, ...earlier]);
  const alone = boundAsShown(openKnowing(cells, earlier).table);
  return [...cells.system.value.keys()].filter((cell) => {
    if (prove(both, cell).isMet) return false;
    const { up, down, width } = leewayOf(both, cell)!;
    const [low, high] = alone(cell);
    const truth = both.table.truth[cell]!;
    return width > 0 ? high - low >= width : high >= truth + up && low <= truth - down;
  });
}

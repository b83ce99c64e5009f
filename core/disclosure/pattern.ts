import type { DisclosureRule } from '#contract';
import { checkSystem, type CellSystem } from './cells.ts';
import { completeValues } from './complete.ts';
import { boundNaturally } from './natural-bounds.ts';
import { listPersons, type Persons } from './persons.ts';
import { isSensitive, promisedWidth, showCount } from './rule.ts';
import { CellTable } from './table.ts';

/** What becomes of a cell: the numbers in `Suppression.state`. */
export const cellState = {
  /** As a number, rounded where the rule rounds. */
  shown: 0,
  /** Hidden because the rule hides such a count. */
  primary: 1,
  /** Hidden because it would give another one away. */
  secondary: 2,
  /** Not in what leaves. */
  undisplayed: 3,
  /** In what leaves, but not known. */
  missing: 4,
} as const;

/** Whether a cell in that state is known and hidden, for its own sake or for that of others. */
export function isHidden(state: number): boolean {
  return state === cellState.primary || state === cellState.secondary;
}

/** Which cells are shown and hidden, and what an attacker knows then. */
export interface Pattern {
  system: CellSystem;
  rule: DisclosureRule;
  table: CellTable;
  state: Uint8Array;
  /** 1 = restricted, and a count that the rule hides, displayed or not. */
  sensitive: Uint8Array;
  persons: Persons;
}

/** The pattern before anything is hidden for the sake of another cell. Throws `internal` for columns that do not fit. */
export function openPattern(system: CellSystem, rule: DisclosureRule): Pattern {
  checkSystem(system);
  const table = new CellTable(system, completeValues(system));
  boundNaturally(table);
  const { cells } = table;
  const pattern: Pattern = {
    system,
    rule,
    table,
    state: new Uint8Array(cells),
    sensitive: new Uint8Array(cells),
    persons: listPersons(system, table.truth),
  };
  for (let cell = 0; cell < cells; cell += 1) begin(pattern, cell);
  return pattern;
}

/** The pattern of an earlier answer. */
export function reopenPattern(system: CellSystem, rule: DisclosureRule, state: Uint8Array): Pattern {
  const pattern = openPattern(system, rule);
  state.forEach((kept, cell) => {
    if (kept === cellState.secondary && pattern.state[cell] === cellState.shown) hide(pattern, cell);
  });
  return pattern;
}

function begin({ system, rule, table, state, sensitive }: Pattern, cell: number): void {
  const isKnown = !Number.isNaN(system.value[cell]!);
  const isDisplayed = system.displayed[cell] === 1;
  if (system.published[cell] === 1 && isKnown) {
    state[cell] = isDisplayed ? cellState.shown : cellState.undisplayed;
    return;
  }
  const count = table.truth[cell]!;
  if (system.published[cell] !== 1)
    sensitive[cell] = isSensitive(rule, count, system.denominator?.[cell] ?? Number.NaN) ? 1 : 0;
  if (!isDisplayed || !isKnown || sensitive[cell] === 1) {
    state[cell] = !isDisplayed ? cellState.undisplayed : isKnown ? cellState.primary : cellState.missing;
    table.setBounds(cell, table.least[cell]!, table.most[cell]!);
    return;
  }
  state[cell] = cellState.shown;
  show({ rule, table }, cell);
}

/** An attacker knows the cell as it is shown. */
function show({ rule, table }: Pick<Pattern, 'rule' | 'table'>, cell: number): void {
  const { low, high } = showCount(rule, table.truth[cell]!, table.most[cell]);
  table.setBounds(cell, Math.max(low, table.least[cell]!), high);
  table.hideable[cell] = 1;
}

/** Hides a shown cell for the sake of others. */
export function hide({ table, state }: Pattern, cell: number): void {
  state[cell] = cellState.secondary;
  table.hideable[cell] = 0;
  table.setBounds(cell, table.least[cell]!, table.most[cell]!);
}

/** Shows a cell again that had been hidden for the sake of others. */
export function showAgain(pattern: Pattern, cell: number): void {
  pattern.state[cell] = cellState.shown;
  show(pattern, cell);
}

/** How far other tables that agree with all that is known must lie from the true one at a cell. */
export interface Leeway {
  /** To here at least, upwards and downwards each. */
  up: number;
  down: number;
  /** Between the lowest and the highest together. */
  width: number;
}

/**
 * What protects a cell; undefined where nothing need. A hidden cell, and one that is not displayed but sensitive: the least and
 * the greatest count that an attacker must think possible lie at least t apart, or base − 1 where that is more (hiding tells no
 * more than rounding would), or 1 where neither is set; or as far as its bounds allow, where its denominator is smaller. A
 * rounded cell that may be small, as 0 or 5 without a threshold: every count that would be shown so remains possible. Nothing
 * is promised of a rounded count that is large either way: see docs/decisions/0030.
 */
export function leewayOf(
  { system, rule, table, state, sensitive }: Pattern,
  cell: number,
): Leeway | undefined {
  if (system.published[cell] === 1 || !table.isFree(cell)) return undefined;
  const [low, high, truth] = [table.low[cell]!, table.high[cell]!, table.truth[cell]!];
  if (state[cell] === cellState.shown)
    return low < rule.base ? { up: high - truth, down: truth - low, width: 0 } : undefined;
  if (!isHidden(state[cell]!) && sensitive[cell] === 0) return undefined;
  return { up: 0, down: 0, width: Math.min(high - low, promisedWidth(rule)) };
}

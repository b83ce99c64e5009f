import { flagByte, PinpointError, type PeriodId, type RuleResult } from '#contract';
import { functionsOf, type FunctionRegistry } from './functions.ts';
import { calculate, constant, negate, type Quantity } from './quantity.ts';
import { findProportion } from './proportion.ts';
import { quantityOf } from './read-limits.ts';
import { readIndicator, type Reading } from './reading.ts';
import { printRule } from './print.ts';
import type { ArithmeticNode, Expression, IndicatorNode } from './syntax.ts';
import type { AreaTable, ProvisionAccess, ProvisionNeed } from './table.ts';

/** Why a number that could be worked out has no value. */
export const tooLarge = 'too large to reckon with';

/**
 * One evaluation of a rule: the table, the period asked for, what has been read so far, and what must be said about it.
 * Each indicator is read once, however often the rule names it.
 */
export class Scope {
  readonly table: AreaTable;
  readonly period: PeriodId | null;
  readonly functions: FunctionRegistry;
  readonly #findDay: () => string | null;
  readonly #readings = new Map<string, Reading>();
  readonly #quantities = new Map<Reading, Quantity>();
  readonly #expressions = new Map<Expression, Quantity>();
  readonly #access = new Map<string, ProvisionAccess | null>();
  readonly #notes = new Set<string>();

  /** `findDay` answers the day on which provision must run; it is asked only by rules that speak of provision. */
  constructor(table: AreaTable, period: PeriodId | null, findDay: () => string | null = () => null) {
    this.table = table;
    this.period = period;
    this.functions = functionsOf(table.vocabulary);
    this.#findDay = findDay;
  }

  /** What an indicator of the rule holds: in its own `@period` exactly, else in the period of the question. */
  read(node: IndicatorNode): Reading {
    const key = printRule(node);
    const known = this.#readings.get(key);
    if (known !== undefined) return known;
    const isExact = node.period !== null;
    const period = node.period ?? this.period;
    const reading = readIndicator(this.table, { indicator: node.name, cohort: node.cohort, period, isExact });
    this.#readings.set(key, reading);
    for (const note of reading.notes) this.note(note);
    return reading;
  }

  /** Access to what a selector picks and runs on the day of the rule; null, with a note, where no travel times are kept for it. */
  access({ selector, mode }: ProvisionNeed): ProvisionAccess | null {
    const key = `${mode ?? ''} ${selector}`;
    const known = this.#access.get(key);
    if (known !== undefined) return known;
    const access =
      this.table.findAccess === undefined
        ? null
        : (this.table.findAccess({ selector, mode, day: this.#findDay() }) ?? null);
    this.#access.set(key, access);
    if (access?.method !== undefined) this.note(access.method);
    if (access === null)
      this.note(
        `No travel times${mode === null ? '' : ` by ${mode}`} are kept for the provision ${selector}.`,
      );
    return access;
  }

  /** Adds a sentence that a reader of the result must know. */
  note(sentence: string): void {
    this.#notes.add(sentence);
  }

  notes(): string[] {
    return [...this.#notes];
  }

  readings(): Reading[] {
    return [...this.#readings.values()];
  }

  /** The value of a number expression in every area. Throws `internal` for a condition: `checkRule` comes first. */
  quantity(node: Expression): Quantity {
    const quantity = this.#expressions.get(node) ?? this.#workOut(node);
    this.#expressions.set(node, quantity);
    return quantity;
  }

  #workOut(node: Expression): Quantity {
    switch (node.kind) {
      case 'number':
        return constant(node.value, this.table.codes.length);
      case 'indicator':
        return this.#quantityOf(this.read(node));
      case 'negate':
        return negate(this.quantity(node.operand));
      case 'arithmetic':
        return this.#calculate(node);
      case 'call': {
        const definition = this.functions.get(node.name);
        if (definition?.gives === 'number') return definition.evaluate(node, this);
        break;
      }
      default:
    }
    throw new PinpointError('internal', `${printRule(node)} is not a number.`);
  }

  /** Why an indicator has no value for an area, in a word or two; null where it has one. */
  whyReadingUnknown(node: IndicatorNode, area: number): string | null {
    const reading = this.read(node);
    if (!Number.isNaN(reading.values[area])) return null;
    if (reading.missingBecause !== null) return reading.missingBecause;
    if (reading.flags[area] === flagByte.suppressed) return 'suppressed';
    if (reading.beyond.has(area)) return tooLarge;
    if (reading.denominator?.[area] === 0) return 'denominator 0';
    const [count = NaN, base = NaN] = [reading.numerator?.[area], reading.denominator?.[area]];
    return Number.isNaN(count) || !(base > 0) ? 'missing' : tooLarge;
  }

  #calculate(node: ArithmeticNode): Quantity {
    const quantity = calculate(node.operator, this.quantity(node.left), this.quantity(node.right));
    return { ...quantity, limits: quantity.limits ?? findProportion(node, this) };
  }

  #quantityOf(reading: Reading): Quantity {
    const quantity = this.#quantities.get(reading) ?? quantityOf(reading);
    this.#quantities.set(reading, quantity);
    return quantity;
  }
}

/**
 * Where the numbers of a result come from: one entry for each indicator, cohort and period that was read, in the order
 * of reading. What had no values is left out.
 */
export function listSources(scope: Scope): RuleResult['sources'] {
  const sources = new Map<string, RuleResult['sources'][number]>();
  for (const { indicator, cohort, period, denominatorPeriod, releases } of scope.readings()) {
    if (period === null) continue;
    sources.set(`${indicator}[${cohort}]@${period}`, {
      indicator,
      cohort,
      period,
      denominatorPeriod,
      releases,
    });
  }
  return [...sources.values()];
}

import {
  confidences as confidenceWords,
  outcomeByte,
  type Confidence,
  type RuleQuestion,
  type RuleResult,
} from '#contract';
import { listAdjustable, listValued } from './compared.ts';
import { decideAll, spread, type Decisions } from './decide-all.ts';
import { sureness } from './decide.ts';
import { evaluateLeaf, takeApart, type Leaf, type LeafColumns, type Logic } from './leaves.ts';
import { findNeed, measureNeedInside, poolRate } from './need.ts';
import { fullCount, noteReadings } from './notes.ts';
import { rankAreas, readOrder, sortAreas } from './order.ts';
import { printRule } from './print.ts';
import { chooseProvisionDay } from './provision-day.ts';
import { readQuestion } from './question.ts';
import type { Reading } from './reading.ts';
import { listSources, Scope } from './scope.ts';
import { listIndicatorNodes, type Rule } from './syntax.ts';
import type { AreaTable } from './table.ts';

/** A rule worked out, with what explaining single areas needs. */
export interface Evaluation {
  scope: Scope;
  logic: Logic;
  leaves: Leaf[];
  columns: LeafColumns[];
  decisions: Decisions;
  /** What the comparisons read; the rest is for order and need. */
  compared: ReadonlySet<Reading>;
  result: RuleResult;
}

/**
 * What a rule says of every area: in, out or unknown, how sure that is, rank order, need covered, and where the numbers
 * come from. Missing and suppressed values make a comparison unknown, never false. Throws `invalid_rule` for a wrong
 * rule, order or need, `not_found` for an unknown period, `usage` for a table of another geography. An empty geography
 * gives empty columns.
 */
export function evaluateRule(question: RuleQuestion, table: AreaTable): RuleResult {
  return evaluate(question, table).result;
}

/**
 * A rule worked out for every area of a table, with the leaves, readings and decisions from which single areas are
 * explained. Missing and suppressed values make a comparison unknown, never false. Throws `invalid_rule` for a wrong
 * rule, order or need, `not_found` for an unknown period, `usage` for a table of another geography.
 */
export function evaluate(question: RuleQuestion, table: AreaTable): Evaluation {
  const rule = readQuestion(question, table);
  const scope = new Scope(table, question.period, () => chooseProvisionDay(rule, question.period, table));
  const { logic, leaves } = takeApart(rule);
  const columns = leaves.map((leaf) => evaluateLeaf(leaf, scope));
  const compared = new Set(scope.readings());
  const decisions = decideAll(logic, columns, table.codes.length);
  const work = { scope, logic, leaves, columns, decisions, compared };
  return { ...work, result: makeResult(question, rule, work) };
}

function makeResult(question: RuleQuestion, rule: Rule, work: Omit<Evaluation, 'result'>): RuleResult {
  const { scope, leaves, columns, decisions } = work;
  const outcomes = spread(decisions, ({ outcome }) => outcome);
  const confidences = spread(decisions, ({ confidence }) => confidence);
  const markDeciding = (leaf: number): Uint8Array<ArrayBuffer> =>
    spread(decisions, ({ deciding }) => (deciding.includes(leaf) ? 1 : 0));
  const need = findNeed(question.need, leaves, scope);
  const orderedBy = readOrder({ text: question.order, leaves, need }, scope);
  const order = sortAreas(outcomes, orderedBy);
  const coverage = measureNeedInside(need, outcomes, { order, scope });
  const pooled = poolRate(leaves, outcomes, scope);
  noteReadings(scope, work.compared);
  if (columns.some(({ subject }) => subject?.limits)) scope.note(fullCount);
  return {
    rule: printRule(rule),
    geography: question.geography,
    period: question.period ?? findFirstPeriod(rule, scope),
    counts: countOutcomes(outcomes, confidences),
    ...coverage,
    pooled,
    outcomes,
    confidences,
    order,
    ranks: rankAreas(order, outcomes, orderedBy),
    orderedBy: orderedBy.text,
    leaves: leaves.map(({ text }, leaf) => makeLeafColumn(text, columns[leaf]!, markDeciding(leaf))),
    sources: listSources(scope),
    notes: scope.notes(),
    adjustable: listAdjustable(rule),
  };
}

type LeafColumn = RuleResult['leaves'][number];

function makeLeafColumn(text: string, columns: LeafColumns, deciding: LeafColumn['deciding']): LeafColumn {
  const { values, thresholds, outcomes, confidences } = columns;
  // Tables hold plain columns, never ones over shared memory.
  return { text, values, thresholds, outcomes, confidences, deciding } as LeafColumn;
}

function findFirstPeriod(rule: Rule, scope: Scope): string | null {
  const first = listValued(rule, scope.functions)[0];
  if (first !== undefined) return scope.read(first).period;
  const benchmarked = listIndicatorNodes(rule)[0];
  return benchmarked === undefined ? null : (benchmarked.period ?? scope.read(benchmarked).period);
}

function countOutcomes(outcomes: Uint8Array, confidences: Uint8Array): RuleResult['counts'] {
  const counts = { in: 0, out: 0, unknown: 0, clearlyIn: 0, borderline: 0 };
  const borderline = sureness(confidenceWords.indexOf('borderline above' satisfies Confidence));
  for (let area = 0; area < outcomes.length; area += 1) {
    if (outcomes[area] === outcomeByte.unknown) counts.unknown += 1;
    else if (outcomes[area] === outcomeByte.out) counts.out += 1;
    else {
      counts.in += 1;
      const sure = sureness(confidences[area]!);
      if (sure > borderline) counts.clearlyIn += 1;
      else if (sure === borderline) counts.borderline += 1;
    }
  }
  return { ...counts, clearlyAbove: counts.clearlyIn };
}

import {
  confidences as confidenceWords,
  outcomes as outcomeWords,
  PinpointError,
  type Reason,
  type RuleExplanation,
  type RuleQuestion,
  type RuleResult,
} from '#contract';
import { evaluate, type Evaluation } from './evaluate.ts';
import { makeReason } from './reason.ts';
import type { AreaTable } from './table.ts';

/** A rule's result with the reasons of any area, for callers that need many. */
export interface Explainer {
  result: RuleResult;
  /** Why the area at that position is in, out or unknown. */
  explain(area: number): RuleExplanation;
}

/**
 * Works a rule out once and explains as many areas as are asked for. Throws `invalid_rule` for a wrong rule, order or
 * need, `not_found` for an unknown period, `usage` for a table of another geography.
 */
export function makeExplainer(question: RuleQuestion, table: AreaTable): Explainer {
  const evaluation = evaluate(question, table);
  return { result: evaluation.result, explain: (area) => explainArea(evaluation, area) };
}

/**
 * Why one area is in, out or unknown: the smallest set of clauses that fixes it, each with its numbers, the other
 * clauses, and a plain sentence. Throws `not_found` for a code that the geography does not have and for an unknown
 * period, `invalid_rule` for a wrong rule, order or need, `usage` for a table of another geography.
 */
export function explainRule(question: RuleQuestion, code: string, table: AreaTable): RuleExplanation {
  const area = table.codes.indexOf(code);
  if (area < 0)
    throw new PinpointError('not_found', `There is no area ${code} in ${table.geography}.`, { found: code });
  return makeExplainer(question, table).explain(area);
}

/**
 * Why one area of a rule that has been worked out is in, out or unknown: the smallest set of clauses that fixes it,
 * each with its numbers, the other clauses, and a plain sentence. The area is given by its position in the table.
 */
export function explainArea(evaluation: Evaluation, area: number): RuleExplanation {
  const { decisions, leaves, result, scope } = evaluation;
  const { deciding } = decisions.decisions[decisions.decisionOf[area]!]!;
  const reasons = leaves.map((_, leaf) => makeReason(evaluation, leaf, area));
  const outcome = outcomeWords[result.outcomes[area]!]!;
  const rank = result.ranks[area]!;
  const code = scope.table.codes[area]!;
  const name = scope.table.names[area] ?? '';
  const decidingReasons = deciding.map((leaf) => reasons[leaf]!);
  return {
    code,
    name,
    outcome,
    confidence: confidenceWords[result.confidences[area]!]!,
    rank: rank > 0 ? rank : null,
    deciding: decidingReasons,
    others: reasons.filter((_, leaf) => !deciding.includes(leaf)),
    sentence: `${name === '' ? code : name} is ${outcome}: ${decidingReasons.map(phrase).join('; ')}.`,
  };
}

function phrase({ text, confidence, tipping }: Reason): string {
  const sure = confidence === 'certain' || confidence === 'unknown' ? '' : `, ${confidence}`;
  const turn = tipping === null ? '' : `, ${tipping}`;
  return `${text}${sure}${turn}`;
}

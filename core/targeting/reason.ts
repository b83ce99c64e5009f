import {
  confidences as confidenceWords,
  outcomeByte,
  outcomes as outcomeWords,
  type Reason,
} from '#contract';
import type { Evaluation } from './evaluate.ts';
import type { Limits } from './intervals.ts';
import type { Leaf } from './leaves.ts';
import { decimalsFor, decimalsOfMargin, formatMeasured, formatNumber } from './number-text.ts';
import { printRule } from './print.ts';
import type { Scope } from './scope.ts';
import { asWritten } from './speaker.ts';
import { describeTipping } from './tipping.ts';
import { whyUnknown } from './why-unknown.ts';

/**
 * What one leaf says of one area, given by their positions: a phrase, value, threshold, margin, confidence, limits,
 * counts, and when it would turn. Where the leaf is unknown, the phrase says why.
 */
export function makeReason(evaluation: Evaluation, leaf: number, area: number): Reason {
  const { leaves, columns, scope } = evaluation;
  const { node, text: clause } = leaves[leaf]!;
  const { outcomes, confidences } = columns[leaf]!;
  const numbers = readNumbers(evaluation, leaf, area);
  const isUnknown = outcomes[area] === outcomeByte.unknown;
  const unknownBecause = isUnknown ? whyUnknown(node, area, scope) : null;
  const reason: Reason = {
    clause,
    text: unknownBecause === null ? '' : `${clause} is unknown: ${unknownBecause}`,
    outcome: outcomeWords[outcomes[area]!]!,
    confidence: confidenceWords[confidences[area]!]!,
    ...numbers,
    tipping: null,
    unknownBecause,
  };
  if (isUnknown) return reason;
  if (columns[leaf]!.values[area] === Infinity) {
    reason.text = phraseBeyond(leaves[leaf]!, reason);
    return reason;
  }
  const { value, threshold } = numbers;
  const decimals = decimalsFor(value ?? 0, threshold ?? 0);
  reason.text =
    value === null
      ? phraseCondition(leaves[leaf]!, reason, scope)
      : phraseComparison(leaves[leaf]!, reason, decimals);
  if (value !== null) reason.tipping = describeTipping(evaluation, { leaf, area, decimals });
  return reason;
}

type Numbers = Pick<
  Reason,
  'value' | 'threshold' | 'margin' | 'interval' | 'bounds' | 'numerator' | 'denominator'
>;

function readNumbers({ leaves, columns, scope }: Evaluation, leaf: number, area: number): Numbers {
  const { values, thresholds, subject } = columns[leaf]!;
  const subjectNode = leaves[leaf]!.subject;
  const value = subjectNode === null ? null : known(values[area]);
  const threshold = known(thresholds[area]);
  const reading = subjectNode?.kind === 'indicator' ? scope.read(subjectNode) : null;
  return {
    value,
    threshold,
    margin:
      value === null || threshold === null
        ? null
        : marginOf(leaves[leaf]!, value, threshold, columns[leaf]!.outcomes[area] === outcomeByte.in),
    interval: rangeAt(subject?.limits ?? null, area),
    bounds: rangeAt(subject?.bounds ?? null, area),
    numerator: known(reading?.numerator?.[area]),
    denominator: known(reading?.denominator?.[area]),
  };
}

function rangeAt(limits: Limits | null, area: number): [number, number] | null {
  const [low, high] = [known(limits?.low[area]), known(limits?.high[area])];
  return low === null || high === null ? null : [low, high];
}

function known(value: number | undefined): number | null {
  return value === undefined || !Number.isFinite(value) ? null : value;
}

/** How far the value is from where the comparison would turn: positive where it holds, negative where it does not. */
function marginOf({ sides }: Leaf, value: number, threshold: number, isTrue: boolean): number {
  const operator = sides?.operator;
  if (operator === '>' || operator === '>=') return value - threshold;
  if (operator === '<' || operator === '<=') return threshold - value;
  const distance = Math.abs(value - threshold);
  return isTrue || distance === 0 ? distance : -distance;
}

function phraseCondition({ node, text }: Leaf, { outcome }: Reason, { functions }: Scope): string {
  const definition = node.kind === 'call' ? functions.get(node.name) : undefined;
  const phrase =
    node.kind === 'call' && definition?.gives === 'condition' ? definition.words(node, asWritten) : text;
  return outcome === 'in' ? phrase : `not ${phrase}`;
}

/** Of a place out of reach, which has no number but lies above every one. */
function phraseBeyond({ text, sides, subject }: Leaf, { outcome }: Reason): string {
  const held = sides === null ? text : `${sides.operator} ${printRule(sides.threshold)}`;
  const reach = subject === null ? '' : `${printRule(subject)} beyond reach`;
  return `${reach}${outcome === 'in' ? ', so ' : ', not '}${held}`;
}

function phraseComparison({ node, sides }: Leaf, reason: Reason, decimals: number): string {
  const isTrue = reason.outcome === 'in';
  const margin = reason.margin === null ? '' : ` (margin ${phraseMargin(reason.margin, decimals)})`;
  const value = formatMeasured(reason.value!, decimals);
  const not = isTrue ? ' ' : ', not ';
  if (node.kind === 'between')
    return `${printRule(node.subject)} ${value}${not}between ${printRule(node.low)} and ${printRule(node.high)}${margin}`;
  if (sides === null) return '';
  const { subject, operator, threshold } = sides;
  const number = formatNumber(reason.threshold!, decimals);
  const isTyped = threshold.kind === 'number' || threshold.kind === 'negate';
  const held = isTyped ? printRule(threshold) : `${number} (${printRule(threshold)})`;
  return `${printRule(subject)} ${value}${not}${operator} ${held}${margin}`;
}

function phraseMargin(margin: number, decimals: number): string {
  return formatMeasured(margin, decimalsOfMargin(margin, decimals));
}

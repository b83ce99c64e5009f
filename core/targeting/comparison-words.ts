import { mirror, sidesOf, type Sides } from './leaves.ts';
import { sayNumber, type AmountPhrase, type NumberWords, type Unit } from './number-words.ts';
import { isTyped, type Speaker } from './speaker.ts';
import {
  walk,
  type BetweenNode,
  type ComparisonNode,
  type ComparisonOperator,
  type Expression,
} from './syntax.ts';

const opposite: Record<ComparisonOperator, ComparisonOperator> = {
  '<': '>=',
  '<=': '>',
  '>': '<=',
  '>=': '<',
  '=': '!=',
  '!=': '=',
};

const relations: Record<ComparisonOperator, string> = {
  '<': ' below',
  '<=': ' at most',
  '>': ' above',
  '>=': ' at least',
  '=': '',
  '!=': ' not',
};

/**
 * A comparison, or its opposite, as a clause: "Jobseeker's Allowance rate is above 10 %", "it takes at most 30 minutes on foot to
 * reach advice and guidance". It is read from the side that varies, so `10 < rate` is said as `rate > 10` is.
 */
export function sayComparison(node: ComparisonNode, isNegated: boolean, speaker: Speaker): string {
  const sides = readSides(node);
  const operator = isNegated ? opposite[sides.operator] : sides.operator;
  const subject = saySide(sides.subject, speaker);
  if (subject.amount !== undefined && isTyped(sides.threshold) && operator !== '!=')
    return subject.amount.say(sayAmount(operator, sides.threshold, { unit: subject.amount.unit, speaker }));
  const threshold = sayThreshold(sides.threshold, subject.unit, speaker);
  return `${subject.text} ${verbOf(subject)}${relations[operator]} ${threshold}`;
}

const measures: Record<Exclude<ComparisonOperator, '!='>, string> = {
  '<': 'less than',
  '<=': 'at most',
  '>': 'more than',
  '>=': 'at least',
  '=': 'exactly',
};

function sayAmount(
  operator: keyof typeof measures,
  node: Expression,
  { unit, speaker }: { unit: Unit; speaker: Speaker },
): AmountPhrase {
  const isNone = operator === '=' && node.kind === 'number' && node.value === 0;
  if (unit.isCounted === true && isNone) return { text: `no${unit.one}`, isOne: true };
  const how = unit.isCounted === true && operator === '<' ? 'fewer than' : measures[operator];
  return { text: `${how} ${sayThreshold(node, unit, speaker)}`, isOne: isOne(node) };
}

/** A comparison with two ends, or its opposite, as a clause: "Deprivation score is not between 5 and 10". */
export function sayBetween(
  { subject, low, high }: BetweenNode,
  isNegated: boolean,
  speaker: Speaker,
): string {
  const words = saySide(subject, speaker);
  const areTyped = isTyped(low) && isTyped(high);
  const first = sayThreshold(low, areTyped ? null : words.unit, speaker);
  const sayRange = (unit: Unit | null | undefined): string =>
    `between ${first} and ${sayThreshold(high, unit, speaker)}`;
  if (words.amount !== undefined && areTyped && !isNegated)
    return words.amount.say({ text: sayRange(words.amount.unit), isOne: isOne(high) });
  return `${words.text} ${verbOf(words)} ${isNegated ? 'not ' : ''}${sayRange(words.unit)}`;
}

function verbOf({ isMany }: NumberWords): string {
  return isMany === true ? 'are' : 'is';
}

/** As `sidesOf`; where neither side names an indicator, the side that calls a function varies. */
function readSides(node: ComparisonNode): Sides {
  return !varies(node.left) && varies(node.right) ? mirror(node) : sidesOf(node);
}

function varies(node: Expression): boolean {
  return [...walk(node)].some(({ kind }) => kind === 'indicator' || kind === 'call');
}

/** A whole side of a comparison: "1.5 times the UK Jobseeker's Allowance rate" where a number is multiplied, else as it is. */
function saySide(node: Expression, speaker: Speaker): NumberWords {
  const words = speaker.number(node);
  if (node.kind !== 'arithmetic' || node.operator !== '*' || node.left.kind !== 'number') return words;
  const multiplied = speaker.number(node.right);
  const isSigned = multiplied.joinedBy === 'sum' || multiplied.joinedBy === 'product';
  if (isSigned || isTyped(node.right)) return words;
  return {
    ...words,
    text: `${sayNumber(node.left.value)} times ${multiplied.text}`,
    isMany: multiplied.isMany,
  };
}

/** What something is held against: a typed number with the unit of the other side, or a number that varies in words. */
function sayThreshold(node: Expression, unit: Unit | null | undefined, speaker: Speaker): string {
  const { text } = saySide(node, speaker);
  if (!isTyped(node) || unit == null) return text;
  return `${text}${isOne(node) ? unit.one : unit.many}`;
}

function isOne(node: Expression): boolean {
  const typed = node.kind === 'negate' ? node.operand : node;
  return typed.kind === 'number' && typed.value === 1;
}

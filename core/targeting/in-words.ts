import { PinpointError } from '#contract';
import { functionsOf } from './functions.ts';
import { sayBetween, sayComparison } from './comparison-words.ts';
import { parseRule } from './parse.ts';
import { printRule } from './print.ts';
import { makeSpeaker, type RuleNames, type Speaker } from './speaker.ts';
import type { BetweenNode, CallNode, ComparisonNode, Expression } from './syntax.ts';

/**
 * A rule as a clause of plain English, to stand after "where": "Jobseeker's Allowance rate is above 10 %, or the area is in
 * Deprived Areas Fund wards". A `not` is said where it belongs ("is not covered by", "is at most"), and what belongs
 * together is told by "both … and", "either … or" and parentheses. Ids without a name stand in quotes. A text that cannot
 * be parsed or said is given back as it is.
 */
export function ruleInWords(rule: string, names: RuleNames): string {
  try {
    const said = { speaker: makeSpeaker(names), functions: functionsOf(names) };
    return sayGroup(arrange(parseRule(rule), false), (clause) => sayClause(clause, said));
  } catch (error) {
    if (error instanceof PinpointError) return rule;
    throw error;
  }
}

interface Clause {
  kind: 'clause';
  node: ComparisonNode | BetweenNode | CallNode;
  isNegated: boolean;
}

interface Group {
  kind: 'and' | 'or';
  parts: (Clause | Group)[];
}

/**
 * The clauses of a rule with every `not` taken into them: not (a and b) is (not a) or (not b), which holds for unknown clauses too.
 * Groups within groups of the same word are one.
 */
function arrange(node: Expression, isNegated: boolean): Clause | Group {
  switch (node.kind) {
    case 'not':
      return arrange(node.operand, !isNegated);
    case 'and':
    case 'or': {
      const kind = (node.kind === 'and') === isNegated ? 'or' : 'and';
      const parts = node.clauses.map((part) => arrange(part, isNegated));
      return { kind, parts: parts.flatMap((part) => (part.kind === kind ? part.parts : part)) };
    }
    case 'comparison':
    case 'between':
    case 'call':
      return { kind: 'clause', node, isNegated };
    default:
      throw new PinpointError('internal', `${printRule(node)} is not a condition.`);
  }
}

function sayGroup(part: Clause | Group, say: (clause: Clause) => string): string {
  if (part.kind === 'clause') return say(part);
  const hasGroups = part.parts.some(({ kind }) => kind !== 'clause');
  const comma = part.kind === 'or' || hasGroups ? ',' : '';
  return part.parts.map((inner) => sayInner(inner, say)).join(`${comma} ${part.kind} `);
}

/** Two clauses within a group are told by a word before them, which the ear hears as well; anything longer by parentheses. */
function sayInner(part: Clause | Group, say: (clause: Clause) => string): string {
  if (part.kind === 'clause') return say(part);
  const [first, second, ...others] = part.parts;
  if (first?.kind !== 'clause' || second?.kind !== 'clause' || others.length > 0)
    return `(${sayGroup(part, say)})`;
  return `${part.kind === 'and' ? 'both' : 'either'} ${say(first)} ${part.kind} ${say(second)}`;
}

interface Said {
  speaker: Speaker;
  functions: ReturnType<typeof functionsOf>;
}

function sayClause({ node, isNegated }: Clause, { speaker, functions }: Said): string {
  if (node.kind === 'comparison') return sayComparison(node, isNegated, speaker);
  if (node.kind === 'between') return sayBetween(node, isNegated, speaker);
  const definition = functions.get(node.name);
  if (definition?.gives !== 'condition')
    throw new PinpointError('internal', `${printRule(node)} is not a condition.`);
  return `the area is ${isNegated ? 'not ' : ''}${definition.words(node, speaker)}`;
}

import { PinpointError, type Provision, type WorkspaceDescription } from '#contract';
import { formatPeriod } from '#core/periods';
import { nameProvision, nameSites, parseSelector } from '#core/provision';
import { functionsOf, type FunctionRegistry } from './functions.ts';
import { percentagePoints, percent, sayNumber, type NumberWords, type Unit } from './number-words.ts';
import { printRule } from './print.ts';
import {
  cutsOf,
  type ArithmeticNode,
  type ArithmeticOperator,
  type CallNode,
  type Expression,
  type IndicatorNode,
} from './syntax.ts';

/** What the names in a rule stand for. What is not known here stands in quotes, as its id. */
export interface RuleNames {
  description: Pick<WorkspaceDescription, 'indicators' | 'designations' | 'periods'>;
  /** The name of an area by its code; the code itself where nobody knows it. */
  areaName: (code: string) => string;
  /** Names providers, programmes and sites. */
  provision?: Provision | null;
  /** Left out: the functions of the rule language. */
  functions?: FunctionRegistry;
}

/** Says the parts of a call; the entry of its function puts them together. */
export interface Speaker {
  /** A number expression. */
  number(node: Expression): NumberWords;
  designation(id: string): string;
  area(code: string): string;
  period(id: string): string;
  /** What a selector picks: "advice and guidance". */
  provision(selector: string): string;
  /** The sites that a selector picks, one or many of them: "sites of advice and guidance". */
  sites(selector: string, isMany: boolean): string;
}

/** Says names as a rule writes them, for reasons that stand beside the rule itself. */
export const asWritten: Speaker = {
  number: (node) => ({ text: printRule(node) }),
  designation: (id) => id,
  area: (code) => code,
  period: (id) => id,
  provision: (selector) => selector,
  sites: (selector) => selector,
};

/**
 * Says names as people know them. `number` throws `internal` for what is no number; `provision` and `sites` throw
 * `invalid_rule` for a wrong selector.
 */
export function makeSpeaker(names: RuleNames): Speaker {
  const { description, areaName, provision = null } = names;
  const functions = functionsOf(names);
  const speaker: Speaker = {
    number: (node) => sayNumberNode(node, { names, speaker, functions }),
    designation: (id) => nameIn(description.designations, id),
    area: (code) => {
      const name = areaName(code);
      return name === code ? quote(code) : name;
    },
    period: (id) => description.periods.find((period) => period.id === id)?.label ?? formatPeriod(id),
    provision: (selector) => nameProvision(parseSelector(selector), provision),
    sites: (selector, isMany) => nameSites(parseSelector(selector), provision, isMany),
  };
  return speaker;
}

/** A name that nobody knows, as it is written. */
function quote(text: string): string {
  return `“${text}”`;
}

function nameIn(known: readonly { id: string; name: string }[], id: string): string {
  return known.find((item) => item.id === id)?.name ?? quote(id);
}

interface Saying {
  names: RuleNames;
  speaker: Speaker;
  functions: FunctionRegistry;
}

function sayNumberNode(node: Expression, saying: Saying): NumberWords {
  switch (node.kind) {
    case 'number':
      return { text: sayNumber(node.value) };
    case 'indicator':
      return sayIndicator(node, saying);
    case 'call':
      return sayCall(node, saying);
    case 'negate': {
      const operand = saying.speaker.number(node.operand);
      return { text: `minus ${enclosedIn(operand, 'factor')}`, unit: operand.unit };
    }
    case 'arithmetic':
      return sayArithmetic(node, saying);
    default:
      throw new PinpointError('internal', `${printRule(node)} is not a number.`);
  }
}

function sayCall(node: CallNode, { speaker, functions }: Saying): NumberWords {
  const definition = functions.get(node.name);
  if (definition?.gives === 'number') return definition.words(node, speaker);
  throw new PinpointError('internal', `${printRule(node)} is not a number.`);
}

function sayIndicator({ name, cohort, period }: IndicatorNode, { names, speaker }: Saying): NumberWords {
  const { indicators } = names.description;
  const kind = indicators.find(({ id }) => id === name)?.kind;
  const cuts = cutsOf(cohort).map(sayCut);
  const who = cuts.length === 0 ? '' : ` (${cuts.join(', ')})`;
  const when = period === null ? '' : ` ${period.includes('..') ? 'from' : 'in'} ${speaker.period(period)}`;
  return {
    text: `${nameIn(indicators, name)}${who}${when}`,
    isMany: kind === 'count',
    unit: kind === 'rate' ? percent : null,
  };
}

/** `age_group=18-24` as "age group 18-24". */
function sayCut(cut: string): string {
  const [dimension = '', ...value] = cut.split('=');
  return `${dimension.replaceAll('_', ' ')} ${value.join('=')}`;
}

const signs: Record<ArithmeticOperator, string> = { '+': '+', '-': '−', '*': '×', '/': '÷' };

function sayArithmetic(node: ArithmeticNode, { speaker }: Saying): NumberWords {
  const joinedBy = node.operator === '+' || node.operator === '-' ? 'sum' : 'product';
  const [left, right] = [speaker.number(node.left), speaker.number(node.right)];
  const sides = [enclosedIn(left, joinedBy), enclosedIn(right, joinedBy === 'sum' ? 'product' : 'factor')];
  return {
    text: sides.join(` ${signs[node.operator]} `),
    isMany: node.operator === '+' && left.isMany === true,
    unit: unitOf(node, left.unit ?? null, right.unit ?? null),
    joinedBy,
  };
}

/** The words of a part beside a sign, in the place of a sum, product or factor: in parentheses where they bind less than that. */
function enclosedIn({ text, joinedBy }: NumberWords, place: 'sum' | 'product' | 'factor'): string {
  const isTight = joinedBy === undefined || joinedBy === place || (joinedBy === 'product' && place === 'sum');
  return isTight ? text : `(${text})`;
}

/** The unit of what two numbers make; null where it is none that is known. */
function unitOf(node: ArithmeticNode, left: Unit | null, right: Unit | null): Unit | null {
  if (isTyped(node.right)) return left;
  if (isTyped(node.left) && node.operator !== '/') return right;
  if (node.operator === '*' || node.operator === '/' || left !== right) return null;
  return node.operator === '-' && left === percent ? percentagePoints : left;
}

/** Whether a number stands there as it was typed, with a minus before it or not. */
export function isTyped(node: Expression): boolean {
  return node.kind === 'number' || (node.kind === 'negate' && node.operand.kind === 'number');
}

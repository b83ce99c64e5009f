import { ruleError } from './errors.ts';
import { suggest } from '#core/names';
import {
  functionsOf,
  isQuoted,
  signatureOf,
  type FunctionDefinition,
  type ParameterKind,
} from './functions.ts';
import { labelPeriod, suggestPeriod } from './periods.ts';
import { printRule } from './print.ts';
import { expectedName, quotedNames } from './quoted-names.ts';
import { isDerivedRate } from './reading.ts';
import { cutsOf, type CallNode, type Expression, type IndicatorNode, type Rule } from './syntax.ts';
import type { IndicatorEntry, Vocabulary } from './table.ts';

/**
 * Checks a rule against what the workspace knows: every indicator, cohort, period, function, designation, area and
 * comparator must exist, conditions and numbers must stand where they belong, and the whole must be a condition.
 * Throws `invalid_rule` with the position, what was found and the nearest known name.
 */
export function checkRule(rule: Rule, vocabulary: Vocabulary): void {
  expectCondition(rule, vocabulary);
}

/**
 * Checks an expression that must be a number, as an order or a need is, against what the workspace knows: every name in
 * it must exist, and numbers and conditions must stand where they belong. Throws `invalid_rule` with the position, what
 * was found and the nearest known name.
 */
export function checkNumber(expression: Expression, vocabulary: Vocabulary): void {
  expectNumber(expression, vocabulary);
}

type Type = 'number' | 'condition';

function expectCondition(node: Expression, vocabulary: Vocabulary): void {
  if (typeOf(node, vocabulary) === 'condition') return;
  const text = printRule(node);
  throw ruleError(`${text} is a number, not a condition`, node.at, {
    found: text,
    expected: 'a condition',
    hint: `Compare it, as in ${text} > 10.`,
  });
}

function expectNumber(node: Expression, vocabulary: Vocabulary): void {
  if (typeOf(node, vocabulary) === 'number') return;
  const text = printRule(node);
  throw ruleError(`${text} is a condition and cannot be compared with or used as a number`, node.at, {
    found: text,
    expected: 'a number',
    hint: 'Conditions are joined by and, or and not.',
  });
}

function typeOf(node: Expression, vocabulary: Vocabulary): Type {
  switch (node.kind) {
    case 'number':
      return 'number';
    case 'text':
      throw ruleError(`'${node.value}' is a text, not a number or a condition`, node.at, {
        found: node.value,
      });
    case 'indicator':
      getEntry(node, vocabulary);
      return 'number';
    case 'call':
      return checkCall(node, vocabulary).gives;
    case 'negate':
      expectNumber(node.operand, vocabulary);
      return 'number';
    case 'arithmetic':
      expectNumber(node.left, vocabulary);
      expectNumber(node.right, vocabulary);
      return 'number';
    case 'comparison':
      expectNumber(node.left, vocabulary);
      expectNumber(node.right, vocabulary);
      return 'condition';
    case 'between':
      for (const part of [node.subject, node.low, node.high]) expectNumber(part, vocabulary);
      return 'condition';
    case 'and':
    case 'or':
      for (const clause of node.clauses) expectCondition(clause, vocabulary);
      return 'condition';
    default:
      expectCondition(node.operand, vocabulary);
      return 'condition';
  }
}

function getEntry(node: IndicatorNode, vocabulary: Vocabulary, others: string[] = []): IndicatorEntry {
  const entry = vocabulary.indicators.get(node.name);
  if (entry === undefined) throw unknownIndicator(node, vocabulary);
  checkCohort(node, entry, vocabulary);
  const periods = [...entry.periods, ...others];
  if (node.period !== null && !periods.includes(node.period)) {
    const at = node.periodAt ?? node.at;
    const problem = vocabulary.periods.has(node.period)
      ? `${node.name} has no values for ${labelPeriod(vocabulary, node.period)}`
      : `There is no period ${node.period}`;
    throw ruleError(problem, at, {
      found: node.period,
      hint: suggestPeriod(vocabulary, node.period, periods),
    });
  }
  return entry;
}

function unknownIndicator({ name, nameAt }: IndicatorNode, vocabulary: Vocabulary): Error {
  const functions = functionsOf(vocabulary);
  const called = functions.get(name);
  if (called !== undefined)
    return ruleError(`${name} is a function`, nameAt, { found: name, hint: `Write ${signatureOf(called)}.` });
  return ruleError(`There is no indicator ${name}`, nameAt, {
    found: name,
    expected: 'an indicator',
    hint: suggest(name, [...vocabulary.indicators.keys(), ...functions.keys()]),
  });
}

function checkCohort(node: IndicatorNode, entry: IndicatorEntry, vocabulary: Vocabulary): void {
  if (node.cohort === 'all') return;
  const known = listCohorts(entry, vocabulary);
  if (known.includes(node.cohort)) return;
  const problem =
    known.length === 0 ? `${node.name} has no cohorts` : `${node.name} has no cohort ${node.cohort}`;
  throw ruleError(problem, node.cohortAt ?? node.at, {
    found: node.cohort,
    hint: suggest(node.cohort, known),
  });
}

/**
 * The cohorts that an indicator may be cut by, each once; of a derived rate those of its numerator as well. Never
 * `all`; empty where everybody is counted together.
 */
export function listCohorts(entry: IndicatorEntry, vocabulary: Vocabulary): string[] {
  const counted = entry.numerator === null ? [] : (vocabulary.indicators.get(entry.numerator)?.cohorts ?? []);
  return [...new Set([...entry.cohorts, ...counted])].filter((cohort) => cutsOf(cohort).length > 0);
}

function checkCall(call: CallNode, vocabulary: Vocabulary): FunctionDefinition {
  const definition = functionsOf(vocabulary).get(call.name);
  if (definition === undefined) throw unknownFunction(call, vocabulary);
  const { parameters } = definition;
  if (call.arguments.length !== parameters.length)
    throw ruleError(`${call.name} takes ${count(parameters.length)}, not ${call.arguments.length}`, call.at, {
      found: printRule(call),
      expected: signatureOf(definition),
      hint: `Write ${signatureOf(definition)}.`,
    });
  for (const [position, { kind }] of parameters.entries())
    checkArgument(call, position, { kind, vocabulary });
  definition.check?.(call, vocabulary);
  return definition;
}

function unknownFunction({ name, nameAt }: CallNode, vocabulary: Vocabulary): Error {
  if (vocabulary.indicators.has(name))
    return ruleError(`${name} is an indicator, not a function`, nameAt, {
      found: name,
      hint: `Write ${name} alone.`,
    });
  return ruleError(`There is no function ${name}`, nameAt, {
    found: name,
    expected: 'a function',
    hint: suggest(name, functionsOf(vocabulary).keys()),
  });
}

interface Expected {
  kind: ParameterKind;
  vocabulary: Vocabulary;
}

function checkArgument(call: CallNode, position: number, { kind, vocabulary }: Expected): void {
  const argument = call.arguments[position]!;
  if (kind === 'number') expectNumber(argument, vocabulary);
  else if (!isQuoted(kind)) checkIndicatorArgument(call, argument, { kind, vocabulary });
  else if (argument.kind === 'text') quotedNames[kind].check(argument, vocabulary, findIndicatorName(call));
  else
    throw ruleError(`${call.name} takes a quoted name here`, argument.at, {
      found: printRule(argument),
      expected: `${expectedName(kind, [])} in quotes`,
      hint: `Write '${printRule(argument)}'.`,
    });
}

function findIndicatorName(call: CallNode): string {
  return call.arguments.find((part) => part.kind === 'indicator')?.name ?? '';
}

function checkIndicatorArgument(call: CallNode, argument: Expression, { kind, vocabulary }: Expected): void {
  if (argument.kind !== 'indicator')
    throw ruleError(`${call.name} takes an indicator here`, argument.at, {
      found: printRule(argument),
      expected: 'the name of an indicator',
    });
  const others = kind === 'benchmarked' ? vocabulary.benchmarkPeriods(argument.name, null) : [];
  const entry = getEntry(argument, vocabulary, others);
  if (kind === 'rate' && !isDerivedRate(entry))
    throw ruleError(`${argument.name} is not a rate made from counts, so it has no limits`, argument.at, {
      found: argument.name,
      expected: 'a rate defined as numerator ÷ denominator',
      hint: suggest(argument.name, listRates(vocabulary)),
    });
}

function listRates(vocabulary: Vocabulary): string[] {
  return [...vocabulary.indicators.values()].filter(isDerivedRate).map(({ id }) => id);
}

function count(arguments_: number): string {
  return arguments_ === 1
    ? 'one argument'
    : `${['no', 'one', 'two', 'three'][arguments_] ?? arguments_} arguments`;
}

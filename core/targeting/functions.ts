import type { NumberWords } from './number-words.ts';
import type { Quantity } from './quantity.ts';
import type { Scope } from './scope.ts';
import type { Speaker } from './speaker.ts';
import type { CallNode } from './syntax.ts';
import type { ProvisionNeed, Vocabulary } from './table.ts';
import { designated, inArea } from './functions-of-place.ts';
import { covered, minutes, sites } from './functions-of-provision.ts';
import { percentile, rank } from './functions-of-rank.ts';
import { benchmark, lower, upper } from './functions-of-rate.ts';
import { change, mean } from './functions-of-time.ts';

/** What a function takes at one place: a number expression or an indicator. */
export type ExpressionKind =
  | 'number'
  | 'indicator'
  /** An indicator of which only a benchmark is wanted, not its values: in a period with values or with benchmarks. */
  | 'benchmarked'
  | 'rate';

/** What a function takes at one place: a quoted text that names something. What such a name may be stands in `quotedNames`. */
export type QuotedKind = 'designation' | 'area' | 'comparator' | 'period' | 'selector' | 'mode';

export type ParameterKind = ExpressionKind | QuotedKind;

export interface Parameter {
  name: string;
  kind: ParameterKind;
}

interface FunctionFace {
  name: string;
  parameters: Parameter[];
  /** One sentence for the editor. */
  summary: string;
  /** Rules between arguments, checked once each of them is right. Throws `invalid_rule`. */
  check?: (call: CallNode, vocabulary: Vocabulary) => void;
  /** What a checked call asks of provision, to be worked out before the rule is evaluated. Left out where it asks nothing. */
  needs?: (call: CallNode) => ProvisionNeed;
  /** Why the function itself, its arguments aside, has no value for an area; null where it is not to blame. */
  whyUnknown?: (call: CallNode, area: number, scope: Scope) => string | null;
}

export interface NumberFunction extends FunctionFace {
  gives: 'number';
  evaluate: (call: CallNode, scope: Scope) => Quantity;
  /** What a checked call is called in plain English. */
  words: (call: CallNode, say: Speaker) => NumberWords;
}

export interface ConditionFunction extends FunctionFace {
  gives: 'condition';
  /** 1 = true, 0 = false, 2 = unknown, for each area. */
  evaluate: (call: CallNode, scope: Scope) => Uint8Array;
  /** What a checked call says in plain English: completes "the area is" and "the area is not". */
  words: (call: CallNode, say: Speaker) => string;
}

export type FunctionDefinition = NumberFunction | ConditionFunction;

/** Functions by their names. */
export type FunctionRegistry = ReadonlyMap<string, FunctionDefinition>;

/** A registry of these functions, in this order. Of two with one name the later one counts. */
export function makeFunctionRegistry(definitions: Iterable<FunctionDefinition>): FunctionRegistry {
  return new Map(Array.from(definitions, (definition) => [definition.name, definition]));
}

/** The functions of the rule language. One more function is one more entry. */
export const ruleFunctions: FunctionRegistry = makeFunctionRegistry([
  designated,
  inArea,
  benchmark,
  rank,
  percentile,
  lower,
  upper,
  change,
  mean,
  minutes,
  covered,
  sites,
]);

/** The functions that rules may call with a vocabulary: its own, else those of the rule language. */
export function functionsOf({ functions }: Pick<Vocabulary, 'functions'>): FunctionRegistry {
  return functions ?? ruleFunctions;
}

/** The function as people write it: `benchmark(indicator, 'comparator')`; texts that name something stand in quotes. */
export function signatureOf({ name, parameters }: FunctionDefinition): string {
  return `${name}(${parameters.map((part) => (isQuoted(part.kind) ? `'${part.name}'` : part.name)).join(', ')})`;
}

const expressionKinds: readonly ParameterKind[] = [
  'number',
  'indicator',
  'benchmarked',
  'rate',
] satisfies ExpressionKind[];

/** Whether a function takes a quoted name where it has a parameter of this kind; else it takes an expression. */
export function isQuoted(kind: ParameterKind): kind is QuotedKind {
  return !expressionKinds.includes(kind);
}

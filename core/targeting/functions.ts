import type { Quantity } from './quantity.ts';
import type { Scope } from './scope.ts';
import type { CallNode } from './syntax.ts';
import type { Vocabulary } from './table.ts';
import { designated, inArea } from './functions-of-place.ts';
import { covered, minutes, sites } from './functions-of-provision.ts';
import { percentile, rank } from './functions-of-rank.ts';
import { benchmark, lower, upper } from './functions-of-rate.ts';
import { change, mean } from './functions-of-time.ts';

/** What a function takes at one place. All but the first three are quoted texts that name something. */
export type ParameterKind =
  | 'number'
  | 'indicator'
  /** An indicator of which a benchmark is wanted: in a period with values or with benchmarks. */
  | 'benchmarked'
  | 'rate'
  | 'designation'
  | 'area'
  | 'comparator'
  | 'period'
  | 'selector'
  | 'mode';

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
  /** Why the function itself, its arguments aside, has no value for an area; null where it is not to blame. */
  whyUnknown?: (call: CallNode, area: number, scope: Scope) => string | null;
}

export interface NumberFunction extends FunctionFace {
  gives: 'number';
  evaluate: (call: CallNode, scope: Scope) => Quantity;
}

export interface ConditionFunction extends FunctionFace {
  gives: 'condition';
  /** 1 = true, 0 = false, 2 = unknown, for each area. */
  evaluate: (call: CallNode, scope: Scope) => Uint8Array;
  /** Completes "… is" and "… is not". */
  phrase: (call: CallNode) => string;
}

export type FunctionDefinition = NumberFunction | ConditionFunction;

/** The functions of the rule language by name. One more function is one more entry. */
export const functions: ReadonlyMap<string, FunctionDefinition> = new Map(
  [designated, inArea, benchmark, rank, percentile, lower, upper, change, mean, minutes, covered, sites].map(
    (definition) => [definition.name, definition],
  ),
);

/** The function as people write it: `benchmark(indicator, 'comparator')`. */
export function signatureOf({ name, parameters }: FunctionDefinition): string {
  return `${name}(${parameters.map((part) => (takesExpression(part.kind) ? part.name : `'${part.name}'`)).join(', ')})`;
}

function takesExpression(kind: ParameterKind): boolean {
  return kind === 'number' || kind === 'indicator' || kind === 'benchmarked' || kind === 'rate';
}

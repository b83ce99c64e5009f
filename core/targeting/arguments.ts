import { PinpointError } from '#contract';
import type { CallNode, Expression, IndicatorNode } from './syntax.ts';

/**
 * The argument of a checked call at a position counted from 0. Throws `internal` where the call has none there, which
 * the check would have told.
 */
export function getArgument(call: CallNode, position: number): Expression {
  const found = call.arguments[position];
  if (found === undefined) throw unchecked(call);
  return found;
}

/**
 * The text of the quoted argument of a checked call at a position counted from 0. Throws `internal` where no quoted
 * text stands there, which the check would have told.
 */
export function getText(call: CallNode, position: number): string {
  const found = getArgument(call, position);
  if (found.kind !== 'text') throw unchecked(call);
  return found.value;
}

/**
 * The indicator that is the argument of a checked call at a position counted from 0. Throws `internal` where anything
 * else stands there, which the check would have told.
 */
export function getIndicatorNode(call: CallNode, position: number): IndicatorNode {
  const found = getArgument(call, position);
  if (found.kind !== 'indicator') throw unchecked(call);
  return found;
}

function unchecked(call: CallNode): PinpointError {
  return new PinpointError(
    'internal',
    `The arguments of ${call.name} were not checked before the rule was evaluated.`,
  );
}

import { PinpointError } from '#contract';
import type { CallNode, Expression, IndicatorNode } from './syntax.ts';

/** An argument of a checked call. Throws `internal` where the call was never checked. */
export function getArgument(call: CallNode, position: number): Expression {
  const found = call.arguments[position];
  if (found === undefined) throw unchecked(call);
  return found;
}

/** The text of a quoted argument of a checked call. */
export function getText(call: CallNode, position: number): string {
  const found = getArgument(call, position);
  if (found.kind !== 'text') throw unchecked(call);
  return found.value;
}

/** The indicator argument of a checked call. */
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

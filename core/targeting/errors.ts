import { PinpointError, type ErrorDetails, type Span } from '#contract';

/**
 * The error of a wrong rule, `invalid_rule`. Its sentence is the problem completed with the place (characters are
 * counted from 1 for people) and with the hint; the details keep both apart for the editor.
 */
export function ruleError(
  problem: string,
  at: Span,
  details: Omit<ErrorDetails, 'position'> = {},
): PinpointError {
  const hint = details.hint === undefined ? '' : ` ${details.hint}`;
  const message = `${problem} (at character ${at.from + 1}).${hint}`;
  return new PinpointError('invalid_rule', message, { ...details, position: { from: at.from, to: at.to } });
}

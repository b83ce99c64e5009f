import { PinpointError } from '#contract';
import type { Step } from '#data/workspace';
import type { Session } from './session.ts';

type Direction = 'undo' | 'redo';
type Shown = Pick<Session, 'reader' | 'journal'>;

export interface FoundStep {
  step: Step;
  /** `own`: this client's; `other`: another client's; `earlier`: nobody's of this opening. */
  whose: 'own' | 'other' | 'earlier';
}

/** What could go in that direction, in turn. */
function listOpen({ reader }: Shown, direction: Direction): Step[] {
  const steps = direction === 'undo' ? reader.listSteps() : reader.listSteps().toReversed();
  return steps.filter(({ isUndone }) => isUndone === (direction === 'redo'));
}

/** The step that undo or redo by this client is about: its own last, else the last there is; undefined where there is none. */
export function findStep(session: Shown, direction: Direction, client: string | null): FoundStep | undefined {
  const open = listOpen(session, direction);
  const ownerOf = ({ id }: Step): string | null | undefined => session.journal.findOwner(id);
  const own = client === null ? undefined : open.find((step) => ownerOf(step) === client);
  const step = own ?? open[0];
  if (step === undefined) return undefined;
  const isForeign = ownerOf(step) !== undefined;
  return { step, whose: own === undefined ? (isForeign ? 'other' : 'earlier') : 'own' };
}

/**
 * The id of the step to take. Another's only where the caller names it and it is still the one in turn. Throws `conflict`
 * otherwise and where there is none.
 */
export function chooseStep(
  session: Shown,
  direction: Direction,
  { client, step: named }: { client: string | null; step: number | undefined },
): number {
  const found = findStep(session, direction, client);
  if (found === undefined) throw new PinpointError('conflict', `There is nothing to ${direction}.`);
  if (named === undefined && found.whose !== 'other') return found.step.id;
  if (named !== undefined && named === listOpen(session, direction)[0]?.id) return named;
  const { title } = found.step;
  if (named !== undefined)
    throw new PinpointError('conflict', 'Another change has been made meanwhile.', { found: title });
  const sentence = `“${title}” was ${direction === 'undo' ? 'done' : 'undone'} in another window.`;
  const hint = `There is nothing of your own to ${direction}.`;
  throw new PinpointError('conflict', sentence, { found: title, hint });
}

import type { Line } from '../answers/index.ts';
import { getClient } from './connection.ts';

/** A name for looks of which only the newest counts; no other page has the same. */
export function nameLook(): string {
  return crypto.randomUUID();
}

/** Ends the looks of that name, because nobody waits for their answers any more. */
export function leaveLook(look: string): void {
  // A backend that cannot be reached looks at nothing.
  getClient()
    .call('look.cancel', { look })
    .catch(() => undefined);
}

/**
 * Looks in a line, under a name of its own: the backend ends the look as soon as a newer one takes its place, or nobody waits for
 * it. Answers undefined then, and otherwise what the look has found; throws what looking throws.
 */
export function runInLook<Found>(
  line: Line,
  work: (look: string) => Promise<Found>,
): Promise<Found | undefined> {
  return line.run((signal) => {
    const look = nameLook();
    signal.addEventListener('abort', () => leaveLook(look), { once: true });
    return work(look);
  });
}

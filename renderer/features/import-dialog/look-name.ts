import { getClient } from '../../state/index.ts';

/** A name for looks at files of which only the newest counts; no other page has the same. */
export function nameLook(): string {
  return crypto.randomUUID();
}

/** Ends the look of that name, because nobody waits for its answer any more. */
export function leaveLook(look: string): void {
  // A backend that cannot be reached looks at nothing.
  getClient()
    .call('look.cancel', { look })
    .catch(() => undefined);
}

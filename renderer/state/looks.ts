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

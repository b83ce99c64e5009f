import type { Line } from '../../answers/index.ts';
import { getClient, leaveLook, nameLook } from '../../state/index.ts';
import type { Inspect } from './look.ts';

/** The way to look at files under a name, by which the look can be ended. */
function inspectAs(look: string): Inspect {
  return (family, files, hint) => getClient().call('import.inspect', { family, files, hint, look });
}

/**
 * Looks at files in a line, under a name of its own: the backend ends the look as soon as a newer one takes its place, or
 * nobody waits for it. Answers undefined then, and otherwise what the look has found; throws why files are refused.
 */
export function runLook<Found>(
  line: Line,
  work: (inspect: Inspect) => Promise<Found>,
): Promise<Found | undefined> {
  return line.run((signal) => {
    const look = nameLook();
    signal.addEventListener('abort', () => leaveLook(look), { once: true });
    return work(inspectAs(look));
  });
}

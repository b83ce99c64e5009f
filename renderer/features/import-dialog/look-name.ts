import type { Line } from '../../answers/index.ts';
import { getClient, runInLook } from '../../state/index.ts';
import type { Inspect } from './look.ts';

/** The way to look at files under a name, by which the look can be ended. */
function inspectAs(look: string): Inspect {
  return (family, files, hint) => getClient().call('import.inspect', { family, files, hint, look });
}

/** Looks at files in a line (`runInLook`); throws why files are refused. */
export function runLook<Found>(
  line: Line,
  work: (inspect: Inspect) => Promise<Found>,
): Promise<Found | undefined> {
  return runInLook(line, (look) => work(inspectAs(look)));
}

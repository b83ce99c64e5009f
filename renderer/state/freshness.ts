import type { WorkspaceDescription } from '#contract';
import { provisionLists, useProvisionFacts, type ProvisionFacts } from './provision.ts';
import { useSession } from './session.ts';

const known = new WeakMap<ProvisionFacts, string>();

function textOf(facts: ProvisionFacts): string {
  const found = known.get(facts);
  if (found !== undefined) return found;
  const made = JSON.stringify([facts.provision, facts.timetables.map(({ release }) => release)]);
  known.set(facts, made);
  return made;
}

/** What measured numbers depend on, as a text: the same again when a change is undone. */
function stampOf(
  facts: ProvisionFacts,
  description: WorkspaceDescription | null,
  disturbances: number,
): string {
  return `${textOf(facts)} ${description?.releases.map(({ id }) => id).join(',') ?? ''} ${disturbances}`;
}

/** The stamp of the workspace as it is now: to be kept with whatever is measured from here on. */
export async function readStamp(): Promise<string> {
  const facts = await provisionLists.get({});
  const { description, disturbances } = useSession.getState();
  return stampOf(facts, description, disturbances);
}

/** The same for a component; null until it is known. */
export function useStamp(): string | null {
  const facts = useProvisionFacts();
  const description = useSession((state) => state.description);
  const disturbances = useSession((state) => state.disturbances);
  return facts === null ? null : stampOf(facts, description, disturbances);
}

/** Whether provision, timetables or data have changed since something was measured; null: nothing was. */
export function useIsStale(stamp: string | null): boolean {
  const now = useStamp();
  return stamp !== null && now !== null && stamp !== now;
}

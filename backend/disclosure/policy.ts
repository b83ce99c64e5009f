import { usualPolicies, type DisclosurePolicy } from '#contract';
import type { WorkspaceReader } from '#data/workspace';

/** Ids of the releases whose figures may leave only as the policy allows. */
export function listRestricted(reader: WorkspaceReader): ReadonlySet<number> {
  const releases = reader.listReleases();
  return new Set(releases.filter(({ sensitivity }) => sensitivity === 'restricted').map(({ id }) => id));
}

/** The policy that is usual for what a workspace holds: none where everything in it has been published. */
export function findUsualPolicy(reader: WorkspaceReader): DisclosurePolicy {
  return listRestricted(reader).size > 0 ? usualPolicies.restricted : usualPolicies.published;
}

/** The policy under which something leaves: the one asked for, else the workspace's own, else the usual one. */
export function settlePolicy(asked: DisclosurePolicy | null, reader: WorkspaceReader): DisclosurePolicy {
  return asked ?? reader.state().policy ?? findUsualPolicy(reader);
}

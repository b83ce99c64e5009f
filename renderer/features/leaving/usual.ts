import {
  formatPlural,
  getPolicy,
  usualPolicies,
  type DisclosurePolicy,
  type WorkspaceDescription,
} from '#contract';

/** What it is called to choose no policy, what that comes to, and why. */
export interface UsualPolicy {
  name: string;
  detail: string;
  policy: DisclosurePolicy;
}

/** The policy that stands where nobody chooses one: that for what the workspace holds. */
export function describeUsual(releases: WorkspaceDescription['releases']): UsualPolicy {
  const restricted = releases.filter(({ sensitivity }) => sensitivity === 'restricted').length;
  const policy = restricted > 0 ? usualPolicies.restricted : usualPolicies.published;
  const because =
    restricted > 0
      ? `${formatPlural(restricted, 'release is', 'releases are')} restricted`
      : 'nothing in the workspace is restricted';
  return {
    name: 'Usual for what is held',
    detail: `now “${getPolicy(policy).name}”, because ${because}`,
    policy,
  };
}

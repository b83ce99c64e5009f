import type { Command } from 'commander';
import {
  customPolicyForm,
  disclosurePolicies,
  findPolicy,
  PinpointError,
  sensitivities,
  sensitivity,
  type DisclosurePolicy,
  type Sensitivity,
} from '#contract';
import type { LeavingTerms } from '../session.ts';

/** What the flags of every command that prints or writes values say of their leaving. */
export interface LeavingOptions {
  policy?: string;
  override?: string;
  /** In whose name; `overrideBy` where the command has a `--by` of its own. */
  by?: string;
  overrideBy?: string;
}

/** A command that says with `--by` what it adds up by asks for the name by another flag. */
function nameFlag(command: Command): string {
  return command.options.some(({ long }) => long === '--by') ? '--override-by' : '--by';
}

/** The flags that say under which disclosure policy values leave. */
export function addLeavingOptions(command: Command): Command {
  return command
    .option(
      '--policy <policy>',
      `disclosure policy: ${Object.keys(disclosurePolicies).join(', ')} or custom:T,B (default: the workspace's own)`,
    )
    .option('--override <reason>', 'let restricted figures leave beyond the policy: why')
    .option(`${nameFlag(command)} <name>`, 'with --override: in whose name');
}

/** Under which terms a command's values leave. Throws `usage` for what is no policy, and for a reason without a name. */
export function readLeaving(
  { policy, override, ...options }: LeavingOptions,
  by: string | null = options.by ?? null,
): LeavingTerms {
  if ((override === undefined) !== (by === null))
    throw new PinpointError('usage', '--override and --by belong together.', {
      hint: 'Say why the figures may leave, and in whose name.',
    });
  return {
    policy: policy === undefined ? null : readPolicy(policy),
    override: override === undefined || by === null ? null : { reason: override, by },
  };
}

/** Throws `usage` for what is no disclosure policy. */
export function readPolicy(text: string): DisclosurePolicy {
  if (findPolicy(text) !== undefined) return text as DisclosurePolicy;
  throw new PinpointError('usage', `There is no disclosure policy ${text}.`, {
    found: text,
    expected: [...Object.keys(disclosurePolicies), customPolicyForm].join(', '),
  });
}

/** How sensitive a release is said to be. Throws `usage` for another word. */
export function readSensitivity(text: string): Sensitivity {
  const parsed = sensitivity.safeParse(text);
  if (parsed.success) return parsed.data;
  throw new PinpointError('usage', `A release is ${Object.keys(sensitivities).join(' or ')}.`, {
    found: text,
  });
}

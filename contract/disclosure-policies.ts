import { z } from 'zod';

/** What is said of a disclosure policy. How it treats what leaves stands in `core/disclosure`, by the same id. */
export interface DisclosurePolicyRecord {
  /** For people who choose. */
  name: string;
  /** What it is for, or does, after its id: "none: for published, already-treated data". */
  sentence: string;
}

/** Every policy that outputs may be made under. One more is a record here and its treatment in `core/disclosure`. */
export const disclosurePolicies = {
  none: { name: 'None', sentence: 'for published, already-treated data' },
} as const satisfies Record<string, DisclosurePolicyRecord>;

export type DisclosurePolicy = keyof typeof disclosurePolicies;

/** The policy where none is said. */
export const usualPolicy: DisclosurePolicy = 'none';

export const disclosurePolicy = z.enum(Object.keys(disclosurePolicies) as DisclosurePolicy[]);

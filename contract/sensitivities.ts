import { z } from 'zod';

/** What is said of how sensitive the figures of a release are. */
export interface SensitivityRecord {
  /** For people who choose, and beside an indicator. */
  name: string;
  /** What it means for what leaves, after the name: "Restricted: leaves only as the disclosure policy allows". */
  sentence: string;
}

/** How sensitive a release may be. */
export const sensitivities = {
  published: { name: 'Published', sentence: 'its publisher has treated it already, so it leaves as it is' },
  restricted: { name: 'Restricted', sentence: 'it leaves only as the disclosure policy allows' },
} as const satisfies Record<string, SensitivityRecord>;

export type Sensitivity = keyof typeof sensitivities;

export const sensitivity = z.enum(Object.keys(sensitivities) as Sensitivity[]);

/** How sensitive a release was taken to be, and why: in a clause, or null where somebody said so. */
export const judgedSensitivity = z.object({ is: sensitivity, because: z.string().nullable() });
export type JudgedSensitivity = z.infer<typeof judgedSensitivity>;

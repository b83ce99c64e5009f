import { z } from 'zod';

/** Who makes a call, and what they saw last: the workspace and its revision. Null before they have looked. */
export const standpoint = z.object({
  /** One page, or one process: its own changes are never in its way. */
  client: z.string().min(1).max(100),
  seen: z.object({ workspace: z.string(), revision: z.number().int().min(0) }).nullable(),
});
export type Standpoint = z.infer<typeof standpoint>;
export type Seen = NonNullable<Standpoint['seen']>;

/** What travels of a call. */
export const request = z.object({ name: z.string(), input: z.unknown(), from: standpoint.optional() });

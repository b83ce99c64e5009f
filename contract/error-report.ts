import { z } from 'zod';
import { errorCodes } from './errors.ts';

/** The shape of an `ErrorReport` within an answer. */
export const errorReport = z.object({
  code: z.enum(errorCodes),
  message: z.string(),
  file: z.string().optional(),
  row: z.number().optional(),
  column: z.string().optional(),
  found: z.string().optional(),
  expected: z.string().optional(),
  hint: z.string().optional(),
  position: z.object({ from: z.number(), to: z.number() }).optional(),
});

import { z } from 'zod';

/**
 * An ISO instant in universal time that every file can hold: an archive knows no year before 1980 and none after 2107.
 */
export const instant = z.iso
  .datetime()
  .refine((text) => Number(text.slice(0, 4)) >= 1980 && Number(text.slice(0, 4)) <= 2107, {
    error: 'An instant lies between 1980 and 2107, as 2026-03-02T09:30:00Z',
  });

/** Where a run file finds its workspace: a path from the folder that the run file lies in, with / between folders. */
export const runWorkspacePath = z
  .string()
  .min(1)
  .max(4096)
  .refine((path) => !/^[/\\]|^[a-z]:|[\p{Cc}\\]/iu.test(path), {
    error: 'A workspace is found by a path from the folder of the run file, as in ../region.gpkg',
  });

/** When a document is made, and whether a run file goes with it: in every request for a document that is written. */
export const runTerms = {
  /** Every date in the file and everything else that would vary comes from it; null = now. */
  made: instant.nullable().default(null),
  /** What its run file says of where the workspace is, null where that is not known; null instead of it = no run file. */
  saveRun: z.object({ workspace: runWorkspacePath.nullable() }).nullable().default(null),
};
export type SaveRun = z.infer<typeof runTerms.saveRun>;

/** The name of the run file of a document that is called so, without its ending. */
export function nameRunFile(fileName: string): string {
  return `${fileName}.run.json`;
}

import { reportError, type ErrorReport, type FileRef, type ImportFamily, type Inspection } from '#contract';
import { announce } from '../../state/index.ts';
import type { Draft } from './draft.ts';
import { likelyFamilies, likelyTableFamily } from './recognise.ts';

/** A look at files, and what was made of it so far. */
export interface ItemLook {
  files: FileRef[];
  inspection: Inspection | null;
  draft: Draft | null;
  /** Fields that the person changed. */
  touched: ReadonlySet<string>;
  error: ErrorReport | null;
  isReading: boolean;
}

/** Files that nobody has looked at yet. */
export function newLook(files: FileRef[]): ItemLook {
  return { files, inspection: null, draft: null, touched: new Set(), error: null, isReading: false };
}

/** Looks at files as one family; `hint` holds what the person said already. */
export type Inspect = (
  family: ImportFamily,
  files: FileRef[],
  hint: Record<string, string>,
) => Promise<Inspection>;

/** Looks at files of which nobody said what they hold. Throws what the likeliest reading says. */
export async function inspectAny(files: FileRef[], inspect: Inspect): Promise<Inspection> {
  const [first = 'observations', ...others] = likelyFamilies(files);
  let looking = inspect(first, files, {});
  // Where none of them can read it, the refusal that speaks of the likeliest kind of file helps most.
  for (const other of others)
    looking = looking.catch((error: unknown) => {
      if (isEnded(error)) throw error;
      return inspect(other, files, {}).catch(() => Promise.reject(error));
    });
  const found = await looking;
  const family = likelyTableFamily(found);
  return family === found.family ? found : inspect(family, files, {});
}

/** A look that was ended is not to be followed by another one. */
function isEnded(error: unknown): boolean {
  return reportError(error).code === 'cancelled';
}

/** Says aloud what a look has found. A refusal is said aloud by its own box. */
export function tellInspection(inspection: Inspection): void {
  const open = inspection.open.length === 0 ? '' : ` ${inspection.open.length} fields need an answer.`;
  announce(`${inspection.format} read: ${inspection.columns.length} columns.${open}`);
}

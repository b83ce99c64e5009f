import { createHash } from 'node:crypto';
import { existsSync, globSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** What takes long to make and is the same in every run of tests. */
export interface MadeOnce {
  project: string;
  /** Its folder in the project's cache. */
  name: string;
  /** All files of the project, as patterns, that have a say in it. */
  sources: string[];
}

/** Tells contents of the sources apart. */
function keyOf({ project, sources }: MadeOnce): string {
  const hash = createHash('sha256').update(process.version);
  for (const path of globSync(sources, { cwd: project }).toSorted())
    hash.update(path).update(readFileSync(join(project, path)));
  return hash.digest('hex').slice(0, 16);
}

/**
 * Path of the folder that `make` filled from these very sources: now, where no run did yet. What was made from others goes. Throws
 * as `make` does.
 */
export async function makeOnce(what: MadeOnce, make: (folder: string) => Promise<void>): Promise<string> {
  const cache = join(what.project, 'node_modules/.cache', what.name);
  const made = join(cache, keyOf(what));
  if (existsSync(made)) return made;
  mkdirSync(cache, { recursive: true });
  // Drafts stay: another run may be at work on one.
  for (const old of globSync('*', { cwd: cache, exclude: ['draft-*'] }))
    rmSync(join(cache, old), { recursive: true, force: true });
  const draft = mkdtempSync(join(cache, 'draft-'));
  await make(draft);
  // Another run may have been done with it sooner.
  if (existsSync(made)) rmSync(draft, { recursive: true });
  else renameSync(draft, made);
  return made;
}

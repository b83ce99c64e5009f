import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, globSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** All that has a say in the bytes of the demonstration. */
const sources = ['contract/**/*.ts', 'core/**/*.ts', 'data/**/*.ts', 'backend/**/*.ts', 'package-lock.json'];

/** Tells contents of the sources apart. */
function keyOf(project: string): string {
  const hash = createHash('sha256').update(process.version);
  for (const path of globSync(sources, { cwd: project }).toSorted())
    hash.update(path).update(readFileSync(join(project, path)));
  return hash.digest('hex').slice(0, 16);
}

/**
 * Path of the demonstration as the sources of the project at this path make it. Where it was not made with this very content
 * yet, the command line makes it; those of other contents go. Throws where the command fails.
 */
export async function makeDemonstrationIfStale(project: string): Promise<string> {
  const cache = join(project, 'node_modules/.cache/demonstration');
  const made = join(cache, `${keyOf(project)}.gpkg`);
  if (existsSync(made)) return made;
  mkdirSync(cache, { recursive: true });
  // Drafts stay: another run may be at work on one.
  for (const old of globSync('*.gpkg', { cwd: cache })) rmSync(join(cache, old), { force: true });
  const folder = mkdtempSync(join(cache, 'draft-'));
  const draft = join(folder, 'demonstration.gpkg');
  const command = [join(project, 'cli/pinpoint.mjs'), 'demo', draft, '--quiet'];
  const making = spawn(process.execPath, command, { cwd: project, stdio: ['ignore', 'ignore', 'inherit'] });
  const code = await new Promise((resolve) => making.on('exit', resolve));
  if (code !== 0) throw new Error('The demonstration could not be made; the lines above say why.');
  renameSync(draft, made);
  rmSync(folder, { recursive: true });
  return made;
}

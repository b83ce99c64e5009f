import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { makeOnce } from './made-once.ts';

/** All that has a say in the bytes of the demonstration. */
const sources = ['contract/**/*.ts', 'core/**/*.ts', 'data/**/*.ts', 'backend/**/*.ts', 'package-lock.json'];

/**
 * Path of the demonstration as the sources of the project at this path make it. Where it was not made with this very content
 * yet, the command line makes it; those of other contents go. Throws where the command fails.
 */
export async function makeDemonstrationIfStale(project: string): Promise<string> {
  const name = 'demonstration.gpkg';
  const made = await makeOnce({ project, name: 'demonstration', sources }, async (folder) => {
    const command = [join(project, 'cli/pinpoint.mjs'), 'demo', join(folder, name), '--quiet'];
    const making = spawn(process.execPath, command, { cwd: project, stdio: ['ignore', 'ignore', 'inherit'] });
    const code = await new Promise((resolve) => making.on('exit', resolve));
    if (code !== 0) throw new Error('The demonstration could not be made; the lines above say why.');
  });
  return join(made, name);
}

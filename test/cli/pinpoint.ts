import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { join, resolve } from 'node:path';

const project = resolve(import.meta.dirname, '../..');

export interface Ended {
  code: number;
  stdout: string;
  stderr: string;
}

/** Starts the real command line in a folder, as npm does: with INIT_CWD telling where it was typed. */
export function startPinpoint(folder: string, ...args: string[]): ChildProcessWithoutNullStreams {
  return spawn(process.execPath, [join(project, 'cli/pinpoint.mjs'), ...args], {
    cwd: project,
    env: { ...process.env, INIT_CWD: folder, PINPOINT_HOME: join(folder, 'home') },
  });
}

/** Runs it to its end. */
export function pinpoint(folder: string, ...args: string[]): Promise<Ended> {
  const child = startPinpoint(folder, ...args);
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  return new Promise((done) => child.on('close', (code) => done({ code: code ?? -1, stdout, stderr })));
}

/** Runs with `--json` and answers the document; fails with what was said on standard error. */
export async function pinpointJson<Document>(folder: string, ...args: string[]): Promise<Document> {
  const { code, stdout, stderr } = await pinpoint(folder, ...args, '--json');
  if (code !== 0) throw new Error(`exit ${code}: ${stderr}${stdout}`);
  return JSON.parse(stdout) as Document;
}

import { spawnSync } from 'node:child_process';
import { join, resolve } from 'node:path';

const files = join(resolve(import.meta.dirname, '../../..'), 'data/files/index.ts');

/** What a process printed before it was killed outright. */
function lastWords(code: string): string {
  const whole = `const files = await import(${JSON.stringify(files)}); ${code}; process.kill(process.pid, 'SIGKILL');`;
  const { stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', whole], { encoding: 'utf8' });
  return stdout.trim();
}

/** The name that a process, killed since, gave to a draft beside a place. */
export function aDeadDraft(place: string): string {
  return lastWords(`(await import('node:fs')).writeSync(1, files.nameDraft(${JSON.stringify(place)}))`);
}

/** The folder that a process, killed since, worked in, with a file in it. */
export function aDeadScratch(): string {
  return lastWords(
    `const scratch = files.makeScratch(); scratch.makeFile('half.csv'); (await import('node:fs')).writeSync(1, scratch.path)`,
  );
}

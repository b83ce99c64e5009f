// The one dependency that cannot be bundled: better-sqlite3 finds its binary by its own place on the disk.
import { cpSync, mkdirSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';

const folder = join('node_modules', 'better-sqlite3');

/** The parts of better-sqlite3 that a program for this platform and architecture needs, relative to its folder. */
function listParts(project: string, platform: string, arch: string): string[] {
  const isForTarget = (name: string): boolean =>
    name.endsWith(`-${arch}.node`) && name.startsWith(platform) && !name.startsWith('linuxmusl');
  const prebuilt = readdirSync(join(project, folder, 'prebuilds')).filter(isForTarget);
  if (prebuilt.length === 0) throw new Error(`better-sqlite3 has no binary for ${platform}-${arch}.`);
  return ['package.json', 'LICENSE', 'lib', ...prebuilt.map((name) => join('prebuilds', name))];
}

/** Copies better-sqlite3 with the binary of the target into a program's folder. Throws where there is none for it. */
export function copyNativeParts(project: string, target: string, platform: string, arch: string): void {
  for (const part of listParts(project, platform, arch)) {
    const to = join(target, folder, part);
    mkdirSync(dirname(to), { recursive: true });
    cpSync(join(project, folder, part), to, { recursive: true });
  }
}

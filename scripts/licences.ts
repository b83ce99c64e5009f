// Writes the licences of everything that is built into Pinpoint into one text.
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

interface Locked {
  version?: string;
  license?: string;
  dev?: boolean;
  optional?: boolean;
}

const rule = `\n\n${'─'.repeat(80)}\n\n`;

function findText(folder: string): string | undefined {
  if (!existsSync(folder)) return undefined;
  const name = readdirSync(folder).find(
    (entry) => /^(licen[cs]e|copying)/i.test(entry) && !entry.endsWith('.js'),
  );
  return name === undefined ? undefined : readFileSync(join(folder, name), 'utf8').trim();
}

/** Packages that only develop, test or start Pinpoint are not part of it. */
function listPackages(project: string): [path: string, facts: Locked][] {
  const lock = JSON.parse(readFileSync(join(project, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, Locked>;
  };
  return Object.entries(lock.packages).filter(
    ([path, { dev, optional }]) => path !== '' && dev !== true && optional !== true,
  );
}

/** Writes the text; a package without a licence file is named with the licence that it declares. */
export function writeLicences(project: string, path: string): void {
  const own = `Pinpoint\n\n${readFileSync(join(project, 'LICENSE'), 'utf8').trim()}`;
  const others = listPackages(project).map(([folder, { version, license }]) => {
    const name = folder.slice(folder.lastIndexOf('node_modules/') + 'node_modules/'.length);
    const text = findText(join(project, folder)) ?? `Licence: ${license ?? 'not stated'}`;
    return `${name} ${version ?? ''}\n\n${text}`;
  });
  const electron = 'Electron and Chromium: see LICENSE and LICENSES.chromium.html beside the program.';
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, [own, electron, ...others].join(rule));
}

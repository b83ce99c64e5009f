import { spawn } from 'node:child_process';
import { join, resolve } from 'node:path';
import { createBackend, findHome } from '#backend';
import { describeError, reportError, showHiddenCharacters, type ErrorCode } from '#contract';
import { findBrowser } from './browser.ts';
import { buildPagesIfStale } from './build-pages.ts';
import { readArguments } from './command-line.ts';
import { endServerWhenAsked } from './ending.ts';
import { startServer, type RunningServer } from './index.ts';
import { writeSignpost } from './signpost.ts';

const project = resolve(import.meta.dirname, '..');

async function main(): Promise<void> {
  const { file, port, open } = readArguments(process.argv.slice(2));
  await buildPagesIfStale(project);
  const backend = createBackend({ holder: 'Pinpoint in the browser', drawsMaps: true, hasPage: true });
  // The port first: where it is taken, no workspace is touched.
  const server = await startServer({ backend, pages: join(project, 'dist/renderer'), port });
  // Opening reads a whole file in one step of SQLite and would not hear a signal: until then the system itself ends the process.
  await (file === undefined ? backend.openDemo() : backend.open(file));
  endServerWhenAsked(async () => {
    await server.close();
    return backend.close();
  });
  printAddress(server, 'Pinpoint is at');
  if (open) openBrowser(server);
}

/** There is always one address on the screen that still works: when it is spent, another is printed. */
function printAddress(server: RunningServer, words: string): void {
  const address = server.makeAddress(() =>
    printAddress(server, 'That address has been used. For another browser:'),
  );
  console.log(`${words} ${address}`);
}

function openBrowser(server: RunningServer): void {
  const browser = findBrowser();
  if (browser === undefined) {
    console.log(
      'No browser was found on this machine; open the address in any browser here. Ctrl-C ends Pinpoint.',
    );
    return;
  }
  const failed = (): void => console.log('The browser could not be started; open the address yourself.');
  try {
    const signpost = writeSignpost(findHome(), (onSpent) => server.makeAddress(onSpent));
    spawn(browser.command, [...browser.args, signpost], { stdio: 'ignore', detached: true })
      .on('error', failed)
      .unref();
  } catch {
    failed();
  }
}

/** Exit codes by error code, those of the command line; 3 for what is not named. */
const exitCodes: Partial<Record<ErrorCode, number>> = { internal: 1, usage: 2, not_found: 4 };

try {
  await main();
} catch (error) {
  const report = reportError(error);
  const { message, facts, hint } = describeError(report);
  console.error(showHiddenCharacters(`pinpoint: ${[message, ...facts, hint ?? ''].join(' ').trim()}`));
  process.exit(exitCodes[report.code] ?? 3);
}

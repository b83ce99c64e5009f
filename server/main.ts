import { spawn } from 'node:child_process';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { createBackend } from '#backend';
import { describeError, reportError, showHiddenCharacters } from '#contract';
import { findBrowser } from './browser.ts';
import { startServer } from './index.ts';
import { buildPagesIfStale } from './build-pages.ts';

const project = resolve(import.meta.dirname, '..');

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { port: { type: 'string' }, 'no-open': { type: 'boolean' } },
  });
  await buildPagesIfStale(project);
  const backend = createBackend({ holder: 'Pinpoint in the browser', drawsMaps: true });
  const [file] = positionals;
  await (file === undefined ? backend.openDemo() : backend.open(file));
  const server = await startServer({
    backend,
    pages: join(project, 'dist/renderer'),
    port: Number(values.port ?? 0),
  });
  console.log(`Pinpoint is at ${server.url}`);
  if (values['no-open'] !== true) openBrowser(server.url);

  let closing = false;
  const close = async (): Promise<void> => {
    if (closing) return;
    closing = true;
    await server.close();
    await backend.close();
    process.exit(0);
  };
  process.on('SIGINT', () => void close());
  process.on('SIGTERM', () => void close());
}

function openBrowser(url: string): void {
  const browser = findBrowser();
  if (browser === undefined) {
    console.log(
      'No browser was found on this machine; open the address in any browser here. Ctrl-C ends Pinpoint.',
    );
    return;
  }
  spawn(browser.command, [...browser.args, url], { stdio: 'ignore', detached: true })
    .on('error', () => console.log('The browser could not be started; open the address yourself.'))
    .unref();
}

try {
  await main();
} catch (error) {
  const report = reportError(error);
  const { message, facts, hint } = describeError(report);
  console.error(showHiddenCharacters(`pinpoint: ${[message, ...facts, hint ?? ''].join(' ').trim()}`));
  process.exit(report.code === 'not_found' ? 4 : report.code === 'internal' ? 1 : 3);
}

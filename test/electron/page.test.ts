import { rmSync } from 'node:fs';
import { resolve } from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createBackend, type Backend } from '#backend';
import type { MenuCommand } from '#contract';
import { startServer, type RunningServer } from '../../server/index.ts';
import { getBrowser } from '../browser.ts';
import { makeHomeWithDemonstration } from '../demonstration.ts';
import { leaveFramesOut, waitForMap } from '../e2e/app.ts';

// The built page as the desktop shows it, in a browser: what preload would give it is given by a script before it loads.
let home: string;
let backend: Backend;
let server: RunningServer;
let context: BrowserContext;
let page: Page;

declare global {
  interface Window {
    answerFrame(frame: number[]): Promise<number[]>;
    choose(command: string): boolean;
    requests: string[];
  }
}

/** Runs in the page. */
function actAsPreload(): void {
  let listener: (command: string) => boolean = () => false;
  Object.assign(window, {
    choose: (command: string) => listener(command),
    pinpointShell: {
      pickFiles: () => Promise.resolve({ output: [] }),
      takeFiles: () => Promise.resolve({ output: [] }),
      deliver: () => Promise.resolve({ output: false }),
      openLink: () => undefined,
      onCommand: (next: typeof listener) => (listener = next),
    },
  });
  window.addEventListener('load', () => {
    const { port1, port2 } = new MessageChannel();
    port1.addEventListener('message', ({ data }: MessageEvent<{ id: number; bytes: Uint8Array }>) => {
      void window
        .answerFrame([...data.bytes])
        .then((bytes) => port1.postMessage({ id: data.id, bytes: new Uint8Array(bytes) }));
    });
    port1.start();
    window.postMessage('pinpoint-port', window.location.origin, [port2]);
  });
}

beforeAll(async () => {
  home = makeHomeWithDemonstration();
  backend = createBackend({ holder: 'a test', home });
  await backend.openDemo();
  const pages = resolve(import.meta.dirname, '../../dist/renderer');
  server = await startServer({ backend, pages, port: 0 });
  context = await (await getBrowser()).newContext({ viewport: { width: 1366, height: 768 } });
  await leaveFramesOut(context);
  page = await context.newPage();
  await page.exposeFunction('answerFrame', async (frame: number[]) => [
    ...(await backend.answer(new Uint8Array(frame))).bytes,
  ]);
  await page.addInitScript(actAsPreload);
  await page.goto(server.url);
  await waitForMap(page);
});

afterAll(async () => {
  await context.close();
  await server.close();
  await backend.close();
  rmSync(home, { recursive: true });
});

const choose = (command: MenuCommand): Promise<boolean> =>
  page.evaluate((chosen) => window.choose(chosen), command);

describe('the page with the desktop shell', () => {
  test('receives its port on load and shows the 33 areas of the rule', async () => {
    await expect.poll(() => page.getByRole('main').innerText()).toMatch(/\b33\b[\s\S]*areas/);
  });

  test('changes its theme from the menu', async () => {
    expect(await choose('theme-dark')).toBe(true);
    expect(await page.evaluate(() => document.documentElement.dataset['theme'])).toBe('dark');
    await choose('theme-light');
  });

  test.each<[MenuCommand, RegExp]>([
    ['new-workspace', /new workspace/i],
    ['open-workspace', /open/i],
    ['import', /import/i],
    ['import-boundaries', /boundaries/i],
    ['export-csv', /export/i],
    ['show-releases', /data in this workspace/i],
    ['link-areas', /link/i],
    ['define-rate', /rate/i],
    ['compare-rules', /compare/i],
    ['choose-policy', /disclosure policy/i],
    ['show-log', /what has left/i],
  ])('opens a dialog for %s', async (command, words) => {
    expect(await choose(command)).toBe(true);
    const dialog = page.getByRole('dialog').last();
    await dialog.waitFor();
    expect(await dialog.innerText()).toMatch(words);
    await page.keyboard.press('Escape');
    await expect.poll(() => page.getByRole('dialog').count()).toBe(0);
  });

  test('leaves undo to a field that is typed in, and takes it elsewhere', async () => {
    const targeting = { rule: 'jsa_rate > 9', geography: 'lsoa:2001', period: '2008-07', need: null };
    const before = await backend.client.call('workspace.info', {});
    await backend.client.call('workspace.setTargeting', targeting);
    await page.reload();
    await waitForMap(page);
    await page.locator('input[type=search], input[type=text], textarea').first().focus();
    expect(await choose('undo')).toBe(false);
    await page.evaluate(() => (document.activeElement as HTMLElement).blur());
    expect(await choose('undo')).toBe(true);
    // It was not this page that changed the rule.
    await page.getByText('“Change the rule” was done in another window.').waitFor();
    await page.getByRole('button', { name: 'Undo it here' }).click();
    await expect
      .poll(async () => (await backend.client.call('workspace.info', {})).targeting)
      .toEqual(before.targeting);
  });
});

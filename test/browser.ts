import { existsSync } from 'node:fs';
import sparticuz from '@sparticuz/chromium';
import { chromium, type Browser } from 'playwright-core';

/** Browsers that a machine may have; where there is none, the one from the registry is unpacked. */
const installed = [
  '/usr/bin/chromium',
  '/usr/bin/google-chrome',
  '/usr/bin/microsoft-edge',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/**
 * What a page runs in a test it runs once or a few times: turning it into fast code would take longer than it saves, and
 * helpers that look for unused memory take their time from other tests. Where the speed of pages is measured, as users have it.
 */
const scripts =
  process.env['VITEST'] === undefined ? [] : ['--js-flags=--no-opt --no-maglev --single-threaded-gc'];

/**
 * A real browser without a window, as it is on a machine without a graphics card: WebGL is drawn by SwiftShader, the page
 * itself by the processor and not by SwiftShader as well.
 */
export async function launchBrowser(): Promise<Browser> {
  const own = installed.find((path) => existsSync(path));
  return chromium.launch({
    executablePath: own ?? (await sparticuz.executablePath()),
    headless: true,
    args: [
      '--no-sandbox',
      '--use-gl=angle',
      '--use-angle=swiftshader',
      '--enable-unsafe-swiftshader',
      '--ignore-gpu-blocklist',
      '--disable-gpu-rasterization',
      '--disable-gpu-compositing',
      '--disable-accelerated-2d-canvas',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      ...scripts,
    ],
  });
}

let running: Promise<Browser> | undefined;

/**
 * The browser of this test process, launched when it is first wanted (and again should it have died) and shared by all test
 * files that run here: each makes contexts of its own, which share nothing, and closes those. It ends with the process.
 */
export async function getBrowser(): Promise<Browser> {
  const browser = await (running ??= launchBrowser());
  if (browser.isConnected()) return browser;
  running = launchBrowser();
  return running;
}

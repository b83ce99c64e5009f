import { rmSync } from 'node:fs';
import { resolve } from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import { createBackend, type Backend } from '#backend';
import { startServer } from '../../server/index.ts';
import { getBrowser } from '../browser.ts';
import { makeHomeWithDemonstration } from '../demonstration.ts';

export interface App {
  page: Page;
  backend: Backend;
  url: string;
  /** The person's folder of workspaces, of this start only. */
  home: string;
  /** What the page said in its console as an error, or threw. */
  faults: string[];
  close(): Promise<void>;
}

export interface AppOptions {
  /** Instead of the demonstration. */
  workspace?: string;
  width?: number;
  height?: number;
  /** As on a machine whose browser has no WebGL: for tests of what is beside the map, which takes most of the work of a page. */
  withoutMap?: boolean;
  /**
   * Every picture of the map is drawn and shown, as a display does: for measuring how fast they come. Else everything of the map
   * is there (tiles, layers, what lies under the pointer, when it is at rest), but the graphics leave out the triangles, which
   * take more time than the whole page where there is no graphics card, until `drawMap` asks for them.
   */
  everyFrame?: boolean;
  /** Gets the page before it opens the app: for what is to be followed from its first request on. */
  onPage?: (page: Page) => void;
}

/** The real app in a real browser: server host, built page, a home folder of its own; opens the demonstration or the given workspace. */
export async function startApp(options: AppOptions = {}): Promise<App> {
  const home = makeHomeWithDemonstration();
  const backend = createBackend({
    holder: 'a test',
    home,
    drawsMaps: options.withoutMap !== true,
    hasPage: true,
  });
  await (options.workspace === undefined ? backend.openDemo() : backend.open(options.workspace));
  const pages = resolve(import.meta.dirname, '../../dist/renderer');
  const server = await startServer({ backend, pages, port: 0 });
  const context = await openContext(options);
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(message.text());
  });
  options.onPage?.(page);
  await page.goto(server.url);
  return {
    page,
    backend,
    url: server.url,
    home,
    faults,
    async close() {
      await context.close();
      await server.close();
      await backend.close();
      rmSync(home, { recursive: true, force: true });
    },
  };
}

/** A person's browser, with nothing kept in it yet; the caller closes it. Its size is in px, 1366 × 768 where nothing is said. */
export async function openContext(
  options: Omit<AppOptions, 'workspace' | 'onPage'> = {},
): Promise<BrowserContext> {
  const viewport = { width: options.width ?? 1366, height: options.height ?? 768 };
  const context = await (await getBrowser()).newContext({ viewport });
  if (options.everyFrame !== true) await leaveFramesOut(context);
  if (options.withoutMap === true) await context.addInitScript(takeGraphicsAway);
  return context;
}

/**
 * Runs in the page before its own scripts: while the map is drawn, a display that shows some eight pictures a second, as a slow
 * machine's does. Each picture of the map is drawn by the processor here, and nobody looks at those in between.
 */
function showFramesSeldom(): void {
  const frameMs = 120;
  const onNext = requestAnimationFrame.bind(globalThis);
  const cancel = cancelAnimationFrame.bind(globalThis);
  let waiting = new Map<number, FrameRequestCallback>();
  let last = 0;
  let ids = 0;
  const show = (): void => {
    last = performance.now();
    const due = waiting;
    waiting = new Map();
    for (const callback of due.values()) callback(last);
  };
  globalThis.requestAnimationFrame = (callback) => {
    if (document.documentElement.dataset['drawsMap'] !== 'yes') return onNext(callback);
    if (waiting.size === 0) setTimeout(() => onNext(show), Math.max(0, last + frameMs - performance.now()));
    // The browser's own numbers are above 0.
    ids -= 1;
    waiting.set(ids, callback);
    return ids;
  };
  globalThis.cancelAnimationFrame = (id) => (id < 0 ? void waiting.delete(id) : cancel(id));
}

/** Runs in the page before its own scripts: the graphics draw no triangle but while the page carries a mark that `drawMap` sets. */
function leaveTrianglesOut(): void {
  const { prototype } = WebGL2RenderingContext;
  for (const name of ['drawElements', 'drawArrays'] as const) {
    const draw = Reflect.get(prototype, name);
    Reflect.set(prototype, name, function drawIfAsked(this: WebGL2RenderingContext, ...input: number[]) {
      if (document.documentElement.dataset['drawsMap'] === 'yes') Reflect.apply(draw, this, input);
    });
  }
}

/** Spares the pages of a browser the drawing of maps that nobody looks at, see `everyFrame`. */
export async function leaveFramesOut(context: BrowserContext): Promise<void> {
  await context.addInitScript(showFramesSeldom);
  await context.addInitScript(leaveTrianglesOut);
}

/** The map is drawn into its picture from now on, and at once as it stands; or no longer. */
export async function drawMap(page: Page, isDrawn = true): Promise<void> {
  await page.evaluate((isDrawn) => {
    document.documentElement.dataset['drawsMap'] = isDrawn ? 'yes' : 'no';
    // A map draws itself again at the news that the machine is online.
    if (isDrawn) window.dispatchEvent(new Event('online'));
  }, isDrawn);
}

/** Runs in the page before its own scripts. */
function takeGraphicsAway(): void {
  const { prototype } = HTMLCanvasElement;
  const getContext = Reflect.get(prototype, 'getContext') as (kind: string, options?: unknown) => unknown;
  Reflect.set(prototype, 'getContext', function refuse(this: HTMLCanvasElement, kind: string, how: unknown) {
    return kind.startsWith('webgl') ? null : getContext.call(this, kind, how);
  });
}

/** Waits until the table holds areas. */
export async function waitForAreas(page: Page): Promise<void> {
  await page.getByRole('grid', { name: 'Areas' }).getByRole('row').nth(1).waitFor();
}

/** Waits until nothing on the page fades or moves any more: colours on their way have no contrast to measure. */
export async function waitForStillness(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const isEnding = (animation: Animation) => animation.effect?.getComputedTiming().endTime !== Infinity;
    await Promise.allSettled(
      document
        .getAnimations()
        .filter(isEnding)
        .map(({ finished }) => finished),
    );
  });
}

/** Waits until the map has areas and names and is at rest. */
export async function waitForMap(page: Page, timeout = 60_000): Promise<void> {
  await page.waitForFunction(
    () => performance.getEntriesByName('pinpoint:map-at-rest').length > 0,
    undefined,
    {
      timeout,
    },
  );
}

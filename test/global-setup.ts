import { resolve } from 'node:path';
import { buildPagesIfStale } from '../server/build-pages.ts';
import { launchBrowser } from './browser.ts';

/** Once before all tests: builds the page and unpacks the browser, so that parallel test files do not do it twice at once. */
export default async function setup(): Promise<void> {
  await buildPagesIfStale(resolve(import.meta.dirname, '..'));
  const browser = await launchBrowser();
  await browser.close();
}

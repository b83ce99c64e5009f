import { resolve } from 'node:path';
import type { TestProject } from 'vitest/node';
import { buildPagesIfStale } from '../server/build-pages.ts';
import { launchBrowser } from './browser.ts';
import { bundledThreads } from './load-threads.ts';
import { makeBundleIfStale } from './make-bundle.ts';
import { makeDemonstrationIfStale } from './make-demonstration.ts';
import { forgetTemporaryFilesInMemory } from './temporary-folder.ts';

/**
 * Once before all tests: builds the page and the desktop program, makes the demonstration and unpacks the browser, at the same
 * time and each only where it is missing or its sources changed, so that no two test files do it and none does it twice. Answers what is to be done after them.
 */
export default async function setup(tests: TestProject): Promise<() => void> {
  const project = resolve(import.meta.dirname, '..');
  const [demonstration, bundle] = await Promise.all([
    makeDemonstrationIfStale(project),
    makeBundleIfStale(project),
    buildPagesIfStale(project),
    launchBrowser().then((browser) => browser.close()),
  ]);
  tests.provide('demonstration', demonstration);
  tests.provide('bundle', bundle);
  process.env[bundledThreads] = bundle;
  return forgetTemporaryFilesInMemory;
}

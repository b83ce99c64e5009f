import { join } from 'node:path';
import { defineConfig } from 'vitest/config';
import { LongFilesFirst } from './test/order.ts';
import { keepTemporaryFilesInMemory } from './test/temporary-folder.ts';
import { isLong } from './test/trial-length.ts';

keepTemporaryFilesInMemory();

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/global-setup.ts'],
    // Two cores: more workers only make the browser tests slow.
    maxWorkers: 2,
    // Files share their process, so that modules are loaded and the browser is launched once. A file leaves no trace in it.
    isolate: false,
    sequence: { sequencer: LongFilesFirst },
    // See docs/decisions/0019: V8 may crash where several threads strip types.
    env: { NODE_COMPILE_CACHE: join(import.meta.dirname, 'node_modules/.cache/compiled') },
    execArgv: [
      '--wasm-wrapper-tiering-budget=2147483647',
      // Memory that is no longer used is looked for seldom, and by the thread that waits for it: with a core for each process,
      // threads that help take their time from the other one. What files and databases hold for a moment counts as memory too,
      // and must not set off a search each time that 64 MB of it went by.
      '--single-threaded-gc',
      '--no-memory-reducer',
      '--external-memory-accounted-in-global-limit',
      '--initial-old-space-size=512',
      '--min-semi-space-size=16',
      '--import',
      join(import.meta.dirname, 'test/load-page-sources.ts'),
      '--import',
      join(import.meta.dirname, 'test/load-threads.ts'),
    ],
    // Node reads the sources as it does for the program: nothing is transformed for tests, and nothing is mocked.
    experimental: { viteModuleRunner: false, nodeLoader: false },
    // A busy machine draws a map in software for seconds: polling gives up late and asks seldom.
    expect: { poll: { timeout: 60_000, interval: 200 } },
    // Long trials take as long as they take; the attack alone half an hour.
    testTimeout: isLong ? 3_600_000 : 120_000,
    hookTimeout: 240_000,
  },
});

import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/global-setup.ts'],
    // Two cores: more workers only make the browser tests slow.
    maxWorkers: 2,
    // See docs/decisions/0018: V8 may give up where threads begin and end often.
    execArgv: ['--no-memory-protection-keys'],
    // A busy machine draws a map in software for seconds: polling gives up late and asks seldom.
    expect: { poll: { timeout: 60_000, interval: 200 } },
    testTimeout: 120_000,
    hookTimeout: 240_000,
  },
});

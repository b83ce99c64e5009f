#!/usr/bin/env node
// Node 24 runs TypeScript as it is and the database module needs it; an older Node must hear so before it meets either.
const [major] = process.versions.node.split('.').map(Number);
if (major < 24) {
  console.error(
    `Pinpoint needs Node 24 or newer; this is ${process.versions.node}. Use "npm run -s pinpoint -- …", which brings its own.`,
  );
  process.exit(1);
}
const { setFlagsFromString } = await import('node:v8');
// Before Node strips the first type. See docs/decisions/0019.
setFlagsFromString('--wasm-wrapper-tiering-budget=2147483647');
const { enableCompileCache } = await import('node:module');
const { fileURLToPath } = await import('node:url');
// Compiled code is kept between starts, for worker threads and child processes too: that halves the wait.
const { directory } = enableCompileCache(
  fileURLToPath(new URL('../node_modules/.cache/compiled', import.meta.url)),
);
if (directory !== undefined) process.env.NODE_COMPILE_CACHE = directory;
await import('./main.ts');

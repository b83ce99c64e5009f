import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { basename } from 'node:path';
import { defineConfig, type Plugin } from 'vite';
import { fontFiles } from './data/export/pdf/fonts.ts';
import { nameOfBundledThread } from './scripts/bundled-threads.ts';

/**
 * Worker threads are started by address: `new URL('./worker.ts', import.meta.url)`. Each such file becomes an entry of
 * its own beside the bundle, whichever chunk its caller ends up in.
 */
function bundleWorkers(): Plugin {
  const address = /new URL\((['"])(\.\/[\w/.-]*worker\.ts)\1, import\.meta\.url\)/g;
  return {
    name: 'pinpoint:bundle-workers',
    enforce: 'pre',
    transform: {
      filter: { id: /^(?!.*\/node_modules\/).*\.ts$/, code: 'import.meta.url' },
      async handler(code, id) {
        const built = new Map<string, string>();
        for (const [, , specifier = ''] of code.matchAll(address)) {
          const resolved = await this.resolve(specifier, id);
          if (resolved === null) throw new Error(`${id} names a worker that is not there: ${specifier}`);
          const fileName = nameOfBundledThread(import.meta.dirname, resolved.id);
          this.emitFile({ type: 'chunk', id: resolved.id, fileName });
          built.set(specifier, fileName);
        }
        return code.replace(
          address,
          (_whole, _quote, specifier: string) => `new URL('./${built.get(specifier)}', import.meta.url)`,
        );
      },
    },
  };
}

/** Programs in WebAssembly and fonts of documents, each by the name under which it is looked for beside the file that loads it. */
const companions = {
  'highs.wasm': 'highs/runtime',
  'sqlite3.wasm': '@sqlite.org/sqlite-wasm/sqlite3.wasm',
  ...Object.fromEntries(
    Object.values(fontFiles).flatMap((files) => files.map((file) => [basename(file), file])),
  ),
};

function bundleCompanions(): Plugin {
  return {
    name: 'pinpoint:bundle-companions',
    buildStart() {
      for (const [fileName, specifier] of Object.entries(companions)) {
        const source = readFileSync(fileURLToPath(import.meta.resolve(specifier)));
        this.emitFile({ type: 'asset', fileName, source });
      }
    },
  };
}

/**
 * Bundles the data process and its workers as ES modules in one folder. better-sqlite3 stays outside: it loads its
 * binary by its own place.
 */
export default defineConfig({
  plugins: [bundleWorkers(), bundleCompanions()],
  build: {
    outDir: '.vite/build',
    emptyOutDir: false,
    target: 'node24',
    minify: false,
    ssr: true,
    ssrEmitAssets: true,
    lib: {
      entry: { backend: 'electron/backend.ts' },
      formats: ['es'],
      fileName: (_format, name) => `${name}.mjs`,
    },
    rolldownOptions: {
      external: ['better-sqlite3', 'electron'],
      output: { entryFileNames: '[name].mjs', chunkFileNames: '[name]-[hash].mjs' },
    },
  },
  ssr: { noExternal: true, external: ['better-sqlite3', 'electron'] },
});

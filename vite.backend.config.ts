import { relative } from 'node:path';
import { defineConfig, type Plugin } from 'vite';

/** `backend/jobs/worker.ts` → `backend-jobs-worker.mjs`. */
function nameOf(path: string): string {
  return relative(import.meta.dirname, path)
    .replace(/\.ts$/, '.mjs')
    .replaceAll(/[\\/]/g, '-');
}

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
          const fileName = nameOf(resolved.id);
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

/**
 * Bundles the data process and its workers as ES modules in one folder. better-sqlite3 stays outside: it loads its
 * binary by its own place.
 */
export default defineConfig({
  plugins: [bundleWorkers()],
  build: {
    outDir: '.vite/build',
    emptyOutDir: false,
    target: 'node24',
    minify: false,
    ssr: true,
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

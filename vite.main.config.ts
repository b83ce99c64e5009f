import { defineConfig } from 'vite';

/** Bundles the main process into one CommonJS file: what it sets up must be there before the app is ready. */
export default defineConfig({
  build: {
    outDir: '.vite/build',
    emptyOutDir: false,
    target: 'node24',
    minify: false,
    ssr: true,
    lib: {
      entry: { main: 'electron/main.ts' },
      formats: ['cjs'],
      fileName: (_format, name) => `${name}.cjs`,
    },
    rolldownOptions: { external: ['electron'] },
  },
  ssr: { noExternal: true, external: ['electron'] },
});

import { defineConfig } from 'vite';

/** Bundles the preload script into one CommonJS file, the only kind that a sandboxed page may have. */
export default defineConfig({
  build: {
    outDir: '.vite/build',
    emptyOutDir: false,
    target: 'es2024',
    minify: false,
    lib: {
      entry: { preload: 'electron/preload/preload.ts' },
      formats: ['cjs'],
      fileName: (_format, name) => `${name}.cjs`,
    },
    rolldownOptions: { external: ['electron'] },
  },
});

import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

// A build started from a test run or a script is the same build: never React's slow development one.
process.env['NODE_ENV'] = 'production';

/** Builds the one page that every host shows. All assets are files of their own, so that a strict CSP can stand. */
export default defineConfig({
  root: 'renderer',
  base: './',
  plugins: [react()],
  worker: { format: 'es' },
  build: {
    outDir: '../dist/renderer',
    emptyOutDir: true,
    target: 'es2024',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 2500,
  },
});

import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

// A build started from a test run or a script is the same build: never React's slow development one.
process.env['NODE_ENV'] = 'production';

/**
 * The map is a chunk of its own, half of the program. The page names it, so that it is fetched and compiled beside the rest
 * and not only when the rest has run.
 */
function fetchMapEarly(): Plugin {
  return {
    name: 'fetch-map-early',
    transformIndexHtml: {
      order: 'post',
      handler(_html, { bundle = {} }) {
        const map = Object.values(bundle).find(
          (part) => part.type === 'chunk' && part.facadeModuleId?.endsWith('/workbench/MapPane.tsx') === true,
        );
        if (map === undefined) return [];
        const attrs = { rel: 'modulepreload', crossorigin: true, href: `./${map.fileName}` };
        return [{ tag: 'link', attrs, injectTo: 'head' }];
      },
    },
  };
}

/** Builds the one page that every host shows. All assets are files of their own, so that a strict CSP can stand. */
export default defineConfig({
  root: 'renderer',
  base: './',
  plugins: [react(), fetchMapEarly()],
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

// Builds everything that the desktop window needs, without Electron itself.
import { join } from 'node:path';
import { build } from 'vite';
import { buildPagesIfStale } from '../server/build-pages.ts';
import { writeLicences } from './licences.ts';

/** The Vite configuration of each bundle of the desktop program. */
export const bundleConfigs = ['vite.main.config.ts', 'vite.preload.config.ts', 'vite.backend.config.ts'];

/** Bundles main process, preload script and data process into a folder, by default where Electron looks for them. */
export async function buildBundles(
  project: string,
  outDir = join(project, '.vite/build'),
  configs: readonly string[] = bundleConfigs,
): Promise<void> {
  for (const config of configs) {
    await build({
      root: project,
      configFile: join(project, config),
      logLevel: 'warn',
      build: { outDir, emptyOutDir: false },
    });
  }
}

/** What the program shows besides its bundles: the page and the text of licences. */
export async function buildContent(project: string): Promise<void> {
  await buildPagesIfStale(project);
  writeLicences(project, join(project, 'dist/licences.txt'));
}

import { buildBundles } from '../scripts/build-desktop.ts';
import { makeOnce } from './made-once.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Folder of the bundles of the desktop program: made once for all tests. */
    bundle: string;
  }
}

/** All that has a say in the bundles of the desktop program. */
const sources = [
  '{contract,core,data,backend,electron,renderer}/**/*.{ts,sql}',
  'scripts/*.ts',
  'vite.*.config.ts',
  'package-lock.json',
];

/** Folder of the bundles of the desktop program, built where that was not done from these very sources yet. Throws where that fails. */
export function makeBundleIfStale(project: string): Promise<string> {
  return makeOnce({ project, name: 'bundle', sources }, (folder) => buildBundles(project, folder));
}

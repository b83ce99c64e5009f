import { constants, copyFileSync, mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { inject } from 'vitest';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the demonstration lies that is copied: made once for all tests, see make-demonstration.ts. */
    demonstration: string;
  }
}

/** Where it lies for what is no test, such as the bench. */
let elsewhere: string | undefined;

/** Says where the demonstration lies that is copied from here on, where no run of tests has made one. */
export function setDemonstration(path: string): void {
  elsewhere = path;
}

/** Puts the demonstration at a path as `pinpoint demo` would, by copying the one that was made before all tests. */
export function copyDemonstration(path: string): void {
  mkdirSync(dirname(path), { recursive: true });
  copyFileSync(
    elsewhere ?? inject('demonstration'),
    path,
    constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE,
  );
}

/**
 * A person's folder of its own, in which the demonstration lies already as after a first start: opening the demonstration
 * opens it, and the command line in that folder finds it under `demonstration.gpkg`. The caller removes the folder.
 */
export function makeHomeWithDemonstration(): string {
  const home = mkdtempSync(join(tmpdir(), 'pinpoint-home-'));
  copyDemonstration(join(home, 'demonstration.gpkg'));
  return home;
}

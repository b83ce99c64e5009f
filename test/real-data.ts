import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';

const folder = resolve(import.meta.dirname, '../../shared/data');

/** Whether the folder of real open data lies beside the project. Tests that need it are skipped, visibly, where it is absent. */
export const hasRealData = existsSync(join(folder, 'README.md'));

/** Path of a real file, by its path inside that folder. */
export function realData(path: string): string {
  return join(folder, path);
}

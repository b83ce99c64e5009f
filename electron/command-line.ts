import { existsSync } from 'node:fs';
import { resolve } from 'node:path';

/** The workspace that was named when the program was started or its icon was given a file; undefined where none was. */
export function findWorkspaceArgument(argv: readonly string[], folder: string): string | undefined {
  const named = argv.slice(1).find((argument) => !argument.startsWith('-') && /\.gpkg$/i.test(argument));
  if (named === undefined) return undefined;
  const path = resolve(folder, named);
  return existsSync(path) ? path : undefined;
}

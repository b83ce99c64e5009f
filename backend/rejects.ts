import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { WorkspaceReader } from '#data/workspace';
import { csvRow } from '#data/export';
import type { NamedFile } from './jobs/tasks.ts';

/** Writes every rejected row of a release with its reason as a CSV file; only the header where nothing was rejected. */
export function writeRejects(reader: WorkspaceReader, release: number, folder: string): NamedFile {
  const { file } = reader.getRelease(release);
  const name = `${file.replace(/\.[^.]*$/, '')}-rejected-rows.csv`;
  const path = join(folder, name);
  const rows = [...reader.listRejects(release)].map(({ row, reason }) => csvRow([row, reason]));
  writeFileSync(path, [csvRow(['row', 'reason']), ...rows].join(''));
  return { path, name };
}

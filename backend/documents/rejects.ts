import { join } from 'node:path';
import { writeWhole } from '#data/files';
import type { WorkspaceReader } from '#data/workspace';
import { csvRow } from '#data/export';
import type { NamedFile } from '../jobs/index.ts';

/** Writes every rejected row of a release with its reason as a CSV file; only the header where nothing was rejected. */
export function writeRejects(reader: WorkspaceReader, release: number, folder: string): NamedFile {
  const { file } = reader.getRelease(release);
  const name = `${file.replace(/\.[^.]*$/, '')}-rejected-rows.csv`;
  const path = join(folder, 'rejected-rows.csv');
  const rows = [...reader.listRejects(release)].map(({ row, reason }) => csvRow([row, reason]));
  writeWhole(path, [csvRow(['row', 'reason']), ...rows].join(''));
  return { path, name };
}

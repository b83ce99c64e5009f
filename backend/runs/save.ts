import { join } from 'node:path';
import { nameRunFile, type SaveRun } from '#contract';
import { writeWhole } from '#data/files';
import { hashFile } from '../files/index.ts';
import type { NamedFile } from '../jobs/index.ts';
import type { RunRecord } from './describe.ts';

interface Saved {
  /** Nothing is saved where it is null. */
  saveRun: SaveRun;
  record: () => RunRecord;
  files: readonly NamedFile[];
  folder: string;
  /** Of the document, without its ending. */
  fileName: string;
}

/** Writes the run file of files that were just written, where it is wanted, and answers it in a list. */
export function saveRunFile({ saveRun, record, files, folder, fileName }: Saved): NamedFile[] {
  if (saveRun === null) return [];
  const name = nameRunFile(fileName);
  const path = join(folder, name);
  const { pinpoint, version, program, made, ...more } = record();
  const hashes = files.map((file) => ({ name: file.name, sha256: hashFile(file.path) }));
  const run = { pinpoint, version, program, made, workspace: saveRun.workspace, ...more, files: hashes };
  writeWhole(path, `${JSON.stringify(run, null, 2)}\n`);
  return [{ name, path }];
}

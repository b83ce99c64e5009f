import { join } from 'node:path';
import { passGate, type ExportDocument } from '#core/disclosure';
import { writeTable } from '#data/export';
import type { WorkspaceReader } from '#data/workspace';
import type { NamedFile } from '../jobs/index.ts';
import { makeTable, text, whole } from './columns.ts';

/**
 * Writes every rejected row of a release with its reason as a CSV file that can be corrected; only the header where nothing
 * was rejected. The list is about one file of the person's own, so it stands alone: without sources, licences and facts.
 */
export async function writeRejects(
  reader: WorkspaceReader,
  { release, folder, madeBy }: { release: number; folder: string; madeBy: string },
): Promise<NamedFile> {
  const { file } = reader.getRelease(release);
  const name = `${file.replace(/\.[^.]*$/, '')}-rejected-rows.csv`;
  const path = join(folder, 'rejected-rows.csv');
  await writeTable(passGate(documentRejects(reader, { release, file, madeBy }), 'none'), path);
  return { path, name };
}

function documentRejects(
  reader: WorkspaceReader,
  { release, file, madeBy }: { release: number; file: string; madeBy: string },
): ExportDocument {
  const rows = [...reader.listRejects(release)];
  const title = `Rejected rows of ${file}`;
  const table = makeTable<(typeof rows)[number]>({
    name: 'rejected_rows',
    sheet: 'Rejected rows',
    holds: `Rejected rows: ${rows.length}`,
    geometry: 'none',
    columns: [
      whole('row', 'Row of the file', ({ row }) => row),
      text('reason', 'Why it was rejected', ({ reason }) => reason),
    ],
    rows,
    describe: ({ row }) => ({ id: String(row) }),
  });
  return {
    title,
    description: title,
    tables: [table],
    facts: [],
    releases: [],
    licences: [],
    made: new Date().toISOString(),
    madeBy,
    author: null,
  };
}

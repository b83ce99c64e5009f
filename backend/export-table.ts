import { join } from 'node:path';
import { writeDocument } from '#data/export';
import type { Progress } from '#data/import';
import { joinForWriting, openForReading } from '#data/workspace';
import { hashFile } from './deliver.ts';
import { makeDocument } from './documents/index.ts';
import type { NamedFile, Task } from './jobs/tasks.ts';

/**
 * Writes provision, a catchment, coverage, the ledger or a choice of sites into a folder, and records what left in the
 * workspace's export log, unless the workspace is read-only.
 */
export async function exportTable(
  workspacePath: string,
  { request, result, folder, madeBy, readOnly }: Extract<Task, { type: 'table' }>,
  progress: Progress,
): Promise<NamedFile[]> {
  const writer = readOnly ? null : joinForWriting(workspacePath);
  const reader = writer ?? openForReading(workspacePath);
  try {
    const document = await makeDocument(request, { reader, writer, progress, madeBy, result });
    progress.checkCancelled();
    progress.stage('Writing', 0.1);
    const names = await writeDocument(document, { ...request, folder });
    const files = names.map((name) => ({ name, path: join(folder, name) }));
    const { author, format, policy, content } = request;
    const rule = content.kind === 'catchment' ? null : selectorOf(content);
    for (const { name, path } of files)
      writer?.recordExport({ author, format, rule, policy, file: name, sha256: hashFile(path) });
    return files;
  } finally {
    reader.close();
  }
}

function selectorOf(
  content: Exclude<Extract<Task, { type: 'table' }>['request']['content'], { kind: 'catchment' }>,
): string {
  return content.kind === 'provision' ? content.selector : content.request.selector;
}

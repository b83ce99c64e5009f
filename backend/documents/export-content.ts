import { join } from 'node:path';
import type { TableContent } from '#contract';
import { writeDocument } from '#data/export';
import type { Progress } from '#data/import';
import { joinForWriting, openForReading } from '#data/workspace';
import { hashFile } from '../files/index.ts';
import { makeDocument } from './make.ts';
import type { NamedFile, Task } from '../jobs/index.ts';

/**
 * Writes provision, a catchment, coverage, the ledger or a choice of sites into a folder, and records what left in the
 * workspace's export log, unless the workspace is read-only.
 */
export async function exportContent(
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
    const rule = selectorOf(content);
    for (const { name, path } of files)
      writer?.recordExport({ author, format, rule, policy, file: name, sha256: hashFile(path) });
    return files;
  } finally {
    reader.close();
  }
}

/** What the log keeps in the place of a rule; null for what picks no deliveries. */
function selectorOf(content: TableContent): string | null {
  if (content.kind === 'provision') return content.selector;
  return 'selector' in content.request ? content.request.selector : null;
}

import { join } from 'node:path';
import type { TableContent } from '#contract';
import { passGate } from '#core/disclosure';
import { writeDocument } from '#data/export';
import type { Progress } from '#data/import';
import { joinForWriting, openForReading } from '#data/workspace';
import { readUnderPolicy } from '../disclosure/index.ts';
import { changesFigures, checkLeaving, noteLeft, settleTerms } from './leaving.ts';
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
  const workspace = writer ?? openForReading(workspacePath);
  try {
    const terms = settleTerms(request, workspace, progress);
    const reader = readUnderPolicy(workspace, terms);
    const known = changesFigures(terms, workspace) ? null : result;
    const making = { reader, writer, progress, madeBy, result: known, policy: terms.policy };
    const document = await makeDocument(request, making);
    progress.checkCancelled();
    const { content, author, format } = request;
    const geography = geographyOf(content);
    const { title } = document;
    const statements = checkLeaving({ treated: reader, workspace, writer, terms, document, geography });
    progress.stage('Writing', 0.1);
    const names = await writeDocument(passGate(document, terms.policy), { ...request, folder });
    const files = names.map((name) => ({ name, path: join(folder, name) }));
    noteLeft(writer, files, { author, title, format, rule: selectorOf(content), terms, statements });
    return files;
  } finally {
    workspace.close();
  }
}

/** The areas that a content lists, kind and vintage; null where it lists none or those of another kind. */
function geographyOf(content: TableContent): string | null {
  if (content.kind === 'provision' || content.kind === 'performance') return null;
  if (content.kind === 'ledger' && content.request.by !== content.request.geography) return null;
  return content.request.geography;
}

/** What the log keeps in the place of a rule; null for what picks no deliveries. */
function selectorOf(content: TableContent): string | null {
  if (content.kind === 'provision') return content.selector;
  return 'selector' in content.request ? content.request.selector : null;
}

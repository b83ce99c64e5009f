import type { TableContent } from '#contract';
import type { Progress } from '#data/import';
import { readUnderPolicy } from '../disclosure/index.ts';
import { atDesk, leave, readTerms, type Desk, type Ready } from './leave.ts';
import { changesFigures, checkLeaving, settleTerms } from './leaving.ts';
import { makeDocument } from './make.ts';
import type { Exported, Task } from '../jobs/index.ts';

/**
 * Writes provision, a catchment, coverage, the ledger or a choice of sites into a folder, and its run file where one is wanted.
 * Records what left in the workspace's export log, unless the workspace is read-only.
 */
export function exportContent(
  workspacePath: string,
  task: Extract<Task, { type: 'table' }>,
  progress: Progress,
): Promise<Exported> {
  return atDesk(workspacePath, task, async (desk) =>
    leave(await makeTableReady(task, desk, progress), { ...task, ...desk }),
  );
}

/** A document of a table, ready to leave. Throws `disclosure` where it may not. */
export async function makeTableReady(
  { request, result, madeBy }: Pick<Extract<Task, { type: 'table' }>, 'request' | 'result' | 'madeBy'>,
  { workspace, writer }: Desk,
  progress: Progress,
): Promise<Ready> {
  const terms = settleTerms(request, workspace, progress);
  const reader = readUnderPolicy(workspace, terms);
  const known = changesFigures(terms, workspace) ? null : result;
  const geography = geographyOf(request.content);
  const making = { reader, writer, progress, madeBy, result: known, policy: terms.policy, geography };
  const document = await makeDocument(request, making);
  progress.checkCancelled();
  const statements = checkLeaving({ treated: reader, workspace, writer, terms, document, geography });
  progress.stage('Writing', 0.1);
  const asked = { kind: 'table' as const, request: { ...request, ...readTerms(terms) } };
  const rule = selectorOf(request.content);
  return { document, statements, terms, geography, reader, asked, rule, judge: null };
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

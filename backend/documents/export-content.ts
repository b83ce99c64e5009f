import { listFormats, tableRequest, type TableContent, type TablePreview } from '#contract';
import { passGate } from '#core/disclosure';
import type { Progress } from '#data/import';
import { listTold, previewLeaving, readUnderPolicy } from '../disclosure/index.ts';
import { atDesk, leave, readTerms, type Desk, type Ready } from './leave.ts';
import { changesFigures, checkLeaving, listedIn, settleTerms } from './leaving.ts';
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

type TableTask = Pick<Extract<Task, { type: 'table' }>, 'request' | 'result' | 'madeBy'>;

/** A document of a table as the policy lets it leave, however it stands to what has left. */
async function makeTable(
  { request, result, madeBy }: TableTask,
  { workspace, writer }: Desk,
  progress: Progress,
): Promise<Pick<Ready, 'document' | 'terms' | 'geography' | 'reader'>> {
  const terms = settleTerms(request, workspace, progress);
  const reader = readUnderPolicy(workspace, terms);
  const known = changesFigures(terms, workspace) ? null : result;
  const geography = geographyOf(request.content);
  const making = { reader, writer, progress, madeBy, result: known, policy: terms.policy, geography };
  const document = await makeDocument(request, making);
  progress.checkCancelled();
  return { document, terms, geography, reader };
}

/** Rows shown of a table before it is written. */
const shownRows = 8;

/** Works out a table as it would leave, and what the policy does to it. Throws `disclosure` where the policy changes nothing of it. */
export function previewTable(
  workspacePath: string,
  task: Extract<Task, { type: 'preview' }>,
  progress: Progress,
): Promise<TablePreview> {
  return atDesk(workspacePath, task, async (desk) => {
    // Any that takes the table: what is shown of it is the same in all.
    const [format] = listFormats(task.request.content.kind);
    const request = tableRequest.parse({ ...task.request, format, fileName: 'preview' });
    const { document, terms, geography, reader } = await makeTable({ ...task, request }, desk, progress);
    const shown = listTold(reader, listedIn(document.tables, geography));
    const leaving = previewLeaving({ treated: reader, workspace: desk.workspace }, shown, terms);
    const { title, facts, tables } = passGate(document, terms.policy).content;
    const [{ columns, rows }] = tables;
    return {
      leaving,
      title,
      facts: facts.map(([name, value]) => [name, value]),
      columns: columns.map(({ title: name, unit, type, precision }) => ({
        title: name,
        unit,
        type,
        ...(precision === undefined ? {} : { precision }),
      })),
      rows: rows.slice(0, shownRows).map(({ cells }) => [...cells]),
      total: rows.length,
    };
  });
}

/** A document of a table, ready to leave. Throws `disclosure` where it may not. */
export async function makeTableReady(task: TableTask, desk: Desk, progress: Progress): Promise<Ready> {
  const { request } = task;
  const made = await makeTable(task, desk, progress);
  const { document, terms, geography, reader } = made;
  const statements = checkLeaving({ ...desk, treated: reader, terms, document, geography });
  progress.stage('Writing', 0.1);
  const asked = { kind: 'table' as const, request: { ...request, ...readTerms(terms) } };
  const rule = selectorOf(request.content);
  return { ...made, statements, asked, rule, judge: null };
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

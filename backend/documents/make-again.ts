import { mkdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { getFormat, PinpointError, type DisclosureOverride, type RunChange } from '#contract';
import { passGate } from '#core/disclosure';
import type { Progress } from '#data/import';
import { listRestricted, settlePolicy } from '../disclosure/index.ts';
import { hashFile } from '../files/index.ts';
import type { Exported, NamedFile, Task } from '../jobs/index.ts';
import {
  compareKnownSources,
  listRunChanges,
  listRunSources,
  readAsRecorded,
  readRunFile,
  type ReadRun,
} from '../runs/index.ts';
import { makeTableReady } from './export-content.ts';
import { makeListReady } from './export-target.ts';
import { atDesk, noteReady, recordRun, writeReady, type Desk, type Ready } from './leave.ts';

const nothing: Exported = { files: [], losses: [] };

type RunTask = Extract<Task, { type: 'run' }>;

/** What has changed since a run was saved, and the files, which are none where something has and nobody agreed to that. */
export interface MadeAgain extends Exported {
  changes: RunChange[];
}

/**
 * Makes the document of a run file again, with the same bytes where nothing has changed. It passes the gate and is noted like any
 * other. Throws `disclosure` where it may not leave, and whatever making it throws.
 */
export function makeAgain(workspacePath: string, task: RunTask, progress: Progress): Promise<MadeAgain> {
  const run = readRunFile(task.file);
  return atDesk(workspacePath, task, async (desk) => {
    const ready = await makeReady({ run, task, desk, progress }).catch((error: unknown) =>
      explain(error, run, desk),
    );
    if (Array.isArray(ready)) return { changes: ready, ...nothing };
    const changes = compare(run, ready);
    if (changes.length > 0 && !task.agreed) return { changes, ...nothing };
    const told = changes.length === 0 ? ready : tellChanges(ready, changes);
    const { files: written, losses } = await writeReady(passGate(told.document, told.terms.policy), {
      ...run.asked.request,
      folder: task.folder,
    });
    const all = [...changes, ...compareFiles({ run, written, isToldOf: changes.length > 0 })];
    if (all.length > 0 && !task.agreed) return { changes: all, ...nothing };
    const files = await callFiles({ run, told, written, task });
    noteReady(desk.writer, files, told);
    return { changes: all, files, losses };
  });
}

interface Remaking {
  run: ReadRun;
  task: RunTask;
  desk: Desk;
  progress: Progress;
}

function makeReady({ run, task, desk, progress }: Remaking): Promise<Ready> {
  const { made, asked } = run;
  const { madeBy } = task;
  const override = task.override ?? checkTerms(run, desk);
  const recorded = { ...desk, workspace: readAsRecorded(desk.workspace, run.sources) };
  return asked.kind === 'list'
    ? makeListReady(
        { request: { ...asked.request, made, override }, coverage: null, madeBy },
        recorded,
        progress,
      )
    : makeTableReady(
        { request: { ...asked.request, made, override }, result: null, madeBy },
        recorded,
        progress,
      );
}

const cannotBe = new Set(['not_found', 'invalid_rule', 'usage', 'input_refused']);

/** Where something is not there any more without which the document cannot be made: what has changed. Throws every other error. */
function explain(error: unknown, { sources }: ReadRun, { workspace }: Desk): RunChange[] {
  if (!(error instanceof PinpointError) || !cannotBe.has(error.code)) throw error;
  const today = listRunSources(workspace);
  const left = today.filter(({ sha256 }) => !sources.some((each) => each.sha256 === sha256));
  const why = `It cannot be made again: ${error.message.replace(/\.$/, '')}`;
  return [...compareKnownSources(sources, today, left), { what: 'result', sentence: why }];
}

/**
 * The policy of a run, and somebody's leave beyond it, hold where they were chosen: a file from elsewhere brings neither along.
 * Answers the leave; null where there is none.
 */
function checkTerms({ asked }: ReadRun, { workspace }: Desk): DisclosureOverride | null {
  const { policy, override } = asked.request;
  const left = workspace.listExports();
  if (override === null) {
    const own = settlePolicy(null, workspace);
    const isKnown = policy === null || policy === own || left.some((each) => each.policy === policy);
    if (isKnown || listRestricted(workspace).size === 0) return null;
    throw new PinpointError(
      'disclosure',
      `Nothing has left this workspace under the policy ${policy} of the run.`,
      {
        column: 'asked.request.policy',
        found: policy,
        expected: own,
        hint: 'If it is right for what is restricted here, choose it for the workspace first.',
      },
    );
  }
  const { reason, by } = override;
  if (left.some((each) => each.override?.reason === reason && each.override.by === by)) return override;
  throw new PinpointError(
    'disclosure',
    'The run was let out beyond the disclosure policy, and this workspace does not know of that.',
    {
      column: 'asked.request.override',
      found: `${by}: ${reason}`,
      hint: 'Give the reason and the name anew, with --override and --by.',
    },
  );
}

function compare(run: ReadRun, ready: Ready): RunChange[] {
  const now = recordRun(passGate(ready.document, ready.terms.policy), ready);
  const { question } = run.found;
  const judge = question === null || !run.isEdited ? null : (ready.judge?.(question) ?? null);
  return listRunChanges({ before: run, now, isEdited: run.isEdited, judge });
}

/** A document that is not the same must not pass for it: what has changed is one of its facts. */
function tellChanges(ready: Ready, changes: readonly RunChange[]): Ready {
  const told = changes.map(({ sentence }) => ['Changed since the run was saved', sentence] as const);
  return { ...ready, document: { ...ready.document, facts: [...ready.document.facts, ...told] } };
}

function compareFiles({
  run,
  written,
  isToldOf,
}: {
  run: ReadRun;
  written: readonly NamedFile[];
  isToldOf: boolean;
}): RunChange[] {
  if (isToldOf) return [];
  return written.flatMap(({ name, path }): RunChange[] => {
    const before = run.files.find((file) => file.name === name);
    if (before?.sha256 === hashFile(path)) return [];
    return [
      { what: 'files', sentence: `${name} has other bytes, though its figures and facts are the same` },
    ];
  });
}

interface Called {
  run: ReadRun;
  told: Ready;
  written: NamedFile[];
  task: RunTask;
}

/** The files under the name that was asked for. What lies beside a document names it, and is written anew for another name. */
async function callFiles({ run, told, written, task }: Called): Promise<NamedFile[]> {
  const { fileName: own, format } = run.asked.request;
  const fileName = task.fileName ?? own;
  if (fileName === own) return written;
  const folder = join(task.folder, 'called');
  mkdirSync(folder);
  const passed = passGate(told.document, told.terms.policy);
  const { files } = await writeReady(passed, { format, fileName, folder });
  if (getFormat(format).beside.length > 0) return files;
  // The same bytes, also of what is named within.
  renameSync(written[0]!.path, files[0]!.path);
  return files;
}

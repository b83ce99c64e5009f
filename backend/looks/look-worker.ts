// Runs in a worker thread beside the backend and looks at files of unknown making: one question at a time.
import { parentPort } from 'node:worker_threads';
import { reportError, type ErrorReport, type ImportFamily, type ImportMapping } from '#contract';
import { inspectFiles, listSets, readPoints, tryImport } from '#data/import';
import { openForReading, type WorkspaceReader } from '#data/workspace';
import type { NamedFile } from '../jobs/index.ts';

export type LookQuestion =
  | { kind: 'inspect'; family: ImportFamily; files: NamedFile[]; hint: Record<string, string> }
  | { kind: 'try'; files: NamedFile[]; mapping: ImportMapping }
  | { kind: 'points'; files: NamedFile[] }
  | { kind: 'sets'; files: NamedFile[] };

/** A question about files, with the workspace they are compared with; null = let go of the workspace and end. */
export type LookRequest = { question: LookQuestion; workspace: string | null } | null;

export type LookAnswer = { found: unknown } | { failed: ErrorReport };

let reader: WorkspaceReader | undefined;

/** One look after another is at the same workspace: this worker ends when another one is opened. */
function read(workspace: string | null): WorkspaceReader | undefined {
  if (workspace !== null) reader ??= openForReading(workspace);
  return reader;
}

function look(question: LookQuestion, workspace: string | null): Promise<unknown> {
  const { kind, files } = question;
  if (kind === 'inspect') return inspectFiles(question.family, files, question.hint, read(workspace));
  if (kind === 'sets') return listSets(files);
  if (kind === 'points') return readPoints(files[0]!);
  return tryImport({ files, mapping: question.mapping, reader: read(workspace)! });
}

async function answer(question: LookQuestion, workspace: string | null): Promise<LookAnswer> {
  try {
    return { found: await look(question, workspace) };
  } catch (error) {
    return { failed: reportError(error) };
  }
}

parentPort?.on('message', (request: LookRequest) => {
  if (request !== null) {
    void answer(request.question, request.workspace).then((made) => parentPort?.postMessage(made));
    return;
  }
  reader?.close();
  reader = undefined;
  parentPort?.close();
});

// Runs in a worker thread beside the backend and looks at files of unknown making: one question at a time.
import { reportError, type ErrorReport, type ImportFamily, type ImportMapping } from '#contract';
import { inspectFiles, listSets, readPoints, tryImport } from '#data/import';
import { openForReading, type WorkspaceReader } from '#data/workspace';
import type { NamedFile } from '../jobs/index.ts';
import { serveWork } from '../threads/index.ts';

export type LookQuestion =
  | { kind: 'inspect'; family: ImportFamily; files: NamedFile[]; hint: Record<string, string> }
  | { kind: 'try'; files: NamedFile[]; mapping: ImportMapping }
  | { kind: 'points'; files: NamedFile[] }
  | { kind: 'sets'; files: NamedFile[] };

/** A question about files, with the workspace they are compared with; null = none is open. */
export interface LookRequest {
  question: LookQuestion;
  workspace: string | null;
}

export type LookAnswer = { found: unknown } | { failed: ErrorReport };

serveWork<LookRequest, LookAnswer>({
  async work({ question, workspace }) {
    const reader = workspace === null ? undefined : openForReading(workspace);
    try {
      return { found: await look(question, reader) };
    } finally {
      reader?.close();
    }
  },
  explain: (_request, error) => ({ failed: reportError(error) }),
});

function look(question: LookQuestion, reader: WorkspaceReader | undefined): Promise<unknown> {
  const { kind, files } = question;
  if (kind === 'inspect') return inspectFiles(question.family, files, question.hint, reader);
  if (kind === 'sets') return listSets(files);
  if (kind === 'points') return readPoints(files[0]!);
  return tryImport({ files, mapping: question.mapping, reader: reader! });
}

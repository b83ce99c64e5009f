// Runs in a worker thread beside the backend and looks at files of unknown making, or at what may leave: one question at a time.
import {
  reportError,
  type DisclosurePolicy,
  type ErrorReport,
  type ImportFamily,
  type ImportMapping,
} from '#contract';
import { inspectFiles, listSets, readPoints, tryImport } from '#data/import';
import { openForReading, type WorkspaceReader } from '#data/workspace';
import type { GroupName, TreatedGroup } from '../disclosure/index.ts';
import type { NamedFile } from '../jobs/index.ts';
import { progressGapMs, seldom, serveWork } from '../threads/index.ts';

export type LookQuestion =
  | { kind: 'inspect'; family: ImportFamily; files: NamedFile[]; hint: Record<string, string> }
  | { kind: 'try'; files: NamedFile[]; mapping: ImportMapping }
  | { kind: 'points'; files: NamedFile[] }
  | { kind: 'sets'; files: NamedFile[] }
  /** What may leave of counts, and of all that is linked to them. */
  | { kind: 'treat'; group: GroupName; policy: DisclosurePolicy };

/** A question about files, with the workspace they are compared with (null = none is open); or about that workspace. */
export interface LookRequest {
  question: LookQuestion;
  workspace: string | null;
}

export type LookAnswer = { found: unknown } | { failed: ErrorReport };

/** On the way: how much is done, from 0 to 1. */
export interface LookProgress {
  share: number;
}

type Tell = (progress: LookProgress) => void;

serveWork<LookRequest, LookAnswer | LookProgress>({
  async work({ question, workspace }, tell) {
    const reader = workspace === null ? undefined : openForReading(workspace);
    try {
      return { found: await look(question, reader, tell) };
    } finally {
      reader?.close();
    }
  },
  explain: (_request, error) => ({ failed: reportError(error) }),
});

function look(question: LookQuestion, reader: WorkspaceReader | undefined, tell: Tell): Promise<unknown> {
  if (question.kind === 'treat') return treat(question, reader!, tell);
  const { kind, files } = question;
  if (kind === 'inspect') return inspectFiles(question.family, files, question.hint, reader);
  if (kind === 'sets') return listSets(files);
  if (kind === 'points') return readPoints(files[0]!);
  return tryImport({ files, mapping: question.mapping, reader: reader! });
}

async function treat(
  { group, policy }: Extract<LookQuestion, { kind: 'treat' }>,
  reader: WorkspaceReader,
  tell: Tell,
): Promise<TreatedGroup> {
  // Loaded when it is asked for: no look at a file should wait for it.
  const { treatGroup } = await import('../disclosure/index.ts');
  const onProgress = seldom(progressGapMs, (share: number) => tell({ share }));
  return treatGroup(reader, group, { policy, override: null, hooks: { onProgress } });
}

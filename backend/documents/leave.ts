import { join } from 'node:path';
import type { GeographyRef, RuleQuestion, RunAsked, SaveRun } from '#contract';
import { passGate, type ExportDocument, type Passed } from '#core/disclosure';
import { writeDocument, type WrittenAs } from '#data/export';
import {
  joinForWriting,
  openForReading,
  type ExportStatement,
  type WorkspaceReader,
  type WorkspaceWriter,
} from '#data/workspace';
import type { Terms } from '../disclosure/index.ts';
import type { Exported, NamedFile } from '../jobs/index.ts';
import { describeRun, saveRunFile, settleAsked, type AreaJudge, type RunRecord } from '../runs/index.ts';
import { noteLeft } from './leaving.ts';

/** The workspace that a document is made from. */
export interface Desk {
  workspace: WorkspaceReader;
  /** null = it is read-only, and nothing is written down in it. */
  writer: WorkspaceWriter | null;
}

/** A document that may leave, with all that is known of its making. */
export interface Ready {
  document: ExportDocument;
  /** What it shows of restricted values. */
  statements: ExportStatement[];
  terms: Terms;
  /** Of its areas; null where it lists none. */
  geography: GeographyRef | null;
  /** As it was read for the document. */
  reader: WorkspaceReader;
  asked: RunAsked;
  /** The rule, or the selector of deliveries; null where there is none. */
  rule: string | null;
  /** Judges areas by another rule over the same data; null where the document is of none. */
  judge: ((question: RuleQuestion) => AreaJudge) | null;
}

/** Opens a workspace for the time that a document is made. */
export async function atDesk<Result>(
  workspacePath: string,
  { readOnly }: { readOnly: boolean },
  work: (desk: Desk) => Promise<Result>,
): Promise<Result> {
  const writer = readOnly ? null : joinForWriting(workspacePath);
  const workspace = writer ?? openForReading(workspacePath);
  try {
    return await work({ workspace, writer });
  } finally {
    workspace.close();
  }
}

/** Terms as a request has them. */
export function readTerms({ policy, override }: Terms): Pick<Terms, 'policy' | 'override'> {
  return { policy, override };
}

/** What a run file tells of a document that is ready. */
export function recordRun(passed: Passed<ExportDocument>, { asked, geography, reader }: Ready): RunRecord {
  return describeRun(passed, { asked: settleAsked(asked), geography, reader });
}

/** Writes a document through the gate, without noting that it left: the document first, then what belongs beside it. */
export async function writeReady(passed: Passed<ExportDocument>, as: WrittenAs): Promise<Exported> {
  const { names, losses } = await writeDocument(passed, as);
  return { files: names.map((name) => ({ name, path: join(as.folder, name) })), losses };
}

interface Leaving extends Desk {
  request: { format: WrittenAs['format']; fileName: string; saveRun: SaveRun };
  folder: string;
}

/** Writes a document through the gate, with its run file where one is wanted, and notes that they left. */
export async function leave(ready: Ready, { request, folder, writer }: Leaving): Promise<Exported> {
  const passed = passGate(ready.document, ready.terms.policy);
  const { fileName, saveRun } = request;
  const { files: written, losses } = await writeReady(passed, { ...request, folder });
  const record = (): RunRecord => recordRun(passed, ready);
  const files = [...written, ...saveRunFile({ saveRun, record, files: written, folder, fileName })];
  noteReady(writer, files, ready);
  return { files, losses };
}

/** Notes that the files of a document left. */
export function noteReady(writer: WorkspaceWriter | null, files: readonly NamedFile[], ready: Ready): void {
  const { document, asked, rule, terms, statements } = ready;
  const { author, title } = document;
  noteLeft(writer, files, { author, title, format: asked.request.format, rule, terms, statements });
}

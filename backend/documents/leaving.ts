import {
  getPolicy,
  PinpointError,
  treatsCounts,
  type DisclosureOverride,
  type DisclosurePolicy,
  type GeographyRef,
} from '#contract';
import type { DocumentTable, ExportDocument } from '#core/disclosure';
import type { Progress } from '#data/import';
import type { ExportStatement, WorkspaceReader, WorkspaceWriter } from '#data/workspace';
import {
  checkAgainstWhatLeft,
  listRestricted,
  listTold,
  settlePolicy,
  type ListedAreas,
  type Terms,
} from '../disclosure/index.ts';
import { hashFile } from '../files/index.ts';
import type { NamedFile } from '../jobs/index.ts';

/** Under which terms what a request asks for leaves; working them out can be followed and cancelled. */
export function settleTerms(
  { policy, override }: { policy: DisclosurePolicy | null; override: DisclosureOverride | null },
  reader: WorkspaceReader,
  progress: Progress,
): Terms {
  return {
    policy: settlePolicy(policy, reader),
    override,
    hooks: { keepGoing: () => progress.checkCancelled() },
  };
}

/** Whether what was worked out at the desk differs from what may leave, so that it has to be worked out again. */
export function changesFigures({ policy }: Terms, reader: WorkspaceReader): boolean {
  return treatsCounts(getPolicy(policy).rule) && listRestricted(reader).size > 0;
}

/** The areas that tables list, of that geography; none where it is null. */
export function listedIn(tables: readonly DocumentTable[], geography: GeographyRef | null): ListedAreas {
  const areas = tables.find((table) => table.geometry === 'areas');
  return { geography, codes: geography === null ? [] : (areas?.rows.map(({ id }) => id) ?? []) };
}

interface Checked {
  /** As it was read for the document. */
  treated: WorkspaceReader;
  workspace: WorkspaceReader;
  writer: WorkspaceWriter | null;
  terms: Terms;
  document: ExportDocument;
  /** Of its areas, kind and vintage; null where it lists none. */
  geography: string | null;
}

/**
 * Compares a document with what has left, and answers what it shows of restricted values. Throws `disclosure` where the two tell of
 * too few people, and `read_only` where it could not be written down that it left.
 */
export function checkLeaving({
  treated,
  workspace,
  writer,
  terms,
  document,
  geography,
}: Checked): ExportStatement[] {
  const shown = listTold(treated, listedIn(document.tables, geography));
  if (shown.length > 0 && writer === null)
    throw new PinpointError(
      'read_only',
      'This shows restricted figures, and it cannot be written down that they left.',
      {
        hint: 'Open a copy of the workspace that can be changed, and let them leave from there.',
      },
    );
  checkAgainstWhatLeft({ treated, workspace }, shown, terms);
  return shown;
}

/** What is written down of every file of a document. */
export interface LeftAs {
  author: string | null;
  title: string;
  format: string;
  rule: string | null;
  terms: Terms;
  statements: readonly ExportStatement[];
}

/** Writes down that files left, with what the first of them shows. */
export function noteLeft(
  writer: WorkspaceWriter | null,
  files: readonly NamedFile[],
  { terms, statements, ...entry }: LeftAs,
): void {
  for (const [at, { name, path }] of files.entries())
    writer?.recordExport({
      ...entry,
      policy: terms.policy,
      override: terms.override,
      file: name,
      sha256: hashFile(path),
      statements: at === 0 ? statements : [],
    });
}

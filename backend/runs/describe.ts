import {
  runForm,
  type GeographyRef,
  type RunAsked,
  type RunFile,
  type RunFound,
  type RunSource,
} from '#contract';
import type { DocumentTable, ExportDocument, Passed } from '#core/disclosure';
import type { ReleaseRow, WorkspaceReader } from '#data/workspace';
import { packCodes } from './code-stretches.ts';
import { hashOf } from './hash.ts';

/** What a document was made from, as far as a run file tells of it. */
export interface MadeFrom {
  /** As `settleAsked` has it. */
  asked: RunAsked;
  /** Of the areas that it lists; null where it lists none. */
  geography: GeographyRef | null;
  reader: WorkspaceReader;
}

/** A run apart from the files that came of it. */
export type RunRecord = Omit<RunFile, 'files' | 'workspace'>;

/** What is asked, without what belongs to one time only: which job measured it, when, and whether a run was saved. */
export function settleAsked(asked: RunAsked): RunAsked {
  const always = { made: null, saveRun: null };
  if (asked.kind === 'table') return { kind: 'table', request: { ...asked.request, ...always, job: null } };
  const { request } = asked;
  const coverage = request.coverage && { ...request.coverage, job: null };
  return { kind: 'list', request: { ...request, ...always, coverage } };
}

/** What a run file says of a document that has passed the gate; nothing else than that document shows. */
export function describeRun(
  { content }: Passed<ExportDocument>,
  { asked, geography, reader }: MadeFrom,
): RunRecord {
  const [main] = content.tables;
  const found: RunFound = {
    asked: hashOf(asked),
    question: asked.kind === 'list' ? asked.request.question : null,
    content: hashOf(content.tables.map(({ name, columns, rows }) => [name, columns, rows.map(readRow)])),
    facts: content.facts.map(([name, value]) => [name, value]),
    geography: geography === null ? null : { geography, codes: packCodes(reader.getAreas(geography).codes) },
    rows: describeRows(main, asked.kind),
  };
  return {
    pinpoint: runForm.name,
    version: runForm.version,
    program: content.madeBy,
    made: content.made,
    asked,
    sources: describeSources(content, reader),
    vintages: geography === null ? [] : [geography],
    found,
  };
}

const readRow = ({ id, cells }: DocumentTable['rows'][number]): unknown[] => [id, cells];

/** Of a list the outcome of each area, else a digest of what stands in its rows. */
function describeRows({ columns, rows }: DocumentTable, kind: RunAsked['kind']): Record<string, string> {
  const status = kind === 'list' ? columns.findIndex(({ key }) => key === 'status') : -1;
  if (status >= 0) return Object.fromEntries(rows.map(({ id, cells }) => [id, String(cells[status])]));
  const groups = new Map<string, unknown[]>();
  for (const { id, cells } of rows) groups.set(id, [...(groups.get(id) ?? []), cells]);
  const digestDigits = 12;
  return Object.fromEntries([...groups].map(([id, cells]) => [id, hashOf(cells).slice(0, digestDigits)]));
}

function describeSources({ releases }: ExportDocument, reader: WorkspaceReader): RunSource[] {
  const all = listRunSources(reader);
  return releases.map(({ id, sha256 }) => all.find((each) => each.id === id && each.sha256 === sha256)!);
}

/** Every release of a workspace as a run file remembers it. */
export function listRunSources(reader: WorkspaceReader): RunSource[] {
  return reader.describe().releases.map((release) => {
    const { id, kind, title, file, sha256, mapping, imported, sensitivity } = reader.getRelease(release.id);
    return { id, kind, title, file, sha256, mapping: hashOf(mapping), imported, sensitivity };
  });
}

/** Whether a release is the one that a run file remembers: the same bytes, read in the same way. */
export function isSource(source: RunSource, release: ReleaseRow): boolean {
  return source.sha256 === release.sha256 && source.mapping === hashOf(release.mapping);
}

import type { ReleaseDraft } from '#data/workspace';
import type { ImportFindings, ImportOutcome, ImportTask } from '../task.ts';

/** What only the family of an import knows of its release. */
export type FamilyDraft = Pick<ReleaseDraft, 'kind' | 'title' | 'indicators'> & Partial<ReleaseDraft>;

/** The outcome of a table's import: the family's part with what holds for every table. */
export function makeOutcome(
  task: ImportTask,
  { findings, sha256 }: { findings: ImportFindings; sha256: string },
  family: FamilyDraft,
): ImportOutcome {
  return {
    findings,
    draft: {
      file: task.files[0]?.name ?? '',
      sha256,
      publisher: task.publisher,
      licence: task.licence,
      attribution: attributionLines(task.publisher, task.licence),
      period: null,
      retrieved: null,
      rounding: 0,
      mapping: findings.mapping,
      report: findings,
      rows: findings.rows,
      ...family,
    },
  };
}

function attributionLines(publisher: string | null, licence: string | null): string[] {
  if (publisher === null && licence === null) return [];
  return [
    publisher === null
      ? `Licence: ${licence}`
      : `Source: ${publisher}${licence === null ? '' : `, licensed under ${licence}`}`,
  ];
}

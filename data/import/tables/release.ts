import type { ReleaseDraft } from '#data/workspace';
import type { ImportFindings, ImportOutcome, ImportTask } from '../task.ts';

/** What only the family of an import knows of its release. */
export type FamilyDraft = Pick<ReleaseDraft, 'kind' | 'title' | 'indicators'> & Partial<ReleaseDraft>;

/** The outcome of a table's import: the family's part with what holds for every table. */
export function makeOutcome(task: ImportTask, findings: ImportFindings, family: FamilyDraft): ImportOutcome {
  return {
    findings,
    draft: {
      file: task.files[0]?.name ?? '',
      sha256: task.sha256,
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

/**
 * The lines that go wherever the numbers go. The first line of the licence names it; further lines are printed as they
 * stand ("Contains OS data © Crown copyright and database right 2017").
 */
function attributionLines(publisher: string | null, licence: string | null): string[] {
  const [named, ...further] = (licence ?? '').split('\n').flatMap((line) => line.trim() || []);
  if (named === undefined) return publisher === null ? [] : [`Source: ${publisher}`];
  const first = publisher === null ? `Licence: ${named}` : `Source: ${publisher} licensed under ${named}`;
  return [first, ...further];
}

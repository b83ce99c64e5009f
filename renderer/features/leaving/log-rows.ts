import { exportFormatIds, findPolicy, getFormat, type LeftDocument } from '#contract';

/** One document that left, in words. */
export interface LogRow {
  key: string;
  /** "3 July 2026, 14:05". */
  when: string;
  title: string;
  file: string;
  format: string;
  policy: string;
  by: string;
  override: string;
  sha256: string;
}

const moment = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short' });

/** What is answered in a text or to another program is no file. */
function nameFormat(format: string): string {
  const known = exportFormatIds.find((id) => id === format);
  return known === undefined ? format : getFormat(known).name;
}

function rowOf(document: LeftDocument, position: number): LogRow {
  const { at, by, title, format, policy, file, sha256, override } = document;
  return {
    key: `${position} ${sha256}`,
    when: moment.format(new Date(at)),
    title: title ?? file,
    file,
    format: nameFormat(format),
    policy: policy === null ? '' : (findPolicy(policy)?.name ?? policy),
    by: by ?? '',
    override: override === null ? '' : `${override.by}: ${override.reason}`,
    sha256,
  };
}

/** What left, the newest first: those in which every word typed is found somewhere. `exports`: oldest first. */
export function listLogRows(exports: readonly LeftDocument[], typed: string): LogRow[] {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  return exports
    .map(rowOf)
    .toReversed()
    .filter(({ key: _key, ...row }) => {
      const where = Object.values(row).join(' ').toLowerCase();
      return words.every((word) => where.includes(word));
    });
}

import { importReport, type ImportReport } from '#contract';
import { makeLine } from '../answers/index.ts';
import { getClient } from './connection.ts';
import { showDialog } from './dialogs.ts';
import { attempt } from './notices.ts';

const stored = importReport.partial();

/** A report as it is kept with its release; null where the release came about otherwise than by an import. */
export function readReport(text: unknown, release: number): ImportReport | null {
  const found = stored.safeParse(text);
  if (!found.success || found.data.rows === undefined || found.data.mapping === undefined) return null;
  const none = { codes: [], areas: [], codesTotal: 0, areasTotal: 0 };
  const { rows, mapping } = found.data;
  return {
    rejects: [],
    unmatched: none,
    flags: { suppressed: 0, estimated: 0, rounded: 0 },
    markers: [],
    mended: [],
    warnings: [],
    seconds: 0,
    ...found.data,
    rows,
    mapping,
    release,
    alreadyImported: false,
  };
}

const line = makeLine();

/** Shows the report that was kept with a release; of several that are asked for, the last. */
export async function showReport({ id, title }: { id: number; title: string }): Promise<void> {
  const found = await attempt(() => line.run(() => getClient().call('release.report', { release: id })));
  if (found === undefined) return;
  showDialog({ kind: 'report', title, release: id, report: readReport(found, id), isFresh: false });
}

import { mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { getFormat, nameInFormat, type ExportFormat } from '#contract';
import type { ExportDocument, Passed } from '#core/disclosure';
import { scanFile } from './scan/scan.ts';
import { bareCsv } from './writers/csv.ts';
import { writers } from './writers/index.ts';
import type { FormatWriter } from './writers/writer.ts';

/** As what a document is written, and where. */
export interface WrittenAs {
  format: ExportFormat;
  folder: string;
  /** Without its ending. */
  fileName: string;
}

/** What was written. */
export interface Written {
  /** The document first, then what belongs beside it. */
  names: string[];
  /** What the format could not hold as it is, a sentence each. */
  losses: string[];
}

/**
 * Writes a document that has passed the gate. Formats with room for one table hold only the first. The files are read back and
 * looked through before they come to be in the folder (`scan/scan.ts`). Throws as the file system does, `output_refused` where the
 * format has no room for so much, and `internal` where a file holds anything that the document does not; then none is left.
 */
export async function writeDocument(
  document: Passed<ExportDocument>,
  { format, folder, fileName }: WrittenAs,
): Promise<Written> {
  const { beside, holds } = getFormat(format);
  const name = nameInFormat(fileName, format);
  const names = [name, ...beside.map((ending) => name + ending)];
  const losses = await writeLookedThrough(document, { folder, names, writer: writers[format], holds });
  return { names, losses };
}

/** Writes the first table of a document as CSV, and nothing beside it: for a list that stands alone. Throws as `writeDocument`. */
export async function writeTable(document: Passed<ExportDocument>, path: string): Promise<void> {
  const place = { folder: dirname(path), names: [basename(path)] };
  await writeLookedThrough(document, { ...place, writer: bareCsv, holds: ['table'] });
}

interface Place {
  folder: string;
  /** All that are written, the document first. */
  names: readonly string[];
  writer: FormatWriter;
  holds: ReturnType<typeof getFormat>['holds'];
}

/**
 * The one way by which files are made: in a hidden folder of their own, from where only what was looked through comes. Answers what
 * their format could not hold.
 */
async function writeLookedThrough(
  document: Passed<ExportDocument>,
  { folder, names, writer, holds }: Place,
): Promise<string[]> {
  const drafts = mkdtempSync(join(folder, '.pinpoint-draft-'));
  try {
    const path = join(drafts, names[0]!);
    const losses = await writer.write(document, path);
    const beside = readdirSync(drafts).filter((name) => !names.includes(name));
    await scanFile({ path, document: document.content, writer, holds, beside });
    for (const name of names) renameSync(join(drafts, name), join(folder, name));
    return losses ?? [];
  } finally {
    rmSync(drafts, { recursive: true, force: true });
  }
}

import { basename } from 'node:path';
import { PinpointError, coordinateSystems, usualCoordinateSystem, type ExportFormatRecord } from '#contract';
import {
  shorthand,
  type DocumentCell,
  type DocumentRow,
  type DocumentTable,
  type ExportDocument,
} from '#core/disclosure';
import { boundsOf } from '#core/geography';
import { isFormula } from '../formula.ts';
import type { FormatWriter } from '../writers/writer.ts';
import type { FoundCell, FoundFile, FoundTable } from './found.ts';
import { listPhrases } from './phrases.ts';
import { printable } from './printable.ts';

/** A file that was written, in what format, and the document that it was made from. */
interface Written {
  path: string;
  document: ExportDocument;
  writer: FormatWriter;
  /** What the format has room for. */
  holds: ExportFormatRecord['holds'];
  /** Files that lie beside it and should not. */
  beside: readonly string[];
}

/**
 * Reads a file back and looks through all of it: every cell must be the document's at its place, every other text one that the
 * document or the writer says, every row where it lies, and nothing may be strange. Throws `internal` with the first few things
 * that are not so, and `internal` where the file cannot be read at all.
 */
export async function scanFile({ path, document, writer, holds, beside }: Written): Promise<void> {
  const file = basename(path);
  const found = await readOrRefuse(() => writer.readBack(path, document), file);
  const tables = holds.includes('several tables') ? document.tables : [document.tables[0]];
  const leftovers = [
    ...beside.map((name) => `a file ${name} beside it`),
    ...found.strange,
    ...compareTables(tables, found, nearIn(document)),
    ...listUnknownTexts(found, document, writer.words),
  ];
  if (leftovers.length > 0) throw refuse(file, leftovers);
}

async function readOrRefuse(read: () => Promise<FoundFile> | FoundFile, file: string): Promise<FoundFile> {
  try {
    return await read();
  } catch (error) {
    throw refuse(file, [error instanceof Error ? error.message : String(error)], error);
  }
}

function refuse(file: string, leftovers: readonly string[], cause?: unknown): PinpointError {
  const told = leftovers.slice(0, 5).join('; ');
  const more = leftovers.length > 5 ? `; and ${leftovers.length - 5} more` : '';
  return new PinpointError(
    'internal',
    `“${file}” was written, read back, and is not what was to leave. It was removed.`,
    {
      file,
      found: told + more,
      expected: 'only what has passed the disclosure gate',
      hint: 'This is a fault of Pinpoint: please report it with these words. Another format may do meanwhile.',
    },
    { cause },
  );
}

function compareTables(tables: readonly DocumentTable[], file: FoundFile, near: number): string[] {
  const { tables: found } = file;
  if (found.length !== tables.length) return [`${found.length} tables instead of ${tables.length}`];
  return tables.flatMap((table, at) => compareTable(table, { found: found[at]!, file, near }));
}

/** Only the first few differences: a shifted table would give one for each cell. */
const toldOfTable = 5;

interface Compared {
  found: FoundTable;
  file: FoundFile;
  /** How far a place may be off. */
  near: number;
}

function compareTable(table: DocumentTable, { found, file, near }: Compared): string[] {
  const { name, rows } = table;
  if (found.rows.length !== rows.length)
    return [`${found.rows.length} rows in ${name} instead of ${rows.length}`];
  const wrong: string[] = [];
  for (const [at, row] of rows.entries()) {
    const column = findOtherCell(table, row, { found: found.rows[at]!, file });
    if (column !== undefined) wrong.push(`${name}, row ${at + 1}, ${column}`);
    if (found.places !== undefined && !isThere(row, found.places[at]!, near))
      wrong.push(`${name}, row ${at + 1} lies elsewhere`);
    if (wrong.length >= toldOfTable) break;
  }
  return wrong;
}

/** What is wrong with the first cell of a row that is not the document's; undefined where all are. */
function findOtherCell(
  { columns }: DocumentTable,
  { cells }: DocumentRow,
  { found, file }: { found: readonly FoundCell[]; file: FoundFile },
): string | undefined {
  if (found.length !== columns.length) return `${found.length} cells instead of ${columns.length}`;
  for (const [at, cell] of cells.entries())
    if (!isSame(found[at]!, cell, file)) return `${columns[at]!.key} holds “${found[at]}”`;
  return undefined;
}

const notApplicable = shorthand['out of reach'].mark;

function isSame(found: FoundCell, cell: DocumentCell, { blanks, cut }: FoundFile): boolean {
  if (cell === null) return found === null || found === '' || found === notApplicable;
  if (typeof cell === 'number') return isSameNumber(found, cell);
  if (found === cell) return true;
  // An empty text is nothing, and a text of digits may come back as the number.
  if (typeof found !== 'string') return cell === String(found ?? '') || (found === null && cell === '');
  if (cell === '' && found === notApplicable) return true;
  const text = printable(cut === undefined ? cell : cut(cell), blanks);
  const shown = printable(found, blanks);
  // A text that a spreadsheet would run stands behind an apostrophe where nothing else keeps it a text.
  return shown === text || (shown === `'${text}` && isFormula(text));
}

function isSameNumber(found: FoundCell, value: number): boolean {
  if (!Number.isFinite(value)) return found === null || found === shorthand.missing.mark;
  return typeof found === 'number' ? found === value : isRounded(found ?? '', value);
}

/** Whether a number written as a text is the number, to the decimals that are written. */
function isRounded(text: string, value: number): boolean {
  const bare = text.replaceAll(',', '').replace('−', '-');
  if (!/^-?\d+(\.\d+)?(e[+-]\d+)?$/.test(bare)) return false;
  const decimals = /[.](\d+)$/.exec(bare)?.[1]?.length ?? 0;
  return Number(bare) === value || Math.abs(Number(bare) - value) <= 0.500_001 * 10 ** -decimals;
}

/** Formats that write coordinates as texts round the last decimal that means something. */
function nearIn({ system = usualCoordinateSystem }: ExportDocument): number {
  return 10 ** (1 - coordinateSystems[system].decimals);
}

function isThere(
  { shape, point }: DocumentRow,
  place: NonNullable<FoundTable['places']>[number],
  near: number,
): boolean {
  const bounds = shape === undefined ? point && [...point, ...point] : boundsOf(shape);
  const isNowhere = bounds === undefined || bounds[0] === Infinity;
  if (isNowhere || place === null || place[0] === Infinity)
    return isNowhere && (place === null || place[0] === Infinity);
  return bounds.every((bound, at) => Math.abs(bound - place[at]!) <= near);
}

function listUnknownTexts(
  { texts, blanks, cut = (text) => text }: FoundFile,
  document: ExportDocument,
  words: FormatWriter['words'],
): string[] {
  const said = listPhrases(document, blanks);
  const known = new Set([...said, ...[...said].map((text) => printable(cut(text), blanks))]);
  for (const word of words) if (typeof word === 'string') known.add(printable(word, blanks));
  const patterns = words.filter((word) => word instanceof RegExp);
  const isKnown = (text: string): boolean =>
    known.has(printable(text, blanks)) || patterns.some((pattern) => pattern.test(text));
  return texts.filter(([, text]) => !isKnown(text)).map(([where, text]) => `${where} holds “${text}”`);
}

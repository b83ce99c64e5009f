import type { DocumentTable } from '#core/disclosure';
import { columnOfNames, headWithUnit } from '../head.ts';
import { printable } from '../scan/printable.ts';
import { makeShow } from '../shown.ts';
import { cellPadding, layColumns, type Strip } from './columns.ts';
import type { Paper, Structure } from './paper.ts';

const gapOfRow = 3;
const lightLine = '#c3cad2';
const darkLine = '#16202b';

interface Laid {
  paper: Paper;
  strip: Strip;
  named: number;
  tableStructure: Structure;
}

/**
 * Draws a table: heads at the top of each page, of which only the first are part of the structure; rows whole, unless one is longer
 * than a page. Columns that do not fit side by side follow in further tables, row by row the same.
 */
export function drawTable(paper: Paper, section: Structure, table: DocumentTable): void {
  const { columns, rows } = table;
  const show = makeShow(columns, rows);
  const shown = rows.map((row) => columns.map((_, at) => printable(show(row, at))));
  const heads = columns.map((column) => printable(headWithUnit(column)));
  const named = columnOfNames(columns);
  const strips = layColumns({ columns, heads, shown, room: paper.room, named }, paper.type);
  for (const strip of strips) {
    const tableStructure = paper.doc.struct('Table');
    section.add(tableStructure);
    const laid = { paper, strip, named, tableStructure };
    const bodyNeeds = paper.heightOf(2, strip.size) + gapOfRow;
    if (paper.findLeft() < headHeight(laid) + bodyNeeds) paper.turnPage();
    drawHead(laid, true);
    for (const cells of shown) drawRow(laid, cells);
    tableStructure.end();
    paper.y += 14;
  }
}

function headHeight({ paper, strip }: Laid): number {
  const lines = Math.max(...strip.columns.map(({ headLines }) => headLines.length));
  return paper.heightOf(lines, strip.size) + 2 * gapOfRow;
}

function ruleAt({ paper, strip }: Laid, y: number, look: { colour: string; width: number }): void {
  const { doc, left } = paper;
  const right = left + strip.columns.reduce((sum, { width }) => sum + width, 0);
  doc.markContent('Artifact', { type: 'Layout' });
  doc.lineWidth(look.width).strokeColor(look.colour).moveTo(left, y).lineTo(right, y).stroke();
  doc.endMarkedContent();
}

function drawHead(laid: Laid, isFirst: boolean): void {
  const { paper, strip, tableStructure } = laid;
  const height = headHeight(laid);
  const row = isFirst ? paper.doc.struct('TR') : undefined;
  if (row !== undefined) tableStructure.add(row);
  let x = paper.left;
  for (const { width, headLines, isNumber } of strip.columns) {
    const lift = height - gapOfRow - paper.heightOf(headLines.length, strip.size);
    const [from, y] = [x + cellPadding, paper.y + lift];
    const look = { x: from, y, weight: 'bold' as const, size: strip.size };
    const drawIt = (): void =>
      paper.drawLines(headLines, isNumber ? { ...look, against: width - 2 * cellPadding } : look);
    if (row === undefined) {
      paper.doc.markContent('Artifact', { type: 'Pagination' });
      drawIt();
      paper.doc.endMarkedContent();
    } else {
      const cell = paper.doc.struct('TH', { scope: 'Column' } as object);
      row.add(cell);
      cell.add(drawIt);
      cell.end();
    }
    x += width;
  }
  row?.end();
  paper.y += height;
  ruleAt(laid, paper.y, { colour: darkLine, width: 1 });
  paper.y += 1;
}

/** The lines of a row, as many at a time as the page has room for. */
function drawRow(laid: Laid, cells: readonly string[]): void {
  const { paper, strip, named, tableStructure } = laid;
  const { size } = strip;
  const lines = strip.columns.map(({ at, width }) =>
    paper.type.breakLines(cells[at]!, { weight: 'regular', size, width: width - 2 * cellPadding }),
  );
  const most = Math.max(...lines.map(({ length }) => length));
  const isLong = paper.heightOf(most, size) + gapOfRow > paper.height - headHeight(laid);
  if (!isLong && paper.heightOf(most, size) + gapOfRow > paper.findLeft()) turn(laid);
  const row = paper.doc.struct('TR');
  tableStructure.add(row);
  const structures = strip.columns.map(({ at }) => {
    const cell = at === named ? paper.doc.struct('TH', { scope: 'Row' } as object) : paper.doc.struct('TD');
    row.add(cell);
    return cell;
  });
  for (let from = 0; from < most;) {
    const fits = Math.floor((paper.findLeft() - gapOfRow) / paper.heightOf(1, size));
    if (fits < 1) {
      turn(laid);
      continue;
    }
    drawPiece(
      laid,
      lines.map((all) => all.slice(from, from + fits)),
      structures,
    );
    from += fits;
  }
  for (const cell of structures) cell.end();
  row.end();
}

function turn(laid: Laid): void {
  laid.paper.turnPage();
  drawHead(laid, false);
}

function drawPiece(
  laid: Laid,
  lines: readonly (readonly string[])[],
  structures: readonly Structure[],
): void {
  const { paper, strip } = laid;
  let x = paper.left;
  for (const [at, { width, isNumber }] of strip.columns.entries()) {
    const look = {
      x: x + cellPadding,
      y: paper.y + gapOfRow / 2,
      weight: 'regular' as const,
      size: strip.size,
    };
    const own = lines[at]!;
    if (own.length > 0)
      structures[at]!.add(() =>
        paper.drawLines(own, isNumber ? { ...look, against: width - 2 * cellPadding } : look),
      );
    x += width;
  }
  paper.y += paper.heightOf(Math.max(...lines.map(({ length }) => length)), strip.size) + gapOfRow;
  ruleAt(laid, paper.y, { colour: lightLine, width: 0.5 });
}

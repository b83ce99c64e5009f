import type { DocumentTable } from '#core/disclosure';
import { columnOfNames, headOf } from '../head.ts';
import { escapeMarkup } from '../markup.ts';
import { printable } from '../scan/printable.ts';
import { makeShow } from '../shown.ts';

const text = (words: string): string => escapeMarkup(printable(words));
/** Texts longer than this go on in further lines; a column of shorter ones is as wide as they are. */
const shortCharacters = 28;

/**
 * A table in a region that scrolls, by keys too: with its caption, under whose id the region is known, and with a scope on every
 * head of a column or row.
 */
export function makeTableHtml({ holds, columns, rows }: DocumentTable, captionId: string): string {
  const named = columnOfNames(columns);
  const show = makeShow(columns, rows);
  const shown = rows.map((row) => columns.map((_, at) => show(row, at)));
  const classes = columns.map(({ type }, at) => {
    if (type !== 'text') return ' class="number"';
    return shown.some((cells) => cells[at]!.length > shortCharacters) ? ' class="long"' : ' class="short"';
  });
  const heads = columns.map((column, at) => {
    const unit = (column.unit ?? '') === '' ? '' : ` <span class="unit">${text(column.unit!)}</span>`;
    return `<th scope="col"${classes[at]}><span>${text(headOf(column))}</span>${unit}</th>`;
  });
  const body = shown.map((cells) => {
    const tags = cells.map((cell, at) =>
      at === named
        ? `<th scope="row"${classes[at]}>${text(cell)}</th>`
        : `<td${classes[at]}>${text(cell)}</td>`,
    );
    return `<tr>${tags.join('')}</tr>`;
  });
  return [
    `<div class="scroll" role="region" tabindex="0" aria-labelledby="${captionId}">`,
    '<table>',
    `<caption id="${captionId}">${text(holds)}</caption>`,
    `<thead><tr>${heads.join('')}</tr></thead>`,
    `<tbody>\n${body.join('\n')}\n</tbody>`,
    '</table>\n</div>',
  ].join('\n');
}

import { readFileSync } from 'node:fs';
import type { FoundCell, FoundFile, FoundText } from './found.ts';
import { readXml } from './xml.ts';

const doctype = '<!doctype html>\n';

/** What may stand on a page, and with which attributes. No script, no frame, no image, nothing that is sent or fetched. */
const known: Readonly<Record<string, readonly string[]>> = {
  html: ['lang'],
  head: [],
  meta: ['charset', 'http-equiv', 'name', 'content'],
  title: [],
  style: [],
  body: [],
  a: ['class', 'href'],
  header: [],
  nav: ['aria-label'],
  main: ['id'],
  section: ['id'],
  div: ['class', 'role', 'tabindex', 'aria-labelledby'],
  span: ['class'],
  caption: ['id'],
  th: ['scope', 'class'],
  td: ['class'],
  ...Object.fromEntries('h1 h2 h3 p ul li dl dt dd table thead tbody tr'.split(' ').map((tag) => [tag, []])),
};

/** Attributes that a person may come to read. */
const spoken = new Set(['lang', 'charset', 'content', 'aria-label']);

/** What an HTML page holds: its tables row by row, every other text, and the attributes that are read out. Tags must be closed. */
export function readHtml(path: string): FoundFile {
  const page = readFileSync(path, 'utf8');
  if (!page.startsWith(doctype)) throw new Error('The page does not begin as one.');
  const found = {
    tables: [] as { rows: FoundCell[][] }[],
    texts: [] as FoundText[],
    strange: [] as string[],
  };
  const open: string[] = [];
  let cell: string | undefined;
  readXml(page.slice(doctype.length), {
    open(tag, attributes) {
      open.push(tag);
      for (const [name, value] of attributes) {
        if (known[tag]?.includes(name) !== true) found.strange.push(`${name} of ${tag}`);
        if (spoken.has(name)) found.texts.push([`${name} of ${tag}`, value]);
        if (name === 'href' && !value.startsWith('#')) found.strange.push(`a link to ${value}`);
      }
      if (!(tag in known)) found.strange.push(`an element ${tag}`);
      if (tag === 'table') found.tables.push({ rows: [] });
      if (tag === 'tr' && open.includes('tbody')) found.tables.at(-1)!.rows.push([]);
      if (isCell(tag) && open.includes('tbody')) cell = '';
    },
    text(piece) {
      if (cell !== undefined) cell += piece;
      else if (piece.trim() !== '') found.texts.push([open.at(-1) ?? 'the page', piece]);
    },
    close(tag) {
      open.pop();
      if (!isCell(tag) || cell === undefined) return;
      found.tables.at(-1)!.rows.at(-1)!.push(cell);
      cell = undefined;
    },
  });
  return { ...found, blanks: 'kept' };
}

const isCell = (tag: string): boolean => tag === 'td' || tag === 'th';

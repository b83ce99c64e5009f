import { constantFrom, oneof, string } from 'fast-check';
import type { CoordinateSystem } from '#contract';
import type { ExportDocument } from '#core/disclosure';
import type { Shape } from '#core/geography';

interface Row {
  text: string | null;
  number?: number | string | null;
  shape?: Shape;
  point?: readonly [number, number];
}

/** A document of one table, with a text and a number in each row: what a test of one format needs, and no more. */
export function aTableDocument(rows: readonly Row[], system?: CoordinateSystem): ExportDocument {
  const arePoints = rows.some(({ point }) => point !== undefined);
  return {
    title: 'A list',
    description: 'Rule: jsa_rate < 10 & working_age > 5',
    tables: [
      {
        name: 'list',
        sheet: 'List',
        holds: 'The list',
        columns: [
          { key: 'text', title: 'A text', unit: null, type: 'text' },
          { key: 'a_long_name_of_a_number', title: 'How many', unit: 'people', type: 'number' },
        ],
        rows: rows.map(({ text, number = null, ...place }, at) => ({
          id: `E0${at}`,
          cells: [text, number],
          ...place,
        })),
        geometry: arePoints ? 'points' : 'areas',
      },
    ],
    facts: [
      ['Title', 'A list'],
      ['Rule', 'jsa_rate < 10 & working_age > 5'],
      ['Disclosure policy', 'none'],
    ],
    ...(system === undefined ? {} : { system }),
    releases: [],
    licences: [],
    made: '2026-02-03T04:05:06.000Z',
    madeBy: 'a test',
    author: null,
  };
}

/** Texts that break files: markup, ends of sections, quotes, controls, line ends, emoji, other directions, and long ones. */
export const hostileText = oneof(
  string({ unit: 'binary', maxLength: 400 }),
  string({ unit: 'grapheme', maxLength: 100 }),
  constantFrom(
    ']]>',
    '<![CDATA[',
    '<script>alert(1)</script>',
    '&amp;&lt;&#0;',
    `'"\`--;`,
    'a\0b',
    'a\u0001\u001F\u007F\uFFFEb',
    'line\r\nend\nand\tmore',
    '  blanks  ',
    '=1+1',
    '👩‍👩‍👧‍👦'.repeat(15),
    'שלום \u202Eevil\u202C',
    'ñ'.repeat(127),
    `a${'ñ'.repeat(127)}`,
    '\uD800 alone',
  ),
);

import type { DocumentTable } from '#core/disclosure';
import { printable } from '../scan/printable.ts';

const longestName = 31;

/** Names for the sheets of tables that workbooks have room for: each once, in whatever case, and none that another page has. */
export function nameSheets(tables: readonly DocumentTable[]): string[] {
  const taken = new Set(['cover', 'contents', 'notes', 'columns']);
  return tables.map(({ sheet }) => {
    const bare = printable(sheet)
      .replaceAll(/[[\]:*?/\\\n]/g, ' ')
      .replaceAll(/^'|'$/g, ' ')
      .replaceAll(/ +/g, ' ')
      .trim();
    let name = bare.slice(0, longestName).trim() || 'Table';
    for (let number = 2; taken.has(name.toLowerCase()); number += 1)
      name = `${bare.slice(0, longestName - String(number).length - 1)} ${number}`;
    taken.add(name.toLowerCase());
    return name;
  });
}

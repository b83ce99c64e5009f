import { findCodeFault, type GeographyRef, quoteText } from '#contract';
import { saysNothing } from '#data/formats/text-table';
import type { WorkspaceReader } from '#data/workspace';

/**
 * The code in a cell: trimmed, without the name that some downloads put behind it (`E01000001 : City of London 001A`) or the type
 * before it. Empty where the cell says nothing (`NA`, `-`).
 */
export function cleanCode(cell: string): string {
  const text = cell.trim();
  const [, code] = /^(?:[a-z]+\d*:)?([A-Za-z0-9]{4,12})(?: ?: .*)?$/.exec(text) ?? [];
  const found = code ?? text;
  return saysNothing(found) ? '' : found;
}

/** Why a cell of the code column holds no code, in words for its row in the report; undefined where it holds one. */
export function findCodeProblem(cell: string, column: string): string | undefined {
  const text = cell.trim();
  if (text === '') return `the code column “${column}” is blank`;
  const code = cleanCode(text);
  if (code === '') return `the code column “${column}” holds ${quoteText(text)}, which says nothing`;
  const fault = findCodeFault(code);
  return fault === undefined ? undefined : `${quoteText(code)} in the column “${column}” ${fault}`;
}

/** How many of some codes a geography of the workspace knows. */
export interface CodeMatch {
  geography: GeographyRef;
  matched: number;
}

/** The geographies of the workspace that know some of the codes, those with most matches first. */
export function matchGeographies(codes: Iterable<string>, reader: WorkspaceReader): CodeMatch[] {
  const wanted = [...codes];
  return reader
    .describe()
    .geographies.map(({ geography, vintage }) => {
      const ref: GeographyRef = `${geography}:${vintage}`;
      const { indexOf } = reader.getAreas(ref);
      return { geography: ref, matched: wanted.filter((code) => indexOf.has(code)).length };
    })
    .filter(({ matched }) => matched > 0)
    .toSorted((a, b) => b.matched - a.matched);
}

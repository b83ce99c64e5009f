import { formatPlural } from '#contract';
import type { ExportDocument, Passed } from '#core/disclosure';
import { writeWhole } from '#data/files';
import { numberOf } from '../scan/numbered.ts';
import { readPdf } from '../scan/pdf.ts';
import type { FormatWriter } from './writer.ts';

/** Characters told of by name; of more only how many. */
const toldOf = 12;

/** What the fonts could not show, in a sentence; none where they could show all. */
function listLosses(missing: readonly string[]): string[] {
  if (missing.length === 0) return [];
  const told = missing.slice(0, toldOf).map(numberOf).join(' ');
  const more = missing.length > toldOf ? ` and ${missing.length - toldOf} more` : '';
  return [
    `${formatPlural(missing.length, 'character')} that the fonts of a PDF do not have, or that would not be seen, ${missing.length === 1 ? 'stands' : 'stand'} as ${missing.length === 1 ? 'its number' : 'their numbers'}: ${told}${more}.`,
  ];
}

/** The document as a tagged PDF on A4 across, for reading and printing. */
async function writePdf({ content }: Passed<ExportDocument>, path: string): Promise<string[]> {
  // Loaded when it is needed: nobody should wait for it before the first map.
  const { layDocument } = await import('../pdf/sections.ts');
  const paper = layDocument(content);
  writeWhole(path, await paper.finish());
  return listLosses(paper.type.listMissing());
}

export const pdf: FormatWriter = {
  write: writePdf,
  readBack: readPdf,
  words: [
    ...'en-GB Contents Notes Shorthand'.split(' '),
    'About this document',
    'What the columns mean',
    'Sources and licences',
    /^Page\s?\d+\s?of\s?\d+$/,
    /^page\s?\d+$/,
  ],
};

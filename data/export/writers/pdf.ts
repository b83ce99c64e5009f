import type { ExportDocument, Passed } from '#core/disclosure';
import { writeWhole } from '#data/files';
import { readPdf } from '../scan/pdf.ts';
import type { FormatWriter } from './writer.ts';

/** The document as a tagged PDF on A4 across, for reading and printing. */
async function writePdf({ content }: Passed<ExportDocument>, path: string): Promise<void> {
  // Loaded when it is needed: nobody should wait for it before the first map.
  const { makePaper } = await import('../pdf/paper.ts');
  const { drawDocument } = await import('../pdf/sections.ts');
  const paper = makePaper(content);
  drawDocument(paper, content);
  writeWhole(path, await paper.finish());
}

export const pdf: FormatWriter = {
  write: writePdf,
  readBack: readPdf,
  words: [
    ...'en-GB Notes Shorthand'.split(' '),
    'About this document',
    'What the columns mean',
    'Sources and licences',
    /^Page\s?\d+\s?of\s?\d+$/,
  ],
};

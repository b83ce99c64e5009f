import { refuseOtherKind, refusal, refuseWebPage } from '#data/formats/refusals';

const signatures: { bytes: number[]; kind: string; hint: string }[] = [
  {
    bytes: [0x50, 0x4b, 0x03, 0x04],
    kind: 'a spreadsheet or zip archive',
    hint: 'Open it, choose the sheet with the data and save that as CSV.',
  },
  {
    bytes: [0x53, 0x51, 0x4c, 0x69, 0x74, 0x65, 0x20],
    kind: 'a SQLite database or GeoPackage',
    hint: 'Export the table from it as CSV.',
  },
  { bytes: [0x1f, 0x8b], kind: 'a gzip inside a gzip', hint: 'Unpack it once and import the result.' },
];

/**
 * Refuses content that is plainly something other than a table of text: a web page, JSON, XML, a workbook, a PDF, a database
 * or any other binary file. `start` is the beginning of the content. Says what it looks like and what to do.
 */
export function refuseForeign(start: Uint8Array, file: string): void {
  refuseWebPage(start, file);
  refuseOtherKind(start, file);
  const known = signatures.find(({ bytes }) => bytes.every((byte, at) => start[at] === byte));
  if (known) throw refuseKind(file, known.kind, known.hint);
  const text = new TextDecoder('latin1').decode(start.subarray(0, 2048)).replace(/^[ï»¿\s]+/, '');
  if (/^(\{\s*["}]|\[\s*[[{"\d\]])/.test(text)) {
    throw refuseKind(file, 'JSON', 'Choose CSV where the source offers formats, and download it again.');
  }
  if (/^<[?!a-z]/i.test(text)) {
    throw refuseKind(
      file,
      'XML or HTML',
      'Choose CSV where the source offers formats, and download it again.',
    );
  }
}

/** Refuses content with zero bytes in it, which no text has. */
export function refuseBinary(bytes: Uint8Array, file: string): void {
  if (bytes.includes(0)) {
    throw refuseKind(file, 'a binary file', 'Check that it is the right file, and save the table as CSV.');
  }
}

function refuseKind(file: string, found: string, hint: string): Error {
  return refusal(`“${file}” is ${found}, not a table of text such as CSV.`, {
    file,
    found,
    expected: 'CSV, TSV or text with semicolons',
    hint,
  });
}

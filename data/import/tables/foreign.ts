import { refuse, refuseWebPage } from '../refusal.ts';

const signatures: { bytes: number[]; kind: string; hint: string }[] = [
  {
    bytes: [0x50, 0x4b, 0x03, 0x04],
    kind: 'a spreadsheet or zip archive',
    hint: 'Open it, choose the sheet with the data and save that as CSV.',
  },
  {
    bytes: [0xd0, 0xcf, 0x11, 0xe0],
    kind: 'an Excel workbook (.xls)',
    hint: 'Open it in Excel or LibreOffice and save the sheet with the data as CSV.',
  },
  {
    bytes: [0x25, 0x50, 0x44, 0x46],
    kind: 'a PDF document',
    hint: 'Ask the publisher for the table as CSV.',
  },
  {
    bytes: [0x53, 0x51, 0x4c, 0x69, 0x74, 0x65, 0x20],
    kind: 'a SQLite database or GeoPackage',
    hint: 'Export the table from it as CSV.',
  },
  { bytes: [0x50, 0x41, 0x52, 0x31], kind: 'a Parquet file', hint: 'Convert it to CSV.' },
  { bytes: [0x1f, 0x8b], kind: 'a gzip inside a gzip', hint: 'Unpack it once and import the result.' },
];

/**
 * Refuses content that is plainly something other than a table of text: a web page, JSON, XML, a workbook, a PDF, a database
 * or any other binary file. `start` is the beginning of the content. Says what it looks like and what to do.
 */
export function refuseForeign(start: Uint8Array, file: string): void {
  refuseWebPage(start, file);
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

/** Refuses a spreadsheet by its name, before it is opened as an archive. */
export function refuseSheet(name: string, file: string): void {
  const extension = /\.(xlsx|xlsm|xls|ods)$/i.exec(name)?.[1]?.toLowerCase();
  if (extension === undefined) return;
  const program = extension === 'ods' ? 'an OpenDocument spreadsheet' : 'an Excel workbook';
  throw refuseKind(
    file,
    `${program} (.${extension})`,
    'Open it, choose the sheet with the data and save that as CSV.',
  );
}

function refuseKind(file: string, found: string, hint: string): Error {
  return refuse(`“${file}” is ${found}, not a table of text such as CSV.`, {
    file,
    found,
    expected: 'CSV, TSV or text with semicolons',
    hint,
  });
}

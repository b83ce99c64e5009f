import { inflateSync } from 'node:zlib';

/** A value as PDF writes it: names begin with a slash, texts are kept apart from them, streams lie beside the objects. */
export type PdfValue =
  | number
  | boolean
  | null
  | string
  | PdfText
  | PdfRef
  | PdfValue[]
  | { [key: string]: PdfValue };

export class PdfText {
  readonly bytes: Buffer;

  constructor(bytes: Buffer) {
    this.bytes = bytes;
  }

  /** As UTF-16 where it begins with its mark, else as PDFDocEncoding, of which only ASCII is written. */
  toString(): string {
    if (this.bytes[0] !== 0xfe || this.bytes[1] !== 0xff) return this.bytes.toString('latin1');
    return new TextDecoder('utf-16be').decode(this.bytes.subarray(2));
  }
}

export class PdfRef {
  readonly id: number;

  constructor(id: number) {
    this.id = id;
  }
}

/** A value as a text: a name with its slash, what a text says, anything else as it would be written. */
export function sayPdf(value: PdfValue | undefined): string {
  if (typeof value === 'string') return value;
  return value instanceof PdfText ? value.toString() : JSON.stringify(value ?? null);
}

const blank = /[\s\0]/;
const delimiter = /[\s\0()<>[\]{}/%]/;
const escapes: Record<string, string> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' };

/** Cuts a text of PDF (its bytes as Latin-1) into values and operators. */
export class PdfLexer {
  at: number;
  private readonly text: string;

  constructor(text: string, at = 0) {
    this.text = text;
    this.at = at;
  }

  /** The next value, or an operator as `{ operator }`; undefined at the end. */
  next(): PdfValue | { operator: string } | undefined {
    while (blank.test(this.text[this.at] ?? 'x')) this.at += 1;
    const sign = this.text[this.at];
    if (sign === undefined) return undefined;
    if (sign === '%') throw new Error('There is a comment.');
    if (sign === '/') return this.word(1);
    if (sign === '(') return this.literal();
    if (sign === '[') return this.list();
    if (sign === '<') return this.text[this.at + 1] === '<' ? this.dictionary() : this.hexadecimal();
    return this.numberOrWord();
  }

  private word(from: number): string {
    const start = this.at;
    this.at += from;
    while (this.at < this.text.length && !delimiter.test(this.text[this.at]!)) this.at += 1;
    return this.text.slice(start, this.at);
  }

  private numberOrWord(): PdfValue | { operator: string } {
    const word = this.word(0);
    if (word === '') throw new Error(`“${this.text.slice(this.at, this.at + 10)}” is no PDF.`);
    if (/^[+-]?(\d+\.?\d*|\.\d+)$/.test(word)) return this.reference(word) ?? Number(word);
    if (word === 'true' || word === 'false') return word === 'true';
    return word === 'null' ? null : { operator: word };
  }

  private reference(word: string): PdfRef | undefined {
    if (!/^\d+$/.test(word) || !this.text.startsWith(' 0 R', this.at)) return undefined;
    this.at += 4;
    return new PdfRef(Number(word));
  }

  private literal(): PdfText {
    let depth = 1;
    let found = '';
    for (this.at += 1; depth > 0; this.at += 1) {
      const sign = this.text[this.at];
      if (sign === undefined) throw new Error('A text is not closed.');
      if (sign === '\\') {
        this.at += 1;
        found += escapes[this.text[this.at]!] ?? this.text[this.at]!;
        continue;
      }
      if (sign === '(') depth += 1;
      if (sign === ')') depth -= 1;
      if (depth > 0) found += sign;
    }
    return new PdfText(Buffer.from(found, 'latin1'));
  }

  private hexadecimal(): PdfText {
    const end = this.text.indexOf('>', this.at);
    const digits = this.text.slice(this.at + 1, end).replaceAll(/\s/g, '');
    if (end < 0 || !/^[\da-f]*$/i.test(digits)) throw new Error('A text is not closed.');
    this.at = end + 1;
    return new PdfText(Buffer.from(digits, 'hex'));
  }

  private list(): PdfValue[] {
    const values: PdfValue[] = [];
    for (this.at += 1; ;) {
      while (blank.test(this.text[this.at] ?? 'x')) this.at += 1;
      if (this.text[this.at] === ']') break;
      values.push(this.value());
    }
    this.at += 1;
    return values;
  }

  private dictionary(): { [key: string]: PdfValue } {
    const found: { [key: string]: PdfValue } = {};
    for (this.at += 2; ;) {
      while (blank.test(this.text[this.at] ?? 'x')) this.at += 1;
      if (this.text.startsWith('>>', this.at)) break;
      const key = this.value();
      if (typeof key !== 'string') throw new Error('A dictionary has no name before a value.');
      found[key.slice(1)] = this.value();
    }
    this.at += 2;
    return found;
  }

  private value(): PdfValue {
    const found = this.next();
    if (found === undefined || isOperator(found)) throw new Error('A value is missing.');
    return found;
  }
}

/** Whether what was cut is an operator and not a value. */
export function isOperator(found: PdfValue | { operator: string }): found is { operator: string } {
  return (
    typeof found === 'object' && found !== null && 'operator' in found && typeof found.operator === 'string'
  );
}

/** The objects of a PDF, by number, and what streams they have, unpacked. */
export interface PdfFile {
  trailer: { [key: string]: PdfValue };
  objects: ReadonlyMap<number, PdfValue>;
  streams: ReadonlyMap<number, Buffer>;
  /** The object itself, where it is told by a reference. */
  resolve(value: PdfValue | undefined): PdfValue | undefined;
  /** As `resolve`; empty where it is no dictionary. */
  dictionary(value: PdfValue | undefined): { [key: string]: PdfValue };
}

/**
 * Reads a PDF that was written in one go: header, objects one behind another, table, trailer. Throws where bytes belong to none
 * of these, so that nothing can lie in between, and where a number stands twice.
 */
export function readPdfFile(bytes: Buffer): PdfFile {
  const text = bytes.toString('latin1');
  const header = /^%PDF-1\.7\n%....\n/.exec(text);
  const table = text.lastIndexOf('\nxref\n') + 1;
  if (header === null || table === 0) throw new Error('It is no whole PDF 1.7.');
  const objects = new Map<number, PdfValue>();
  const streams = new Map<number, Buffer>();
  let at = header[0].length;
  while (at < table) at = readObject({ bytes, text, at, objects, streams });
  const lexer = new PdfLexer(text, text.indexOf('trailer\n', table) + 'trailer\n'.length);
  const trailer = lexer.next() as { [key: string]: PdfValue };
  if (text.slice(lexer.at) !== `\nstartxref\n${table}\n%%EOF\n`) throw new Error('It does not end as a PDF.');
  const resolve = (value: PdfValue | undefined): PdfValue | undefined =>
    value instanceof PdfRef ? objects.get(value.id) : value;
  const dictionary = (value: PdfValue | undefined): { [key: string]: PdfValue } => {
    const found = resolve(value);
    const isPlain = typeof found === 'object' && found !== null && found.constructor === Object;
    return isPlain ? (found as { [key: string]: PdfValue }) : {};
  };
  return { trailer, objects, streams, resolve, dictionary };
}

interface Place {
  bytes: Buffer;
  text: string;
  at: number;
  objects: Map<number, PdfValue>;
  streams: Map<number, Buffer>;
}

/** Answers where the next object begins. */
function readObject({ bytes, text, at, objects, streams }: Place): number {
  const head = /(\d+) 0 obj\n/y;
  head.lastIndex = at;
  const id = Number(head.exec(text)?.[1]);
  if (Number.isNaN(id) || objects.has(id)) throw new Error('There is something between its objects.');
  const lexer = new PdfLexer(text, head.lastIndex);
  const value = lexer.next();
  if (value === undefined || isOperator(value)) throw new Error(`Object ${id} has no value.`);
  objects.set(id, value);
  let end = lexer.at;
  if (text.startsWith('\nstream\n', end)) {
    const { Length: length, Filter: filter } = value as { [key: string]: PdfValue };
    const start = end + '\nstream\n'.length;
    const packed = bytes.subarray(start, start + Number(length));
    streams.set(id, filter === '/FlateDecode' ? inflateSync(packed) : packed);
    const rest = /\n*endstream/y;
    rest.lastIndex = start + Number(length);
    if (rest.exec(text) === null) throw new Error(`Object ${id} does not end.`);
    end = rest.lastIndex;
  }
  if (!text.startsWith('\nendobj\n', end)) throw new Error(`Object ${id} does not end.`);
  return end + '\nendobj\n'.length;
}

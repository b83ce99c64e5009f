import { refusal } from '#data/formats/refusals';

/** Half-open range of bytes that hold one JSON value. */
export interface Piece {
  from: number;
  to: number;
}

/**
 * Finds the values inside a large JSON text without parsing them, so that features are parsed one by one and a file of any size
 * takes the memory of its bytes and no more. Throws `input_refused` where the text is no JSON or ends too early.
 */
export class JsonText {
  private readonly bytes: Buffer;
  private readonly label: string;

  constructor(content: Buffer, label: string) {
    this.bytes = toUtf8(content);
    this.label = label;
  }

  /** Values one after another, with white space (or record separators) between them: one for ordinary JSON. */
  listRoots(): Piece[] {
    const roots: Piece[] = [];
    for (let at = this.skipSpace(0); at < this.bytes.length; at = this.skipSpace(roots.at(-1)!.to)) {
      roots.push({ from: at, to: this.endOfValue(at) });
    }
    return roots;
  }

  isObject(piece: Piece): boolean {
    return this.bytes[piece.from] === open.object;
  }

  isArray(piece: Piece): boolean {
    return this.bytes[piece.from] === open.array;
  }

  /** Members of an object by name. A name that comes twice has the last value, as everywhere in JSON. */
  listMembers(object: Piece): Map<string, Piece> {
    const members = new Map<string, Piece>();
    let at = this.skipSpace(object.from + 1);
    while (this.bytes[at] !== close.object) {
      if (this.bytes[at] !== quote) throw this.broken(at);
      const nameEnd = this.endOfString(at);
      const colon = this.skipSpace(nameEnd);
      if (this.bytes[colon] !== 0x3a) throw this.broken(colon);
      const from = this.skipSpace(colon + 1);
      const to = this.endOfValue(from);
      members.set(String(this.parse({ from: at, to: nameEnd })), { from, to });
      at = this.nextItem(to, close.object);
    }
    return members;
  }

  /** Elements of an array. */
  listElements(array: Piece): Piece[] {
    const elements: Piece[] = [];
    let from = this.skipSpace(array.from + 1);
    while (this.bytes[from] !== close.array) {
      const to = this.endOfValue(from);
      elements.push({ from, to });
      from = this.nextItem(to, close.array);
    }
    return elements;
  }

  parse(piece: Piece): unknown {
    if (piece.to - piece.from > longestText) {
      throw refusal(`“${this.label}” has a single value that is too long to read.`, {
        file: this.label,
        found: `${Math.round((piece.to - piece.from) / 2 ** 20)} MB`,
        hint: 'Convert the file to a GeoPackage and import that.',
      });
    }
    try {
      return JSON.parse(this.bytes.toString('utf8', piece.from, piece.to)) as unknown;
    } catch (error) {
      throw this.broken(piece.from, error);
    }
  }

  /** Line of a place in the text, from 1. */
  lineAt(position: number): number {
    let line = 1;
    for (
      let at = this.bytes.indexOf(newline);
      at !== -1 && at < position;
      at = this.bytes.indexOf(newline, at + 1)
    )
      line += 1;
    return line;
  }

  private nextItem(end: number, closing: number): number {
    const at = this.skipSpace(end);
    if (this.bytes[at] === closing) return at;
    if (this.bytes[at] !== comma) throw this.broken(at);
    const next = this.skipSpace(at + 1);
    if (this.bytes[next] === closing) throw this.broken(next);
    return next;
  }

  private skipSpace(from: number): number {
    let at = from;
    while (isSpace(this.bytes[at])) at += 1;
    return at;
  }

  private endOfValue(from: number): number {
    const first = this.bytes[from];
    if (first === quote) return this.endOfString(from);
    if (first === open.object || first === open.array) return this.endOfNest(from);
    let at = from;
    while (at < this.bytes.length && !isDelimiter(this.bytes[at]!)) at += 1;
    if (at === from) throw this.broken(at);
    return at;
  }

  private endOfNest(from: number): number {
    const { bytes } = this;
    let depth = 0;
    for (let at = from; at < bytes.length; at++) {
      const byte = bytes[at]!;
      if (byte === quote) at = this.endOfString(at) - 1;
      else if (byte === open.array || byte === open.object) {
        depth += 1;
        if (depth > deepestNest) throw this.tooDeep(at);
      } else if (byte === close.array || byte === close.object) {
        depth -= 1;
        if (depth === 0) return at + 1;
      }
    }
    throw this.broken(bytes.length);
  }

  private endOfString(from: number): number {
    for (let at = this.bytes.indexOf(quote, from + 1); at !== -1; at = this.bytes.indexOf(quote, at + 1)) {
      let escapes = 0;
      while (this.bytes[at - 1 - escapes] === backslash) escapes += 1;
      if (escapes % 2 === 0) return at + 1;
    }
    throw this.broken(this.bytes.length);
  }

  private tooDeep(position: number) {
    const line = this.lineAt(position);
    return refusal(`“${this.label}” is nested too deeply to be data, at line ${line}.`, {
      file: this.label,
      row: line,
      found: `more than ${deepestNest} lists and objects within one another`,
      hint: 'Check that it is the right file, or fetch it again.',
    });
  }

  private broken(position: number, cause?: unknown) {
    if (position >= this.bytes.length) {
      return refusal(`“${this.label}” ends in the middle of its data.`, {
        file: this.label,
        found: `${this.bytes.length.toLocaleString('en-GB')} bytes`,
        hint: 'The download is incomplete: fetch the file again.',
      });
    }
    const line = this.lineAt(position);
    return refusal(
      `“${this.label}” is not valid JSON at line ${line}.`,
      {
        file: this.label,
        row: line,
        found: this.bytes.toString('utf8', position, position + 40).replace(/\s+/g, ' '),
        expected: 'JSON',
        hint: 'Fetch the file again, or save it anew with the program that made it.',
      },
      cause,
    );
  }
}

const open = { object: 0x7b, array: 0x5b } as const;
const close = { object: 0x7d, array: 0x5d } as const;
const quote = 0x22;
const backslash = 0x5c;
const comma = 0x2c;
const newline = 0x0a;
/** Of one feature, or of a whole topology: parsed it takes ten times as much, and V8 ends a process that cannot have it. */
const longestText = 128 * 2 ** 20;
/** Ten times what a collection in a collection of geometries needs. */
const deepestNest = 200;

/** JSON's white space, and the separator of RFC 8142 sequences. */
function isSpace(byte: number | undefined): boolean {
  return byte === 0x20 || byte === newline || byte === 0x0d || byte === 0x09 || byte === 0x1e;
}

function isDelimiter(byte: number): boolean {
  return isSpace(byte) || byte === comma || byte === close.object || byte === close.array || byte === 0x3a;
}

function toUtf8(content: Buffer): Buffer {
  if (content[0] === 0xef && content[1] === 0xbb && content[2] === 0xbf) return content.subarray(3);
  if (content[0] === 0xff && content[1] === 0xfe) return Buffer.from(content.toString('utf16le', 2), 'utf8');
  if (content[0] === 0xfe && content[1] === 0xff) {
    const even = content.subarray(2, content.length - (content.length % 2));
    return Buffer.from(Buffer.from(even).swap16().toString('utf16le'), 'utf8');
  }
  return content;
}

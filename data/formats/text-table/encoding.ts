import { isUtf8 } from 'node:buffer';

/** Encodings a text table may come in. Anything that is not valid Unicode is taken for Windows-1252, which British offices write. */
export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';

/**
 * The encoding that the first bytes of a file give away: a byte order mark, or every other byte being zero.
 * Undefined where only the whole content can tell UTF-8 from Windows-1252.
 */
export function findWideEncoding(start: Uint8Array): Encoding | undefined {
  const [a, b] = start;
  if (a === 0xff && b === 0xfe) return 'utf-16le';
  if (a === 0xfe && b === 0xff) return 'utf-16be';
  const zeros = countZeros(start.subarray(0, 1024));
  const enough = Math.min(start.length, 1024) * 0.3;
  if (zeros.odd > enough && zeros.even === 0) return 'utf-16le';
  if (zeros.even > enough && zeros.odd === 0) return 'utf-16be';
  return undefined;
}

function countZeros(bytes: Uint8Array): { even: number; odd: number } {
  const zeros = { even: 0, odd: 0 };
  for (let at = 0; at < bytes.length; at++) {
    if (bytes[at] === 0) zeros[at % 2 === 0 ? 'even' : 'odd']++;
  }
  return zeros;
}

/** Tells whether bytes that come in pieces are valid UTF-8 as a whole. */
export interface Utf8Check {
  add(bytes: Uint8Array): void;
  /** True while everything so far is valid; after `end` also false for a character cut off at the very end. */
  valid(): boolean;
  end(): void;
}

/** A check of bytes that come in pieces, before the first of them. */
export function createUtf8Check(): Utf8Check {
  let valid = true;
  let rest = new Uint8Array(0);
  return {
    add(bytes) {
      if (!valid) return;
      const joined = rest.length > 0 ? Buffer.concat([rest, bytes]) : bytes;
      const whole = joined.length - unfinishedBytes(joined);
      valid = isUtf8(joined.subarray(0, whole));
      rest = Uint8Array.from(joined.subarray(whole));
    },
    valid: () => valid,
    end() {
      if (rest.length > 0) valid = false;
    },
  };
}

/** Bytes at the end that begin a character which is not complete. */
function unfinishedBytes(bytes: Uint8Array): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back]!;
    if (byte < 0x80) return 0;
    if (byte >= 0xc0) return back < (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2) ? back : 0;
  }
  return 0;
}

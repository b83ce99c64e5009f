import { refuse } from './refusal.ts';

/** What a file begins with that is certainly none of the kinds that are imported. `at` counts bytes from the beginning. */
const kinds: readonly { at?: number; bytes: readonly number[]; kind: string }[] = [
  { bytes: [0x25, 0x50, 0x44, 0x46, 0x2d], kind: 'a PDF document' },
  { bytes: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a], kind: 'a picture (PNG)' },
  { bytes: [0xff, 0xd8, 0xff], kind: 'a picture (JPEG)' },
  { bytes: [0x47, 0x49, 0x46, 0x38], kind: 'a picture (GIF)' },
  { bytes: [0x49, 0x49, 0x2a, 0x00], kind: 'a picture (TIFF)' },
  { bytes: [0x4d, 0x4d, 0x00, 0x2a], kind: 'a picture (TIFF)' },
  { bytes: [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00], kind: 'an archive of another kind (xz)' },
  { bytes: [0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c], kind: 'an archive of another kind (7z)' },
  { bytes: [0x52, 0x61, 0x72, 0x21, 0x1a, 0x07], kind: 'an archive of another kind (RAR)' },
  { bytes: [0x28, 0xb5, 0x2f, 0xfd], kind: 'an archive of another kind (zstd)' },
  { at: 257, bytes: [0x75, 0x73, 0x74, 0x61, 0x72], kind: 'an archive of another kind (tar)' },
  { bytes: [0x7f, 0x45, 0x4c, 0x46], kind: 'a program' },
  { bytes: [0x4d, 0x5a, 0x90, 0x00], kind: 'a program' },
];

/** As many zeros at the beginning as no format has: what a broken-off download or a damaged disk leaves. */
const manyZeros = 512;

/**
 * Refuses by its first bytes a file that is of no kind that is ever imported: a picture, a document, an archive of another kind, or
 * nothing but zeros. A kilobyte is plenty, so a gigabyte of it is refused at once.
 */
export function refuseOtherKind(start: Uint8Array, name: string): void {
  const isEmpty = start.length >= manyZeros && start.subarray(0, manyZeros).every((byte) => byte === 0);
  const known = kinds.find(({ at = 0, bytes }) => bytes.every((byte, index) => start[at + index] === byte));
  if (!isEmpty && known === undefined) return;
  const kind = isEmpty ? 'nothing but zeros at its beginning' : known!.kind;
  throw refuse(isEmpty ? `“${name}” begins with nothing but zeros.` : `“${name}” is ${kind}, not data.`, {
    file: name,
    found: kind,
    expected: 'a table (CSV), boundaries or points (GeoPackage, GeoJSON, Shapefile), or a zip of these',
    hint: isEmpty
      ? 'The download broke off or the disk is damaged: fetch the file again.'
      : 'Check that it is the right file; unpack an archive of another kind first.',
  });
}

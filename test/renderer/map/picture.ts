import { inflateSync } from 'node:zlib';
import { hexFromRgb } from '../../../renderer/map/colour.ts';

/** A picture as its pixels. */
export interface Picture {
  width: number;
  height: number;
  /** `#rrggbb` at a place, rounded to the nearest px. */
  colourAt: (x: number, y: number) => string;
  /** How many px have each colour, `#rrggbb`, in the whole or in a part of it, which is given in px. */
  countColours: (part?: Part) => Map<string, number>;
}

/** Of a picture: `right` and `bottom` are the first px outside it. */
export interface Part {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** Reads a PNG as browsers take them of a page: 8 bits, RGB or RGBA, not interlaced. Throws on any other. */
export function readPng(file: Buffer): Picture {
  const [width, height] = [file.readUInt32BE(16), file.readUInt32BE(20)];
  const channels = { 2: 3, 6: 4 }[file[25]!];
  if (file[24] !== 8 || channels === undefined || file[28] !== 0) throw new TypeError('Not a plain PNG');
  const pixels = unfilter(inflateSync(Buffer.concat(dataChunks(file))), width * channels, channels);
  const colourAt = (x: number, y: number) => {
    const at = (Math.round(y) * width + Math.round(x)) * channels;
    return hexFromRgb([pixels[at]!, pixels[at + 1]!, pixels[at + 2]!]);
  };
  const countColours = (part: Part = { left: 0, top: 0, right: width, bottom: height }) => {
    const counts = new Map<number, number>();
    for (let y = Math.ceil(part.top); y < part.bottom; y += 1)
      for (let x = Math.ceil(part.left); x < part.right; x += 1) {
        const at = (y * width + x) * channels;
        const packed = pixels[at]! * 0x1_00_00 + pixels[at + 1]! * 0x1_00 + pixels[at + 2]!;
        counts.set(packed, (counts.get(packed) ?? 0) + 1);
      }
    // Many px have the same colour: each is written once.
    return new Map([...counts].map(([packed, count]) => [`#${packed.toString(16).padStart(6, '0')}`, count]));
  };
  return { width, height, colourAt, countColours };
}

function dataChunks(file: Buffer): Buffer[] {
  const chunks: Buffer[] = [];
  for (let at = 8; at < file.length; at += file.readUInt32BE(at) + 12) {
    const length = file.readUInt32BE(at);
    if (file.toString('latin1', at + 4, at + 8) === 'IDAT')
      chunks.push(file.subarray(at + 8, at + 8 + length));
  }
  return chunks;
}

/** Undoes the filter of each row. Source: PNG specification, third edition, section 9. */
function unfilter(rows: Buffer, rowBytes: number, channels: number): Uint8Array {
  const height = rows.length / (rowBytes + 1);
  const pixels = new Uint8Array(rowBytes * height);
  for (let row = 0; row < height; row += 1) {
    const filter = rows[row * (rowBytes + 1)]!;
    for (let at = 0; at < rowBytes; at += 1) {
      const here = row * rowBytes + at;
      const left = at < channels ? 0 : pixels[here - channels]!;
      const up = row === 0 ? 0 : pixels[here - rowBytes]!;
      const corner = at < channels || row === 0 ? 0 : pixels[here - rowBytes - channels]!;
      pixels[here] = rows[row * (rowBytes + 1) + 1 + at]! + predicted(filter, { left, up, corner });
    }
  }
  return pixels;
}

function predicted(
  filter: number,
  { left, up, corner }: { left: number; up: number; corner: number },
): number {
  if (filter === 1) return left;
  if (filter === 2) return up;
  if (filter === 3) return (left + up) >> 1;
  return filter === 4 ? paeth(left, up, corner) : 0;
}

function paeth(left: number, up: number, corner: number): number {
  const guess = left + up - corner;
  const [toLeft, toUp, toCorner] = [left, up, corner].map((value) => Math.abs(guess - value));
  if (toLeft! <= toUp! && toLeft! <= toCorner!) return left;
  return toUp! <= toCorner! ? up : corner;
}

import fc from 'fast-check';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { createRowCutter } from '../../../../data/formats/gtfs/rows.ts';

interface Cut {
  rows: string[][];
  misfits: number[];
}

/** Cuts bytes that come in pieces of the given lengths, over and over. */
function cut(bytes: Uint8Array, lengths: readonly number[] = [1 << 20]): Cut {
  const result: Cut = { rows: [], misfits: [] };
  const cutter = createRowCutter('test.txt', {
    cells({ bytes: piece, starts, ends, count }) {
      const cells = Array.from({ length: count }, (_, cell) => piece.slice(starts[cell], ends[cell]));
      result.rows.push(cells.map((cell) => new TextDecoder().decode(cell)));
    },
    misfit: (row) => void result.misfits.push(row),
  });
  for (let at = 0, turn = 0; at < bytes.length; turn++) {
    const length = lengths[turn % lengths.length]!;
    cutter.add(bytes.slice(at, at + length));
    at += length;
  }
  cutter.end();
  return result;
}

const bytesOf = (text: string) => new TextEncoder().encode(text);
const cutText = (text: string) => cut(bytesOf(text)).rows;

describe('rows of a file of a feed', () => {
  it('end in LF, CR LF or CR, the last one in nothing', () => {
    for (const end of ['\n', '\r\n', '\r']) {
      expect(cutText(['a,b', '1,2', '3,4'].join(end))).toEqual([
        ['a', 'b'],
        ['1', '2'],
        ['3', '4'],
      ]);
    }
  });

  it('lose the byte order mark, blank lines and the blanks around cells', () => {
    expect(cutText('\uFEFFa, b\n\n  x\t,  "y" \n')).toEqual([
      ['a', 'b'],
      ['x', 'y'],
    ]);
  });

  it('keep commas, line ends and doubled quotation marks of quoted cells', () => {
    expect(cutText('"Bus ""Express"", north","two\nlines"\n')).toEqual([
      ['Bus "Express", north', 'two\nlines'],
    ]);
  });

  it('with a stray quotation mark are set aside alone', () => {
    expect(cut(bytesOf('a,b\n"x,1\ny,2\n"z" 3,4\nw,5\n'))).toEqual({
      rows: [
        ['a', 'b'],
        ['y', '2'],
        ['w', '5'],
      ],
      misfits: [2, 4],
    });
  });

  it('of a quotation mark that is never closed lose one line, not the rest of the file', () => {
    const { rows, misfits } = cut(bytesOf(`a\n"x\n${'y\n'.repeat(50_000)}`), [1000]);
    expect(rows).toHaveLength(50_001);
    expect(misfits).toEqual([2]);
  });

  it('a megabyte long are refused', () => {
    const endless = new Uint8Array(3 << 20).fill(65);
    expect(() => cut(endless)).toThrowError('Line 1 of “test.txt” is longer than any row of a timetable.');
  });

  const cell = fc
    .string({ unit: fc.constantFrom('a', 'é', '7', ',', '"', '\n', ' ', ';', '€'), maxLength: 6 })
    .map((text) => text.trim());
  const table = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 12 });

  it('are what Papa Parse reads, in whatever pieces the file comes', () => {
    const lengths = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(
        table,
        lengths,
        fc.constantFrom('\n', '\r\n'),
        fc.boolean(),
        (rows, pieces, newline, quotes) => {
          const text = Papa.unparse(rows, { newline, quotes });
          const expected = Papa.parse<string[]>(text, { newline, delimiter: ',', skipEmptyLines: true }).data;
          expect(cut(bytesOf(text), pieces).rows).toEqual(expected);
        },
      ),
      { numRuns: 500 },
    );
  });
});

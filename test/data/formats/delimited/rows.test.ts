import fc from 'fast-check';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { createRowCutter, createTextReader, type RowStyle } from '#data/formats/delimited';

interface Cut {
  rows: string[][];
  misfits: number[];
}

const style: RowStyle = {
  delimiter: ',',
  lineEnd: 'any',
  reading: 'strict',
  longestRow: 1 << 20,
  refuse: (row) => new Error(`row ${row} is refused`),
};
const lenient: Partial<RowStyle> = { lineEnd: '\n', reading: 'lenient' };

/** Cuts bytes that come in pieces of the given lengths, over and over. */
function cut(
  bytes: Uint8Array,
  lengths: readonly number[] = [1 << 20],
  differing: Partial<RowStyle> = {},
): Cut {
  const result: Cut = { rows: [], misfits: [] };
  const readTexts = createTextReader();
  const cutter = createRowCutter(
    { ...style, ...differing },
    {
      cells: (cells) => void result.rows.push(readTexts(cells)),
      misfit: (row) => void result.misfits.push(row),
    },
  );
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

describe('rows read strictly, as of a timetable', () => {
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
    expect(() => cut(endless)).toThrowError('row 1 is refused');
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

describe('rows read leniently, as of a table', () => {
  const read = (text: string, differing: Partial<RowStyle> = {}, lengths?: readonly number[]) =>
    cut(bytesOf(text), lengths, { ...lenient, ...differing }).rows;

  it('keep blanks around cells, blank lines and a CR that ends no line', () => {
    expect(read(' a\t, b \n\n1\r2,3\r\n')).toEqual([[' a\t', ' b '], [''], ['1\r2', '3']]);
  });

  it('end in CR alone where the file has no LF', () => {
    expect(read('a,b\r1,"2\r3"\r', { lineEnd: '\r' })).toEqual([
      ['a', 'b'],
      ['1', '2\r3'],
    ]);
  });

  it('have cells parted by whatever the table is written with', () => {
    for (const delimiter of [';', '\t', '|'])
      expect(read(`a${delimiter}1,5\n`, { delimiter })).toEqual([['a', '1,5']]);
  });

  it('take text behind a closing quotation mark into the cell, in whatever pieces it comes', () => {
    for (const length of [1, 2, 3, 100])
      expect(read('"St ""Ann"""s,"x" y\r\n"é",2\n', {}, [length])).toEqual([
        ['St "Ann"s', 'x y'],
        ['é', '2'],
      ]);
  });

  it('are refused where a quotation mark is never closed', () => {
    expect(() => read('a\n"x,1\ny,2\n')).toThrowError('row 2 is refused');
  });

  it('may have thousands of cells', () => {
    const wide = Array.from({ length: 5000 }, (_, at) => String(at));
    expect(read(`${wide.join(',')}\n`)).toEqual([wide]);
  });
});

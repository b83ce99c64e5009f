import { afterAll, describe, expect, it } from 'vitest';
import { makeBench, observations } from '../../import/tables/build.ts';

const bench = makeBench();
afterAll(() => bench.clear());

/** Imports cells one row each and says for each what it was taken for. */
async function readCells(cells: readonly string[]): Promise<Record<string, number | string>> {
  const codes = cells.map((_, at) => `E0100${1000 + at}`);
  const writer = bench.workspace({ 'lsoa:2011': ['E01009999', ...codes] });
  const rows = cells.map((cell, at) => `${codes[at]},"${cell.replaceAll('"', '""')}"`);
  const file = bench.file('cells.csv', `code,value\nE01009999,1\n${rows.join('\n')}\n`);
  const { findings } = await bench.run(writer, file, observations({ kind: 'score' }));
  const column = writer.findColumn('lsoa:2011', 'claimants', 'all', '2017-09')!;
  const rejected = new Map(findings.rejects.map(({ row, reason }) => [row, reason]));
  const { indexOf } = writer.getAreas('lsoa:2011');
  return Object.fromEntries(
    cells.map((cell, at) => {
      const area = indexOf.get(codes[at]!)!;
      const flag = column.flags[area]!;
      if (rejected.has(at + 3)) return [cell, 'rejected'];
      return [cell, flag === 2 ? 'suppressed' : flag === 4 ? 'missing' : column.values[area]!];
    }),
  );
}

describe('a cell of values', () => {
  it('may be a number in any plain writing', async () => {
    const numbers = {
      '0': 0,
      '-3': -3,
      '12.5': 12.5,
      '.5': 0.5,
      '+7': 7,
      ' 8 ': 8,
      '1e3': 1000,
      '2.5E-2': 0.025,
      '29,199': 29199,
      '1,234,567.8': 1234567.8,
      '12 345': 12345,
      '3.1%': 3.1,
      '3.1 %': 3.1,
      '£28,012': 28012,
      '−4': -4,
      '15 [p]': 15,
      '16r': 16,
      '17(r)': 17,
      '18 (p)': 18,
      '19\u00A0234': 19234,
      '20\u2009234': 20234,
      "21'234": 21234,
      '22’234': 22234,
      '２３': 23,
      '\uFEFF24': 24,
      '25\u200B': 25,
      '‑26': -26,
      '£27.50': 27.5,
    };
    expect(await readCells(Object.keys(numbers))).toEqual(numbers);
  });

  it('may stand for a number that is withheld', async () => {
    const cells = [
      '*',
      '..',
      '-',
      '–',
      'c',
      'C',
      '[c]',
      '!',
      '#',
      '~',
      '[low]',
      'u',
      '<5',
      'less than 10',
      '1-4',
      '0 to 2',
      'suppressed',
    ];
    expect(new Set(Object.values(await readCells(cells)))).toEqual(new Set(['suppressed']));
  });

  it('may say that there is no number', async () => {
    const cells = ['', ' ', ':', '.', 'x', '[x]', 'z', '[z]', 'n/a', '#N/A', 'NaN', 'null'];
    expect(new Set(Object.values(await readCells(cells)))).toEqual(new Set(['missing']));
  });

  it('is never guessed at: what could be read in two ways is rejected', async () => {
    const cells = [
      '1.234,5',
      '1,5',
      '12,34',
      '1,2345',
      '(12)',
      'five',
      '0x1F',
      'Infinity',
      'inf',
      '-inf',
      '∞',
      '-1e999',
      '12²',
      '1\u001B[2J2',
      '1e999',
      '5 6',
      'E01000001',
      '#REF!',
      '12..5',
    ];
    expect(new Set(Object.values(await readCells(cells)))).toEqual(new Set(['rejected']));
  });
});

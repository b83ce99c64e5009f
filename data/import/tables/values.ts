/** What a cell of values says. */
export type CellValue =
  | { is: 'number'; value: number; estimated: boolean }
  | { is: 'suppressed' | 'missing'; marker: string }
  | { is: 'invalid'; hint: string };

/**
 * Markers that stand where a number would, and what publishers mean by them. *Suppressed*: there is a number, and it is withheld
 * because it is small, could identify someone or is too unreliable. *Missing*: there is no number for this area. Neither is zero.
 *
 * Sources: Government Statistical Service, "Using symbols and shorthand in tables" (`[c] [low] [u] [w] [x] [z]`); Nomis
 * (`*`, `#`, `!`, `~`); DWP Stat-Xplore and tabulation tool (`..` withheld, `-` nil or negligible: not printed because it is small);
 * DfE (`c`, `k`, `x`, `z`, `:`).
 */
const takenForSuppressed = [
  '*',
  '**',
  '..',
  '…',
  '-',
  '–',
  '—',
  'c',
  '[c]',
  '(c)',
  '!',
  '#',
  '~',
  '@',
  's',
  '[s]',
  'k',
  '[k]',
  '[low]',
  'low',
  'u',
  '[u]',
  'suppressed',
  'confidential',
  'disclosive',
];
const takenForMissing = [
  '',
  ':',
  '.',
  'x',
  '[x]',
  'z',
  '[z]',
  'w',
  '[w]',
  'n/a',
  '#n/a',
  'na',
  'nan',
  'null',
  'none',
  'not available',
  'not applicable',
  'no data',
  'missing',
];

const markers = new Map<string, 'suppressed' | 'missing'>([
  ...takenForSuppressed.map((marker) => [marker, 'suppressed'] as const),
  ...takenForMissing.map((marker) => [marker, 'missing'] as const),
]);

const plain = /^-?\d+(\.\d+)?$/;
const general = /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d{1,3})?$/i;
const thousands = /^[+-]?\d{1,3}(,\d{3})+(\.\d+)?$/;
const spacedThousands = /^[+-]?\d{1,3}([ \u00A0\u2009\u202F]\d{3})+(\.\d+)?$/;
/** `<5`, `less than 10`, `under 3`, `1 to 4`, `1-4`: a small number that is withheld. */
const withheldRange = /^(<|≤|less than |under |fewer than )\s?\d{1,2}$|^[0-2]\s?(-|–|to)\s?\d{1,2}$/;
const qualified = /^(.*\d%?)\s?[[(]?([bepr])[\])]?$/i;
const decimalComma = /^[+-]?\d{1,3}(\.\d{3})*,\d+$|^[+-]?\d+,\d+$/;

const cells = new Map<string, CellValue>();
const missing: CellValue = { is: 'missing', marker: 'blank' };

/**
 * Reads one cell of values: plain numbers, thousands separated by commas or spaces (`29,199`), decimals, exponents, a percent sign
 * or a pound sign, a mark behind the number (`[p]` provisional, `[r]` revised, `[b]` break, `[e]` estimated). Withheld and absent
 * values are told apart by the markers above, in any case of letters. Everything else is invalid, with a hint on what it may be.
 */
export function readValue(cell: string): CellValue {
  if (plain.test(cell)) return { is: 'number', value: Number(cell), estimated: false };
  if (cell === '') return missing;
  let known = cells.get(cell);
  if (known === undefined) {
    known = readOdd(cell);
    // Cells that are not plain numbers repeat: markers, and the same separated numbers.
    if (cells.size < 10_000) cells.set(cell, known);
  }
  return known;
}

function readOdd(cell: string): CellValue {
  const text = cell.trim().replace(/^[\u2212\u2013](?=\d)/, '-');
  const meaning = markers.get(text.toLowerCase());
  if (meaning) return { is: meaning, marker: text === '' ? 'blank' : text };
  if (withheldRange.test(text.toLowerCase())) return { is: 'suppressed', marker: text };
  const value = numberOf(text);
  if (value !== undefined) return { is: 'number', value, estimated: false };
  const [, number, mark] = qualified.exec(text) ?? [];
  const marked = number === undefined ? undefined : numberOf(number.trim());
  if (marked !== undefined) return { is: 'number', value: marked, estimated: mark!.toLowerCase() === 'e' };
  return { is: 'invalid', hint: hintFor(text) };
}

function numberOf(text: string): number | undefined {
  const bare = text.replace(/^([+-]?)£\s?/, '$1').replace(/\s?%$/, '');
  if (general.test(bare)) return finite(Number(bare));
  if (thousands.test(bare)) return finite(Number(bare.replaceAll(',', '')));
  if (spacedThousands.test(bare)) return finite(Number(bare.replace(/\s/g, '')));
  return undefined;
}

function finite(value: number): number | undefined {
  return Number.isFinite(value) ? value : undefined;
}

function hintFor(text: string): string {
  if (decimalComma.test(text)) return 'a decimal comma? Export the file with a decimal point';
  if (/^\([\d,.]+\)$/.test(text)) return 'a negative number in brackets? Write it with a minus sign';
  if (/^[#]/.test(text)) return 'an error value of a spreadsheet';
  if (/^[EWSN]\d{8}$/.test(text)) return 'an area code: is the value column the right one?';
  return 'neither a number nor a known marker for a withheld or missing value';
}

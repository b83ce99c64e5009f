import { withoutHiddenCharacters } from '#contract';

/** What a cell of values says. */
export type CellValue =
  | { is: 'number'; value: number; estimated: boolean; unit: '%' | '£' | null }
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
  'unknown',
  'not known',
  'not recorded',
  'not stated',
  'undefined',
  'n.a.',
  '(blank)',
  '<na>',
  '<null>',
  'tbc',
  'tba',
];

const markers = new Map<string, 'suppressed' | 'missing'>([
  ...takenForSuppressed.map((marker) => [marker, 'suppressed'] as const),
  ...takenForMissing.map((marker) => [marker, 'missing'] as const),
]);

const plain = /^-?\d+(\.\d+)?$/;
const general = /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d{1,3})?$/i;
const thousands = /^[+-]?\d{1,3}(,\d{3})+(\.\d+)?$/;
/** `1 234`, `1'234`: no comma, so it cannot be a decimal one either. */
const spacedThousands = /^[+-]?\d{1,3}([ '’]\d{3})+(\.\d+)?$/;
/** `<5`, `less than 10`, `under 3`, `1 to 4`, `1-4`: a small number that is withheld. */
const withheldRange = /^(<|≤|less than |under |fewer than )\s?\d{1,2}$|^[0-2]\s?(-|–|to)\s?\d{1,2}$/;
const qualified = /^(.*\d%?)\s?[[(]?([bepr])[\])]?$/i;
const decimalComma = /^[+-]?\d{1,3}(\.\d{3})*,\d+$|^[+-]?\d+,\d+$/;

/** Cells met that withhold a value or have none, of which there are few in any file. None with a value: those are the file's own. */
const withoutValue = new Map<string, CellValue>();
/** A longer text may be a part of the file that it was read from, and would keep it in memory. */
const longestKept = 12;
const missing: CellValue = { is: 'missing', marker: 'blank' };

/**
 * Reads one cell of values: plain numbers, thousands separated by commas, spaces or apostrophes (`29,199`), decimals, exponents, a
 * percent sign or a pound sign (`unit`), a mark behind the number (`[p]` provisional, `[r]` revised, `[b]` break, `[e]` estimated).
 * Spaces of every width, full-width digits, typographic minus signs and characters without width are read as what they mean.
 * Withheld and absent values are told apart by the markers above, in any case of letters. Everything else is invalid, with a hint on
 * what it may be: infinite and too large numbers, and writings with two readings (`1.234,5`, `1,5`).
 *
 * This and `readBareNumber` are the only readers of numbers in files: whatever a table holds, a guess and an import read it alike.
 */
export function readValue(cell: string): CellValue {
  if (plain.test(cell)) return { is: 'number', value: Number(cell), estimated: false, unit: null };
  if (cell === '') return missing;
  if (thousands.test(cell))
    return { is: 'number', value: Number(cell.replaceAll(',', '')), estimated: false, unit: null };
  const known = withoutValue.get(cell);
  if (known !== undefined) return known;
  const reading = readOdd(cell);
  const isKept = reading.is !== 'number' && reading.is !== 'invalid' && cell.length <= longestKept;
  if (isKept && withoutValue.size < 1000) withoutValue.set(cell, reading);
  return reading;
}

/**
 * Reads a cell that must hold a bare number, such as a coordinate: null where the cell is blank or holds a word or marker for no value
 * (`NA`, `..`), undefined where it is no number, or one with a unit or mark.
 */
export function readBareNumber(cell: string): number | null | undefined {
  const reading = readValue(cell);
  if (reading.is === 'number') return reading.unit === null && !reading.estimated ? reading.value : undefined;
  return reading.is === 'invalid' ? undefined : null;
}

/** What spreadsheets write into a cell that they could not work out. */
const spreadsheetErrors = ['#ref!', '#value!', '#name?', '#div/0!', '#null!', '#num!'];

/** What says of any cell, of text or of numbers, that it holds nothing. Single letters and words such as `low` may be a text, and a site may be called “Unknown”. */
const signsForNothing = new Set([
  ...[...markers.keys()].filter((marker) => !/^([a-z]|low|unknown)$/.test(marker)),
  ...spreadsheetErrors,
]);
/** Nothing longer is among them. */
const longestSign = Math.max(...[...signsForNothing].map((sign) => sign.length));

/**
 * Whether a cell of text says that it holds nothing: blank, `NA`, `n/a`, `-`, `..`, `#N/A`, `null`, `not available`, `[x]`. Codes,
 * names, days and postcodes of every table are asked by this.
 */
export function saysNothing(cell: string): boolean {
  const text = cell.trim();
  // Nearly every cell is a text with digits, and of signs only errors of spreadsheets have any.
  if (text.length > longestSign || (/\d/.test(text) && !text.startsWith('#'))) return false;
  return signsForNothing.has(simplify(text).toLowerCase());
}

/** The text with its own writing taken off: full-width signs, wide and narrow spaces, characters without width. */
function simplify(cell: string): string {
  return withoutHiddenCharacters(cell)
    .replace(/[\uFF01-\uFF5E]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
    .replace(/\s+/g, ' ')
    .trim();
}

function readOdd(cell: string): CellValue {
  const text = simplify(cell).replace(/^[\u2212\u2013\u2010\u2011](?=[\d.£])/, '-');
  const meaning = markers.get(text.toLowerCase());
  if (meaning) return { is: meaning, marker: text === '' ? 'blank' : text };
  if (withheldRange.test(text.toLowerCase())) return { is: 'suppressed', marker: text };
  const whole = numberOf(text);
  if (whole !== undefined) return { is: 'number', ...whole, estimated: false };
  const [, number, mark] = qualified.exec(text) ?? [];
  const marked = number === undefined ? undefined : numberOf(number.trim());
  if (marked !== undefined) return { is: 'number', ...marked, estimated: mark!.toLowerCase() === 'e' };
  return { is: 'invalid', hint: hintFor(text) };
}

function numberOf(text: string): { value: number; unit: '%' | '£' | null } | undefined {
  const bare = text.replace(/^([+-]?)£ ?/, '$1').replace(/ ?%$/, '');
  const digits = general.test(bare)
    ? bare
    : thousands.test(bare) || spacedThousands.test(bare)
      ? bare.replace(/[, '’]/g, '')
      : undefined;
  if (digits === undefined || !Number.isFinite(Number(digits))) return undefined;
  return { value: Number(digits), unit: text.endsWith('%') ? '%' : text.includes('£') ? '£' : null };
}

function hintFor(text: string): string {
  if (/^[+-]?(inf(inity)?|∞)$/i.test(text)) return 'infinite, which no value is';
  if (general.test(text)) return 'a number too large to be a value';
  if (decimalComma.test(text)) return 'a decimal comma? Export the file with a decimal point';
  if (/^\([\d,.]+\)$/.test(text)) return 'a negative number in brackets? Write it with a minus sign';
  if (/^[#]/.test(text)) return 'an error value of a spreadsheet';
  if (/^[EWSN]\d{8}$/.test(text)) return 'an area code: is the value column the right one?';
  return 'neither a number nor a known marker for a withheld or missing value';
}

/** How numbers are written on the screen: rates to one decimal, thousands with commas, nothing as a dash. */

const whole = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 0 });
const oneDecimal = new Intl.NumberFormat('en-GB', { minimumFractionDigits: 1, maximumFractionDigits: 1 });
const short = new Intl.NumberFormat('en-GB', { maximumSignificantDigits: 3, notation: 'compact' });

export const noValue = '–';

/** A count: "4,912"; a dash for NaN and null. */
export function formatWhole(value: number | null | undefined): string {
  return value === null || value === undefined || Number.isNaN(value) ? noValue : whole.format(value);
}

/** A rate or score without its unit: "13.3"; a dash for NaN and null. */
export function formatDecimal(value: number | null | undefined): string {
  return value === null || value === undefined || Number.isNaN(value) ? noValue : oneDecimal.format(value);
}

/** A share of 1 in per cent: 0.133 is "13.3 %". */
export function formatPercent(share: number | null | undefined): string {
  return share === null || share === undefined || Number.isNaN(share)
    ? noValue
    : `${oneDecimal.format(100 * share)} %`;
}

/** A number for an axis: "12", "1.5K". */
export function formatShort(value: number): string {
  return short.format(value);
}

/** A value with so many decimals; a dash for NaN and null. */
export function formatValue(value: number | null | undefined, decimals: number): string {
  if (value === null || value === undefined || Number.isNaN(value)) return noValue;
  return writerOf(decimals).format(value);
}

/** Kept, for making one takes longer than writing a thousand numbers. */
const writers = [whole, oneDecimal];

function writerOf(decimals: number): Intl.NumberFormat {
  const digits = { minimumFractionDigits: decimals, maximumFractionDigits: decimals };
  return (writers[decimals] ??= new Intl.NumberFormat('en-GB', digits));
}

/** A number on its own: whole where it is whole, else with one decimal. */
export function formatPlain(value: number): string {
  return formatValue(value, Number.isInteger(value) ? 0 : 1);
}

/** A figure of which all, some or nothing is known: where some is, it is the least that it can be. */
export function phraseKnown(known: 'all' | 'some' | 'none', figure: string): string {
  if (known === 'none') return 'not known';
  return known === 'some' ? `≥ ${figure}` : figure;
}

const kindWords: Record<string, [one: string, many: string, name: string]> = {
  oa: ['output area', 'output areas', 'Output areas'],
  lsoa: ['LSOA', 'LSOAs', 'LSOAs'],
  msoa: ['MSOA', 'MSOAs', 'MSOAs'],
  ward: ['ward', 'wards', 'Wards'],
  district: ['district', 'districts', 'Districts'],
  region: ['region', 'regions', 'Regions'],
};

/** The words for a geography such as `lsoa:2011`: one, many, and the name of the edition ("LSOAs 2011"). */
export function geographyWords(geography: string): { one: string; many: string; name: string } {
  const [kind = '', vintage = ''] = geography.split(':');
  const [one, many, name] = kindWords[kind] ?? ['area', 'areas', kind];
  return { one, many, name: `${name} ${vintage}` };
}

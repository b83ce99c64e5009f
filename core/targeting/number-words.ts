/** What follows a number in words, with the space before it. */
export interface Unit {
  one: string;
  many: string;
  /** Of what is counted one by one there are fewer, of anything else less. */
  isCounted?: boolean;
}

/** Per cent of a rate; differences of rates are in percentage points. */
export const percent: Unit = { one: ' %', many: ' %' };
export const percentagePoints: Unit = { one: ' percentage point', many: ' percentage points' };
export const kilometres: Unit = { one: ' km', many: ' km' };
export const minutesOfTravel: Unit = { one: ' minute', many: ' minutes' };

/** How much of something: "more than 30 minutes", "at least 1 site of advice and guidance". */
export interface Amount {
  text: string;
  /** Whether a verb after it is "is". */
  isOne: boolean;
}

/** How a comparison with a typed number is said where "… is above 30" is not how people say it. */
export interface AmountWords {
  unit: Unit;
  say: (amount: Amount) => string;
}

/** A number of each area in words. */
export interface NumberWords {
  /** As a noun: "Jobseeker's Allowance rate", "the percentile of Deprivation score". */
  text: string;
  /** Whether it is many, so that they are above something: "JSA claimants are". Left out: one. */
  isMany?: boolean;
  /** The unit of a number that it is compared with; left out or null: none. */
  unit?: Unit | null;
  /** Set where it is made of parts: by the loosest sign between them, or by words that a sign behind them could seem to go on with. */
  joinedBy?: 'sum' | 'product' | 'words';
  /** Left out where comparisons with it read well as they are. */
  amount?: AmountWords;
}

/** The words of a number to stand within those of a function: in parentheses where signs join it. */
export function enclosed({ text, joinedBy }: NumberWords): string {
  return joinedBy === 'sum' || joinedBy === 'product' ? `(${text})` : text;
}

/** A typed number as people write it, with all its decimals: "1,000", "0.0125". Beyond 21 digits as a rule writes it. */
export function sayNumber(value: number): string {
  const text = String(value);
  if (text.includes('e')) return text;
  return new Intl.NumberFormat('en-GB', { maximumFractionDigits: 20 }).format(text as `${number}`);
}

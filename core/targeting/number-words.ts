/** What follows a number in words, with the space before it. */
export interface Unit {
  one: string;
  many: string;
  /** Of what is counted one by one there are fewer, of anything else less. */
  isCounted?: boolean;
}

/** Of a rate. */
export const percent: Unit = { one: ' %', many: ' %' };
/** Of the difference of two rates. */
export const percentagePoints: Unit = { one: ' percentage point', many: ' percentage points' };
/** Of travel that is measured by distance. */
export const kilometres: Unit = { one: ' km', many: ' km' };
/** Of travel that is measured by time. */
export const minutesOfTravel: Unit = { one: ' minute', many: ' minutes' };

/** How much of something: "more than 30 minutes", "at least 1 site of advice and guidance". */
export interface AmountPhrase {
  text: string;
  /** Whether a verb after it is "is". */
  isOne: boolean;
}

/** How a comparison with a typed number is said where "… is above 30" is not how people say it. */
export interface AmountWords {
  unit: Unit;
  say: (amount: AmountPhrase) => string;
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

/** A typed number, not negative, as people write it, with all its decimals: "1,000", "0.0125". */
export function sayNumber(value: number): string {
  const text = `${value}` as const;
  // Smaller ones have more decimals than can be asked for.
  if (value > 0 && value < 1e-80) return text;
  return new Intl.NumberFormat('en-GB', { maximumFractionDigits: 100 }).format(text);
}

/**
 * A cut of a cohort dimension as its text in a cohort id, or null where the cell means everybody: `Total`, `All persons`,
 * `All categories: Age 16+`, `Both sexes`, blank. Words lose case and punctuation that ids cannot hold:
 * `Aged 18 to 24` → `18-24`, `Males` → `male`, `50 and over` → `50+`, `Over 12 months` → `over-12-months`.
 */
export function readCut(cell: string): string | null {
  const text = cell.trim().toLowerCase().replace(/\s+/g, ' ');
  if (isEverybody(text)) return null;
  const plain = text
    .replace(/^(aged?|ages)[: ]+(?=\d)/, '')
    .replace(/^aged? /, '')
    .replace(/(\d)\s*(?:to|–|—|-)\s*(\d)/g, '$1-$2')
    .replace(/(\d)\s*(?:\+|and over|or over|and above|plus)/g, '$1+')
    .replace(/(\d[\d+-]*) years?( old)?$/, '$1')
    .replace(/^(male|female)s$/, '$1')
    .replace(/^men$/, 'male')
    .replace(/^women$/, 'female');
  return plain.replace(/[^a-z0-9+.<>-]+/g, '-').replace(/^-+|-+$/g, '') || null;
}

function isEverybody(text: string): boolean {
  if (
    [
      '',
      'total',
      'all',
      'persons',
      'person',
      'people',
      'everyone',
      'both',
      'both sexes',
      't',
      '_t',
      'total population',
    ].includes(text)
  ) {
    return true;
  }
  return (
    /^(total|all)[ ,:(-]/.test(text) || /^all (persons|people|ages|categories|usual residents)/.test(text)
  );
}

/** A cohort dimension's name for ids: `Age group` → `age_group`. */
export function cleanDimension(name: string): string {
  return name
    .trim()
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '');
}

/** The cohort id of some cuts: sorted `dimension=value` pairs joined by commas, `all` without any. */
export function cohortId(cuts: ReadonlyMap<string, string>): string {
  if (cuts.size === 0) return 'all';
  return [...cuts]
    .map(([dimension, value]) => `${dimension}=${value}`)
    .toSorted()
    .join(',');
}

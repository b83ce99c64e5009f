import type { CountFacts } from '#core/rates';

/** One count; what a test does not say is not known. */
export function aCount(id: string, part: Partial<CountFacts> = {}): CountFacts {
  return { id, name: id, of: null, isDenominator: false, summed: null, context: '', total: null, ...part };
}

import { formatPlural, confidences, outcomeByte, type Confidence, type RuleResult } from '#contract';
import { formatWhole } from '../../ui/index.ts';

type Answer = Pick<RuleResult, 'counts' | 'outcomes' | 'confidences'>;

/** In the order in which they are told. */
const groups: readonly (readonly [words: string, confidences: readonly Confidence[]])[] = [
  ['clearly above', ['clearly above']],
  ['clearly below', ['clearly below']],
  ['certain', ['certain']],
  ['borderline', ['borderline above', 'borderline below']],
  ['of unknown certainty', ['unknown']],
];

function countIn({ outcomes, confidences: bytes }: Answer, wanted: readonly Confidence[]): number {
  let count = 0;
  for (const [area, byte] of bytes.entries()) {
    const confidence = confidences[byte];
    if (outcomes[area] === outcomeByte.in && confidence !== undefined && wanted.includes(confidence))
      count += 1;
  }
  return count;
}

/**
 * How many areas are in and how sure that is: "33 areas, 27 clearly above, 6 borderline"; "62 areas, all certain" where no
 * interval applies. Unknown areas are told where there are any.
 */
export function areasLine(answer: Answer): string {
  const { counts } = answer;
  const told = groups.flatMap(([words, wanted]) => {
    const count = countIn(answer, wanted);
    if (count === 0) return [];
    if (count < counts.in) return [`${formatWhole(count)} ${words}`];
    return [counts.in === 1 ? words : `all ${words}`];
  });
  if (counts.unknown > 0) told.push(`${formatWhole(counts.unknown)} unknown`);
  return [formatPlural(counts.in, 'area'), ...told].join(', ');
}

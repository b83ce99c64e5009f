import { agesWords, findAges, isWorkingAge, reachesBeyondWorkingAge, type Ages } from './ages.ts';

/** What is known of a count that a rate may be made of. */
export interface CountFacts {
  id: string;
  name: string;
  /** What it is said to be a share of. */
  of: string | null;
  /** True where another count is a share of it, or a rate divides by it. */
  isDenominator: boolean;
  /** The columns that were added up for it, as the mapping has them: `16-64`; null where none were. */
  summed: string | null;
  /** The ages that its cohort or the name of its file speak of; empty where nothing does. */
  context: string;
  /** Sum over the areas; null where nothing is known. */
  total: number | null;
}

type Named = Pick<CountFacts, 'id' | 'name'>;

const need =
  /claim|\bjsa\b|job ?seek|unemploy|benefit|universal credit|\buc\b|\besa\b|\bib\b|incapacity|income support|allowance|workless|out of work|\bneet\b|lone parent|inactiv|no qualif/;
const people =
  /\bpopulation\b|\bresidents?\b|\bpersons?\b|\bpeople\b|\binhabitants?\b|\bworking age\b|\bworkforce\b|\bhouseholds?\b|\badults?\b|\bmid ?-?year\b|\bmye\b/;

const wordsOf = ({ id, name }: Named): string => `${id} ${name}`.toLowerCase().replaceAll(/[_\s]+/g, ' ');

/** Whether a count is of people in need of work, who are of working age: claimants, unemployed, workless. By its names. */
export function isNeed(count: Named): boolean {
  return need.test(wordsOf(count));
}

/** Whether a count is a population that others are a part of: by its use, else by its names. */
export function isPopulation(count: Named & Pick<CountFacts, 'isDenominator'>): boolean {
  return count.isDenominator || (people.test(wordsOf(count)) && !isNeed(count));
}

/** The ages that a count is of: by the columns that were added up, else by its names, else by its context; undefined where nothing tells. */
export function agesOf({ id, name, summed, context }: CountFacts): Ages | undefined {
  return (summed === null ? undefined : findAges(summed)) ?? findAges(`${id},${name}`) ?? findAges(context);
}

/**
 * What is to be asked of a denominator, in a sentence: everybody for a count of working age makes every rate too low. Null where
 * it fits or nothing tells. A population of which nothing tells the ages is asked about where the count is of people in need.
 */
export function questionDenominator(count: CountFacts, base: CountFacts): string | null {
  const counted = agesOf(count);
  const isOfWorkingAge = counted === undefined ? isNeed(count) : isWorkingAge(counted);
  if (!isOfWorkingAge) return null;
  const ages = agesOf(base);
  const advice = `${count.id} counts people of working age, so the rate would come out too low: a denominator of ages 16–64 fits better.`;
  if (ages !== undefined)
    return reachesBeyondWorkingAge(ages)
      ? `${base.id} counts ${agesWords(ages)}${sumWords(base)}. ${advice}`
      : null;
  const isBare = /\bpopulation\b|\bpersons\b/.test(wordsOf(base)) && !isNeed(base);
  return isBare
    ? `${base.id} does not say which ages it counts, and may count everybody. If so: ${advice}`
    : null;
}

/**
 * What is to be asked of a count that is about to stand beside others, in a sentence: of its own denominator, or, where it is a
 * population, of the rates that the others would be of it. Null where nothing is. A count that is said to be a share of another
 * one than this is not asked about.
 */
export function questionBeside(count: CountFacts, others: readonly CountFacts[]): string | null {
  const base = others.find(({ id }) => id === count.of);
  if (base !== undefined) return questionDenominator(count, base);
  if (!isPopulation(count)) return null;
  const parts = others.filter((other) =>
    other.of === null ? other.id !== count.id && !isPopulation(other) : other.of === count.id,
  );
  const questions = parts.map((part) => questionDenominator(part, count));
  return questions.find((question) => question !== null) ?? null;
}

function sumWords({ summed }: CountFacts): string {
  return summed === null ? '' : ` (the columns ${summed} were added up)`;
}

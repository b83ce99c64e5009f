import type { PlacingResult } from '#contract';
import { formatCount, formatShare } from '#core/provision';
import type { Prepared } from './state.ts';

type Facts = Omit<PlacingResult, 'sentence'>;

/**
 * The name of a count inside a sentence: "Claimants of Jobseeker's Allowance" is "claimants of Jobseeker's Allowance".
 * Only a capital at the very beginning goes, and not where it belongs to an abbreviation ("JSA claimants") or to a name of
 * several words ("Universal Credit claimants"). A name of one word cannot be told from the first word of a title.
 */
export function nameInSentence(name: string): string {
  const [first = '', second = ''] = name.split(' ');
  const isName = /[\p{Lu}\d]/u.test(first.slice(1)) || /^\p{Lu}/u.test(second);
  return isName ? name : name.charAt(0).toLowerCase() + name.slice(1);
}

/** The answer in words: what is chosen, what it brings, how good that is, and what cannot be had. */
export function placingSentence(prepared: Prepared, facts: Facts): string {
  const sentences = [
    prepared.problem.goal.kind === 'all'
      ? coverAllSentence(prepared, facts)
      : mostNeedSentence(prepared, facts),
    prepared.problem.goal.kind === 'all'
      ? fewestSentence(facts)
      : proofSentence(facts, prepared.problem.words.need),
    floorSentence(prepared, facts),
    unknownSentence(facts),
  ];
  return sentences.filter((sentence) => sentence !== '').join(' ');
}

/** People are whole; need shared out over the points of areas is not. */
function people(count: number): string {
  return formatCount(Math.round(count));
}

function mostNeedSentence({ problem }: Prepared, facts: Facts): string {
  const { chosen, coveredNeed, coveredBefore, need } = facts;
  const { words } = problem;
  if (need === 0) return `There are no known ${words.need} to reach.`;
  const covered = `${people(coveredNeed)} of ${people(need)} ${words.need} (${formatShare(coveredNeed / need)}) ${words.within}`;
  if (chosen.length === 0) return `No new site adds anything: ${covered} of the sites that are there.`;
  const verb = chosen.length === 1 ? 'brings' : 'bring';
  const more =
    facts.existing.length === 0
      ? ''
      : `, ${people(coveredNeed - coveredBefore)} more than the sites that are there`;
  return `${nameSites(facts)} ${verb} ${covered}${more}${spent(problem.goal.kind, facts)}.`;
}

function spent(goal: string, { cost }: Facts): string {
  return goal === 'budget' ? `, for £${formatCount(cost)}` : '';
}

function nameSites({ chosen }: Facts): string {
  const names = chosen.slice(0, 5).map(({ id, name }) => name || id);
  const rest = chosen.length > 5 ? ` and ${chosen.length - 5} more` : '';
  return `${formatCount(chosen.length)} new ${chosen.length === 1 ? 'site' : 'sites'} (${names.join(', ')}${rest})`;
}

function proofSentence({ status, bound, gap, coveredNeed }: Facts, need: string): string {
  if (status === 'optimal') return 'No other choice brings more.';
  if (status === 'infeasible' || coveredNeed >= bound) return '';
  return `No choice can bring more than ${people(Math.ceil(bound))} ${need}: this one is within ${formatShare(gap)} of that.`;
}

function coverAllSentence({ problem }: Prepared, facts: Facts): string {
  const { chosen, infeasibleAreas } = facts;
  const areas = problem.demand.areaCount;
  const within = problem.words.within;
  const out = infeasibleAreas.length;
  const rest =
    out === 0
      ? ''
      : ` ${formatCount(out)} of ${formatCount(areas)} areas cannot be wholly covered by anything allowed.`;
  if (chosen.length === 0) return `No new site is needed, or none would help.${rest}`;
  const all = out === 0 ? `all ${formatCount(areas)} areas` : 'everything that can be reached';
  return `${nameSites(facts)} ${chosen.length === 1 ? 'brings' : 'bring'} ${all} ${within}.${rest}`;
}

function fewestSentence({ status, bound, chosen }: Facts): string {
  if (chosen.length === 0) return '';
  return status === 'optimal' ? 'No fewer will do.' : `At least ${formatCount(bound)} are needed.`;
}

function floorSentence({ problem }: Prepared, { status, districts }: Facts): string {
  const { floor, goal } = problem;
  if (floor === null || goal.kind === 'all') return '';
  const short = districts.filter(({ floorMet }) => !floorMet);
  if (short.length === 0) return `Every district has at least ${formatShare(floor)}.`;
  const hopeless = short.filter(({ best }) => best !== null && best < floor);
  const name = (list: typeof short): string =>
    list.map((one) => `${one.name || one.code} (${formatShare(one.share ?? 0)})`).join(', ');
  if (hopeless.length > 0)
    return `The floor of ${formatShare(floor)} is out of reach, whatever is chosen, in ${hopeless.map((one) => `${one.name || one.code} (${formatShare(one.best!)} at most)`).join(', ')}.`;
  return status === 'infeasible'
    ? `No choice gives every district its floor of ${formatShare(floor)}; this one leaves short ${name(short)}.`
    : `The floor of ${formatShare(floor)} is not met in ${name(short)}.`;
}

function unknownSentence({ unknownAreas }: Facts): string {
  if (unknownAreas === 0) return '';
  return unknownAreas === 1
    ? 'The need of 1 area is unknown.'
    : `The need of ${formatCount(unknownAreas)} areas is unknown.`;
}

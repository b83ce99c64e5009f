import { formatPlural, type LedgerRow } from '#contract';
import { formatWhole } from '../../ui/index.ts';
import { nameOfRow } from './columns.ts';

/** A question that filters the rows to its answer. */
export type Question = 'unserved' | 'threefold';

/** What a button says, where people travel by bus or, without a timetable, on foot. */
export function questionName(question: Question, mode: 'transit' | 'walk'): string {
  if (question === 'threefold') return 'Where do three contracts serve the same people?';
  const how = mode === 'transit' ? 'by bus' : 'on foot';
  return `Which target areas have no advice service within 30 minutes ${how}?`;
}

/** The rows that answer: nothing reaches any part of them; or three or more reach the same people. */
export function answerRows(question: Question | null, rows: readonly LedgerRow[]): LedgerRow[] {
  if (question === 'unserved') return rows.filter(({ sites }) => sites === 0);
  if (question === 'threefold') return rows.filter(({ triplicatedNeed }) => triplicatedNeed > 0);
  return [...rows];
}

export interface AnswerFacts {
  rows: readonly LedgerRow[];
  answer: readonly LedgerRow[];
  /** What the rows are: "target LSOAs", "wards". */
  things: string;
  /** What does not reach them: "advice and guidance", "service". */
  service: string;
  /** What is counted: "programmes". */
  counted: string;
  /** "within 30 minutes by public transport …" */
  within: string;
  /** "JSA claimants" */
  need: string;
}

const mostNames = 4;

function listNames(rows: readonly LedgerRow[]): string {
  const names = rows.slice(0, mostNames).map(nameOfRow).join(', ');
  return rows.length > mostNames ? `${names} and ${formatWhole(rows.length - mostNames)} more` : names;
}

const sum = (rows: readonly LedgerRow[], key: 'need' | 'triplicatedNeed' | 'unknownAreas'): number =>
  rows.reduce((total, row) => total + row[key], 0);

/** The answer to a question in a sentence. */
export function answerWords(question: Question, facts: AnswerFacts): string {
  return question === 'unserved' ? unservedWords(facts) : threefoldWords(facts);
}

/** Something reaches it, but fewer than half of those in need: a rule's `covered` does not hold there either. */
function isPartlyServed({ sites, coverage }: LedgerRow): boolean {
  return sites > 0 && coverage !== null && coverage < 0.5;
}

function unservedWords({ rows, answer, things, service, within, need }: AnswerFacts): string {
  if (answer.length === 0)
    return `None of the ${formatWhole(rows.length)} ${things} is without ${service} ${within}.`;
  const unknown = sum(answer, 'unknownAreas');
  const rest = unknown === 0 ? '' : ` The need of ${formatPlural(unknown, 'area')} of them is unknown.`;
  const byNeed = answer.toSorted((a, b) => b.need - a.need);
  const partly = rows.filter(isPartlyServed).length;
  const more = partly === 0 ? '' : ` In ${formatWhole(partly)} more, fewer than half of them are reached.`;
  return `${formatWhole(answer.length)} of ${formatWhole(rows.length)} ${things} have no ${service} ${within}, where ${formatWhole(sum(answer, 'need'))} ${need} live: ${listNames(byNeed)}.${rest}${more}`;
}

function threefoldWords({ rows, answer, things, counted, within, need }: AnswerFacts): string {
  if (answer.length === 0)
    return `In none of the ${formatWhole(rows.length)} ${things} do three ${counted} serve the same people ${within}.`;
  const most = answer.toSorted((a, b) => b.triplicatedNeed - a.triplicatedNeed);
  return `In ${formatWhole(answer.length)} of ${formatWhole(rows.length)} ${things} three or more ${counted} serve the same people ${within}: ${formatWhole(sum(answer, 'triplicatedNeed'))} of ${formatWhole(sum(rows, 'need'))} ${need}, most in ${listNames(most)}.`;
}

import type { WorkspaceDescription } from '#contract';
import { parseRule, type Expression } from '#core/targeting';

type Describe = Pick<WorkspaceDescription, 'indicators' | 'designations' | 'periods'>;

interface Speaker {
  description: Describe;
  /** The name of an area by its code; the code where nobody knows it. */
  areaName: (code: string) => string;
}

const operatorWords: Record<string, string> = {
  '<': 'is below',
  '<=': 'is at most',
  '>': 'is above',
  '>=': 'is at least',
  '=': 'is',
  '!=': 'is not',
};

const quote = (text: string): string => `“${text}”`;

function indicatorWords(node: Expression & { kind: 'indicator' }, { description }: Speaker): string {
  const name = description.indicators.find((item) => item.id === node.name)?.name ?? node.name;
  const cohort = node.cohort === 'all' ? '' : ` (${node.cohort.replaceAll('=', ' ').replaceAll(',', ', ')})`;
  const period = description.periods.find((item) => item.id === node.period)?.label ?? node.period;
  return `${name}${cohort}${period === null ? '' : ` in ${period}`}`;
}

const functionWords: Record<string, (parts: string[]) => string> = {
  rank: ([x]) => `the rank of ${x}`,
  percentile: ([x]) => `the percentile of ${x}`,
  lower: ([x]) => `the lower 95 % limit of ${x}`,
  upper: ([x]) => `the upper 95 % limit of ${x}`,
  smoothed: ([x]) => `smoothed ${x}`,
  benchmark: ([x, comparator]) => `${x} of ${comparator}`,
  change: ([x, since]) => `the change of ${x} since ${since}`,
  mean: ([x, first, last]) => `the mean of ${x} from ${first} to ${last}`,
};

function callWords(node: Expression & { kind: 'call' }, speaker: Speaker): string {
  const [first] = node.arguments;
  if (first?.kind === 'text' && node.name === 'designated')
    return `lies in ${speaker.description.designations.find((item) => item.id === first.value)?.name ?? quote(first.value)}`;
  if (first?.kind === 'text' && node.name === 'in_area') return `lies in ${speaker.areaName(first.value)}`;
  const parts = node.arguments.map((part) => words(part, speaker));
  return functionWords[node.name]?.(parts) ?? `${node.name} of ${parts.join(', ')}`;
}

function isRate(node: Expression, { description }: Speaker): boolean {
  const named = node.kind === 'call' ? node.arguments[0] : node;
  if (node.kind === 'call' && (node.name === 'rank' || node.name === 'percentile')) return false;
  if (named?.kind !== 'indicator') return false;
  return description.indicators.find((item) => item.id === named.name)?.kind === 'rate';
}

/** A number gets the unit of what it is compared with. */
function comparedWords(node: Expression, with_: Expression, speaker: Speaker): string {
  return words(node, speaker) + (node.kind === 'number' && isRate(with_, speaker) ? ' %' : '');
}

/** Counts of people are many: "JSA claimants are above 100". */
function verbFor(subject: Expression, verb: string, { description }: Speaker): string {
  const named = subject.kind === 'indicator' ? subject.name : null;
  const kind = description.indicators.find((item) => item.id === named)?.kind;
  return kind === 'count' ? verb.replace(/^is\b/, 'are') : verb;
}

function words(node: Expression, speaker: Speaker): string {
  switch (node.kind) {
    case 'number':
      return node.value.toLocaleString('en-GB');
    case 'text':
      return node.value;
    case 'indicator':
      return indicatorWords(node, speaker);
    case 'call':
      return callWords(node, speaker);
    case 'negate':
      return `minus ${words(node.operand, speaker)}`;
    case 'arithmetic':
      return `${words(node.left, speaker)} ${node.operator.replace('*', '×').replace('/', '÷')} ${words(node.right, speaker)}`;
    case 'comparison':
      return `${words(node.left, speaker)} ${verbFor(node.left, operatorWords[node.operator] ?? '', speaker)} ${comparedWords(node.right, node.left, speaker)}`;
    case 'between':
      return `${words(node.subject, speaker)} ${verbFor(node.subject, 'is between', speaker)} ${words(node.low, speaker)} and ${comparedWords(node.high, node.subject, speaker)}`;
    case 'not':
      return `it is not true that ${words(node.operand, speaker)}`;
    default:
      return node.clauses
        .map((clause) =>
          clause.kind === 'and' || clause.kind === 'or'
            ? `(${words(clause, speaker)})`
            : words(clause, speaker),
        )
        .join(node.kind === 'and' ? ' and ' : ', or ');
  }
}

/** A rule as a clause of plain English: "JSA claimant rate is above 10 %, or lies in DAF wards". The rule itself where it cannot be parsed. */
export function ruleInWords(rule: string, speaker: Speaker): string {
  try {
    return words(parseRule(rule), speaker);
  } catch {
    return rule;
  }
}

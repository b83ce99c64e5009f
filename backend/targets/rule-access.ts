import { PinpointError, travelModes, type RuleQuestion } from '#contract';
import {
  findProvisionDay,
  tokenize,
  type AccessRequest,
  type AreaTable,
  type ProvisionAccess,
  type Token,
} from '#core/targeting';
import type { AccessWant } from '../travel/index.ts';

/** Access that has been worked out, for rules to be evaluated on. */
export type AccessShelf = Map<string, ProvisionAccess | undefined>;

/** Under which a shelf keeps what a rule asks. */
export function nameWant({ geography, selector, mode, day }: AccessWant): string {
  return JSON.stringify([geography, selector, mode, day]);
}

/** What a table answers from a shelf. */
export function readShelf(
  shelf: AccessShelf,
  geography: string,
): (request: AccessRequest) => ProvisionAccess | undefined {
  return (request) => shelf.get(nameWant({ geography, ...request }));
}

/** Whether a rule or an order can ask anything of provision. Most do not, and need not wait. */
export function speaksOfProvision({ rule, order }: Pick<RuleQuestion, 'rule' | 'order'>): boolean {
  return /\b(minutes|covered|sites)\b/.test(`${rule} ${order ?? ''}`);
}

/**
 * What a question asks of provision, on the day that its period means; nothing for ordinary rules. Wrong rules and selectors
 * are for the check to tell.
 */
export function listWants(
  question: Pick<RuleQuestion, 'rule' | 'order' | 'period'>,
  table: AreaTable,
): AccessWant[] {
  if (!speaksOfProvision(question)) return [];
  const day = tryFindDay(question, table);
  if (day === undefined) return [];
  const wants = new Map<string, AccessWant>();
  const tokens = tokenize(`${question.rule} ${question.order ?? ''}`);
  tokens.forEach((_, at) => {
    const asked = readCall(tokens.slice(at, at + 6));
    if (asked === undefined) return;
    const want = { geography: table.geography, ...asked, day };
    wants.set(nameWant(want), want);
  });
  return [...wants.values()];
}

function tryFindDay(
  question: Pick<RuleQuestion, 'rule' | 'period'>,
  table: AreaTable,
): string | null | undefined {
  try {
    return findProvisionDay(question, table);
  } catch (error) {
    if (error instanceof PinpointError) return undefined;
    throw error;
  }
}

/** A call of one of the three functions at the beginning of some tokens: `minutes ( 'text' , 'text' )`. */
function readCall(tokens: Token[]): Omit<AccessRequest, 'day'> | undefined {
  const [name, open, first, , second] = tokens;
  if (open?.text !== '(' || first?.kind !== 'text') return undefined;
  const selector = unquote(first.text);
  if (name?.text === 'covered' || name?.text === 'sites') return { selector, mode: null };
  if (name?.text !== 'minutes' || second?.kind !== 'text') return undefined;
  const mode = travelModes.find((known) => known === unquote(second.text));
  return mode === undefined ? undefined : { selector, mode };
}

function unquote(text: string): string {
  const quote = text[0]!;
  return text.slice(1, -1).replaceAll(quote + quote, quote);
}

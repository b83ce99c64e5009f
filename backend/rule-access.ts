import { travelModes, type RuleQuestion, type TravelMode } from '#contract';
import { tokenize, type ProvisionAccess, type Token } from '#core/targeting';
import type { AccessWant } from './travel/index.ts';

/** Access that has been worked out, for rules to be evaluated on. */
export type AccessShelf = Map<string, ProvisionAccess | undefined>;

/** Under which a shelf keeps what a rule asks. */
export function nameWant({ geography, selector, mode }: AccessWant): string {
  return JSON.stringify([geography, selector, mode]);
}

/** What a table answers from a shelf. */
export function readShelf(
  shelf: AccessShelf,
  geography: string,
): (selector: string, mode: TravelMode | null) => ProvisionAccess | undefined {
  return (selector, mode) => shelf.get(nameWant({ geography, selector, mode }));
}

/** What a question asks of provision; nothing for ordinary rules. Wrong rules and selectors are for the check to tell. */
export function listWants({
  rule,
  order,
  geography,
}: Pick<RuleQuestion, 'rule' | 'order' | 'geography'>): AccessWant[] {
  const text = `${rule} ${order ?? ''}`;
  if (!/\b(minutes|covered|sites)\b/.test(text)) return [];
  const wants = new Map<string, AccessWant>();
  const tokens = tokenize(text);
  tokens.forEach((_, at) => {
    const want = readWant(tokens.slice(at, at + 6), geography);
    if (want !== undefined) wants.set(nameWant(want), want);
  });
  return [...wants.values()];
}

/** A call of one of the three functions at the beginning of some tokens: `minutes ( 'text' , 'text' )`. */
function readWant(tokens: Token[], geography: string): AccessWant | undefined {
  const [name, open, first, , second] = tokens;
  if (open?.text !== '(' || first?.kind !== 'text') return undefined;
  const selector = unquote(first.text);
  if (name?.text === 'covered' || name?.text === 'sites') return { geography, selector, mode: null };
  if (name?.text !== 'minutes' || second?.kind !== 'text') return undefined;
  const mode = travelModes.find((known) => known === unquote(second.text));
  return mode === undefined ? undefined : { geography, selector, mode };
}

function unquote(text: string): string {
  const quote = text[0]!;
  return text.slice(1, -1).replaceAll(quote + quote, quote);
}

import type { PinpointError, Span } from '#contract';
import { ruleError } from './errors.ts';
import { tokenize, type Token } from './tokens.ts';

/** Larger rules are refused: no person writes them, and walking their trees would exhaust the stack. */
const deepestNesting = 200;
const mostOperators = 1000;

/** The parser's place in the tokens of a text. */
export class Cursor {
  readonly #tokens: Token[];
  readonly #end: Span;
  #next = 0;
  #depth = 0;
  #operators = 0;

  constructor(text: string) {
    this.#tokens = tokenize(text);
    this.#end = { from: text.length, to: text.length };
  }

  peek(): Token | undefined {
    return this.#tokens[this.#next];
  }

  /** Takes the next token if it is one of these texts and no quoted text, cohort or wrong sign. */
  take(...texts: string[]): Token | undefined {
    const token = this.peek();
    if (token === undefined || !texts.includes(token.text)) return undefined;
    if (token.kind !== 'keyword' && token.kind !== 'operator' && token.kind !== 'punctuation')
      return undefined;
    this.#next += 1;
    return token;
  }

  takeKind(...kinds: Token['kind'][]): Token | undefined {
    const token = this.peek();
    if (token === undefined || !kinds.includes(token.kind)) return undefined;
    this.#next += 1;
    return token;
  }

  /** As `take`, but throws `invalid_rule` where something else stands there. */
  expect(text: string, expected = text): Token {
    const token = this.take(text);
    if (token === undefined) throw this.unexpected(expected);
    return token;
  }

  /** The error for whatever stands here instead of what was expected. */
  unexpected(expected: string, hint?: string): PinpointError {
    const token = this.peek();
    if (token === undefined) {
      return ruleError(`The rule ends where ${expected} should follow`, this.#end, {
        found: '',
        expected,
        hint,
      });
    }
    const advice = token.hint ?? hint;
    const details = { found: token.text, expected, hint: advice };
    return ruleError(`Found ${quote(token.text)} where ${expected} should stand`, token, details);
  }

  /** Parses one level deeper; throws `invalid_rule` before the stack is in danger. */
  nested<Node>(at: Span, parse: () => Node): Node {
    this.#depth += 1;
    if (this.#depth > deepestNesting)
      throw ruleError(`The rule is nested more than ${deepestNesting} levels deep`, at, { hint: splitHint });
    const node = parse();
    this.#depth -= 1;
    return node;
  }

  /** Counts one more + - * or /; a chain of them makes a tree as deep as the chain is long. */
  countOperator(at: Span): void {
    this.#operators += 1;
    if (this.#operators > mostOperators)
      throw ruleError(`The rule has more than ${mostOperators} sums and products`, at, { hint: splitHint });
  }
}

const splitHint = 'Split it, or define a rate for the part that repeats.';

function quote(text: string): string {
  return `“${text.length > 40 ? `${text.slice(0, 40)}…` : text}”`;
}

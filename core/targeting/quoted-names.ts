import { travelModes, type PinpointError } from '#contract';
import { suggest } from '#core/names';
import { checkSelector, listTerms, parseSelector, SelectorError } from '#core/provision';
import { ruleError } from './errors.ts';
import { functionsOf, type QuotedKind } from './functions.ts';
import { suggestPeriod } from './periods.ts';
import { walk, type Rule, type TextNode } from './syntax.ts';
import type { Vocabulary } from './table.ts';

/** What one kind of quoted name may be. `indicator` is the one that the same call names, empty where it names none. */
interface QuotedName {
  /** The names to offer while one is typed; empty where there are too many to list. */
  list(vocabulary: Vocabulary, indicator: string): string[];
  /** Throws `invalid_rule`, placed at the text, with what was expected and the nearest known name. */
  check(text: TextNode, vocabulary: Vocabulary, indicator: string): void;
}

/** The names that functions take in quotes, by their kind. One more kind of name is one more entry. */
export const quotedNames: Readonly<Record<QuotedKind, QuotedName>> = {
  designation: {
    list: ({ designations }) => [...designations],
    check: (text, { designations }) => {
      if (!designations.has(text.value))
        throw unknownName(text, `There is no designation ${text.value}`, 'designation', designations);
    },
  },
  area: {
    list: () => [],
    check: (text, vocabulary) => {
      if (!vocabulary.hasArea(text.value))
        throw unknownName(text, `There is no area with the code ${text.value}`, 'area', []);
    },
  },
  period: {
    list: ({ indicators, periods }, indicator) =>
      (indicators.get(indicator)?.periods ?? [...periods.keys()]).toReversed(),
    check: ({ value, at }, vocabulary) => {
      if (vocabulary.periods.has(value)) return;
      throw ruleError(`There is no period ${value}`, at, {
        found: value,
        expected: 'a period',
        hint: suggestPeriod(vocabulary, value, vocabulary.periods.keys()),
      });
    },
  },
  mode: {
    list: () => [...travelModes],
    check: (text) => {
      if (!travelModes.some((mode) => mode === text.value))
        throw unknownName(text, `There is no way of travelling ${text.value}`, 'mode', travelModes);
    },
  },
  selector: {
    list: ({ provision }) => (provision === undefined ? ['*'] : ['*', ...listTerms(provision)]),
    check: checkQuotedSelector,
  },
  comparator: {
    list: (vocabulary, indicator) => vocabulary.comparators(indicator),
    check: (text, vocabulary, indicator) => {
      const known = vocabulary.comparators(indicator);
      if (!known.includes(text.value))
        throw unknownName(
          text,
          `There is no benchmark of ${indicator} for ${text.value}`,
          'comparator',
          known,
        );
    },
  },
};

/**
 * The names of one kind that a rule takes in quotes, as its functions ask for them, in the order in which they are written,
 * repetitions included: of `designated('daf') or jsa_rate > 10` the one designation daf.
 */
export function listQuotedNames(
  rule: Rule,
  kind: QuotedKind,
  vocabulary: Pick<Vocabulary, 'functions'>,
): string[] {
  const functions = functionsOf(vocabulary);
  return [...walk(rule)].flatMap((node) => {
    if (node.kind !== 'call') return [];
    const parameters = functions.get(node.name)?.parameters ?? [];
    return node.arguments.flatMap((argument, position) =>
      argument.kind === 'text' && parameters[position]?.kind === kind ? argument.value : [],
    );
  });
}

function unknownName(
  { value, at }: TextNode,
  problem: string,
  kind: QuotedKind,
  names: Iterable<string>,
): PinpointError {
  return ruleError(problem, at, {
    found: value,
    expected: expectedName(kind, names),
    hint: suggest(value, names),
  });
}

/** More names than this are no help in a sentence. */
const fewNames = 8;

/** What should stand in quotes: the names that there are, where they are few; else what kind of name it is. */
export function expectedName(kind: QuotedKind, names: Iterable<string>): string {
  const known = [...names];
  if (known.length > 0 && known.length <= fewNames) return known.join(', ');
  return `${/^[aeio]/.test(kind) ? 'an' : 'a'} ${kind}`;
}

/** The error of a wrong selector is placed within the rule where its text can be: a doubled quote before it shifts it. */
function checkQuotedSelector({ value, at }: TextNode, { provision }: Vocabulary): void {
  try {
    const selector = parseSelector(value);
    if (provision !== undefined) checkSelector(selector, provision);
  } catch (error) {
    if (!(error instanceof SelectorError)) throw error;
    const { position: _, ...details } = error.details;
    const isPlain = at.to - at.from === value.length + 2;
    const place = { from: at.from + 1 + error.at.from, to: at.from + 1 + error.at.to };
    throw ruleError(error.problem, isPlain ? place : at, details);
  }
}

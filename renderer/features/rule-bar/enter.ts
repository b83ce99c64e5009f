import { checkRule, parseRule, type Completion, type Vocabulary } from '#core/targeting';

interface Typed {
  text: string;
  /** Null until the workspace is read. */
  vocabulary: Vocabulary | null;
  /** The person asked what may stand here. */
  isAskedFor: boolean;
}

/**
 * Which completion Enter takes before the arrow keys move; −1 where Enter confirms the rule: where it is whole as it
 * stands, and where nothing of a word has been typed yet. Who asks for the list wants the first.
 */
export function findTaken(items: readonly Completion[], { text, vocabulary, isAskedFor }: Typed): number {
  const [first] = items;
  if (first === undefined) return -1;
  if (isAskedFor) return 0;
  const isUntouched = first.from === first.to;
  return isUntouched || isWhole(text, vocabulary) ? -1 : 0;
}

/** Whether a text is a rule that could be answered here. */
function isWhole(text: string, vocabulary: Vocabulary | null): boolean {
  if (vocabulary === null) return false;
  try {
    checkRule(parseRule(text), vocabulary);
    return true;
  } catch {
    return false;
  }
}

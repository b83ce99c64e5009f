import { useMemo, useState } from 'react';
import { completionsAt, type Completion, type Vocabulary } from '#core/targeting';
import { useSession } from '../../state/index.ts';
import { findTaken } from './enter.ts';
import { vocabularyOf } from './vocabulary.ts';

export interface CompletionList {
  items: Completion[];
  /** Position of the one that Enter and Tab take; −1: none, Enter confirms the rule. */
  active: number;
  isOpen: boolean;
  /** Opens it beside what is typed. */
  follow: () => void;
  /** Opens it because somebody asks what may stand here. */
  ask: () => void;
  close: () => void;
  move: (change: number) => void;
}

const mostShown = 40;
const nothing: Completion[] = [];

/** A name that stands there in full already needs no completion. */
function listAt(text: string, caret: number, vocabulary: Vocabulary): Completion[] {
  const found = completionsAt(text, caret, vocabulary);
  const [only] = found;
  if (found.length === 1 && only !== undefined && only.text === text.slice(only.from, only.to))
    return nothing;
  return found.slice(0, mostShown);
}

/** What may stand at the caret. The list opens while typing or on Ctrl+Space and closes on Escape. */
export function useCompletion(text: string, caret: number): CompletionList {
  const description = useSession((state) => state.description);
  const vocabulary = useMemo(() => (description === null ? null : vocabularyOf(description)), [description]);
  const [wish, setWish] = useState<'no' | 'typing' | 'asked'>('no');
  const isWanted = wish !== 'no';
  const [chosen, setChosen] = useState({ key: '', active: 0 });
  const items = useMemo(
    () => (isWanted && vocabulary !== null ? listAt(text, caret, vocabulary) : nothing),
    [isWanted, vocabulary, text, caret],
  );
  const key = `${caret}:${text}`;
  const active =
    chosen.key === key
      ? Math.min(chosen.active, items.length - 1)
      : findTaken(items, { text, vocabulary, isAskedFor: wish === 'asked' });
  return {
    items,
    active,
    isOpen: items.length > 0,
    follow: () => setWish('typing'),
    ask: () => setWish('asked'),
    close: () => setWish('no'),
    move: (change) => {
      // Up from none is the last.
      const from = change < 0 ? Math.max(active, 0) : active;
      setChosen({ key, active: (from + change + items.length) % items.length });
    },
  };
}

import { useId, useLayoutEffect, useRef, useState, type KeyboardEvent } from 'react';
import type { Completion } from '#core/targeting';
import { saveRule, setRuleText, useRule, useSession } from '../../state/index.ts';
import { CompletionPopup } from './CompletionPopup.tsx';
import { useCalmError } from './useCalmError.ts';
import { cutPieces } from './pieces.ts';
import { useBeneath } from './useBeneath.ts';
import { useCompletion, type CompletionList } from './useCompletion.ts';
import { exampleRule } from './vocabulary.ts';

function Highlight({ text, example }: { text: string; example: string }) {
  const position = useCalmError()?.position ?? null;
  const wrong = position === null ? null : widen(position, text.length);
  const pieces = cutPieces(text, wrong);
  const isAtEnd = wrong !== null && wrong.from >= text.length;
  return (
    <div className="rule-highlight" aria-hidden>
      {pieces.map((piece) => (
        <span key={piece.from} className={`rule-${piece.kind}${piece.isWrong ? ' rule-mistake' : ''}`}>
          {piece.text}
        </span>
      ))}
      {isAtEnd ? <span className="rule-mistake">&nbsp;&nbsp;</span> : null}
      {/* The field is as high as this: a long example needs its lines as well. */}
      {text === '' ? <span className="rule-example">{example}</span> : null}
      {'\n'}
    </div>
  );
}

/** An empty range is drawn one character wide. */
function widen(range: { from: number; to: number }, length: number): { from: number; to: number } {
  return { from: range.from, to: Math.max(range.to, Math.min(length, range.from + 1)) };
}

interface Keys {
  list: CompletionList;
  accept: (completion: Completion) => void;
}

/** Keys of the open completion list; true when the key was one of them. */
function handleListKey(event: KeyboardEvent, { list, accept }: Keys): boolean {
  if (!list.isOpen) return false;
  const active = list.items[list.active];
  if (event.key === 'ArrowDown') list.move(1);
  else if (event.key === 'ArrowUp') list.move(-1);
  else if (event.key === 'Escape') list.close();
  else if ((event.key === 'Enter' || event.key === 'Tab') && active !== undefined && !event.shiftKey)
    accept(active);
  else return false;
  return true;
}

/** The rule as text, coloured, with completion. Enter saves it; Ctrl+Space asks what may stand here. */
export function RuleEditor({ describedBy }: { describedBy: string }) {
  const text = useRule((state) => state.text);
  const isWrong = useCalmError() !== null;
  const [caret, setCaret] = useState(0);
  const input = useRef<HTMLTextAreaElement>(null);
  const list = useCompletion(text, caret);
  const example = useSession((state) => exampleRule(state.description));
  const box = useRef<HTMLDivElement>(null);
  const place = useBeneath(box, list.isOpen);
  const listId = useId();

  // Before anything else is typed: a frame later, it could undo what was selected meanwhile.
  const placed = useRef<number | null>(null);
  useLayoutEffect(() => {
    if (placed.current !== null) input.current?.setSelectionRange(placed.current, placed.current);
    placed.current = null;
  });

  const accept = (completion: Completion): void => {
    const end = completion.from + completion.text.length;
    setRuleText(text.slice(0, completion.from) + completion.text + text.slice(completion.to));
    list.close();
    setCaret(end);
    placed.current = end;
  };

  const press = (event: KeyboardEvent): void => {
    if (handleListKey(event, { list, accept })) return event.preventDefault();
    if (event.key === ' ' && event.ctrlKey) {
      event.preventDefault();
      list.ask();
    }
    if (event.key !== 'Enter' || event.shiftKey) return undefined;
    event.preventDefault();
    list.close();
    void saveRule();
    return undefined;
  };

  return (
    <div ref={box} className="rule-editor" data-invalid={isWrong || undefined}>
      <Highlight text={text} example={example} />
      <textarea
        ref={input}
        className="rule-input"
        value={text}
        rows={2}
        spellCheck={false}
        autoCapitalize="off"
        autoComplete="off"
        autoCorrect="off"
        placeholder={example}
        aria-label="Targeting rule"
        aria-autocomplete="list"
        aria-haspopup="listbox"
        aria-controls={listId}
        aria-activedescendant={list.isOpen && list.active >= 0 ? `${listId}-${list.active}` : undefined}
        aria-invalid={isWrong}
        aria-describedby={describedBy}
        onChange={(event) => {
          setRuleText(event.target.value);
          setCaret(event.target.selectionStart);
          list.follow();
        }}
        onSelect={(event) => setCaret(event.currentTarget.selectionStart)}
        onKeyDown={press}
        onBlur={() => {
          list.close();
          void saveRule();
        }}
      />
      <CompletionPopup id={listId} list={list} place={place} onAccept={accept} />
    </div>
  );
}

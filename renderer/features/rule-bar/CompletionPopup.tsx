import { useEffect, useRef } from 'react';
import type { Completion } from '#core/targeting';
import type { Beneath } from './useBeneath.ts';
import type { CompletionList } from './useCompletion.ts';

interface CompletionPopupProps {
  id: string;
  list: CompletionList;
  /** Null until the place is known. */
  place: Beneath | null;
  onAccept: (completion: Completion) => void;
}

/** Scrolls the list alone: the panel around it stays where it is. */
function scrollTo(list: HTMLElement, position: number): void {
  const item = list.children[position];
  if (!(item instanceof HTMLElement)) return;
  const below = item.offsetTop + item.offsetHeight - list.clientHeight;
  list.scrollTop = Math.min(Math.max(list.scrollTop, below), item.offsetTop);
}

/** What may stand at the caret, in a list of its own beneath the whole rule. The focus stays in the text; the arrow keys move in the list. */
export function CompletionPopup({ id, list, place, onAccept }: CompletionPopupProps) {
  const box = useRef<HTMLUListElement>(null);
  useEffect(() => {
    if (box.current !== null && place !== null) scrollTo(box.current, list.active);
  }, [list.active, place]);
  return (
    <ul
      ref={box}
      id={id}
      role="listbox"
      aria-label="What may stand here"
      className="rule-completions"
      hidden={place === null}
      style={place ?? {}}
    >
      {list.items.map((item, index) => (
        <li
          key={`${item.kind}:${item.text}`}
          id={`${id}-${index}`}
          role="option"
          aria-selected={index === list.active}
          className="list-item"
          data-active={index === list.active || undefined}
          // A press must not take the focus out of the text.
          onPointerDown={(event) => {
            event.preventDefault();
            onAccept(item);
          }}
        >
          <code className="list-item-text">{item.text}</code>
          <span className="list-item-detail">{item.detail}</span>
        </li>
      ))}
    </ul>
  );
}

import { useEffect, useRef } from 'react';
import type { Completion } from '#core/targeting';
import type { CompletionList } from './useCompletion.ts';

interface CompletionPopupProps {
  id: string;
  list: CompletionList;
  place: { left: number; top: number };
  onAccept: (completion: Completion) => void;
}

/** What may stand at the caret, under it. The focus stays in the text; the arrow keys move in the list. */
export function CompletionPopup({ id, list, place, onAccept }: CompletionPopupProps) {
  const box = useRef<HTMLUListElement>(null);
  useEffect(() => {
    if (list.isOpen) box.current?.children[list.active]?.scrollIntoView({ block: 'nearest' });
  }, [list.active, list.isOpen]);
  return (
    <ul
      ref={box}
      id={id}
      role="listbox"
      aria-label="What may stand here"
      className="rule-completions"
      hidden={!list.isOpen}
      style={{ top: place.top + 4, left: Math.min(place.left, 96) }}
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

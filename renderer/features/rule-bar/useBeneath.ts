import { useLayoutEffect, useState, type RefObject } from 'react';

/** Where a list lies in the window. */
export interface Beneath {
  left: number;
  top: number;
  width: number;
  maxHeight: string;
}

const gapPx = 4;
/** Where less than this is free beneath, the list takes it nevertheless and is scrolled. */
const leastHeightPx = 96;
const mostHeight = '20rem';

/**
 * The place right beneath an element and as wide, down to the lower edge of the window at most. Followed while `isOpen`: whatever
 * scrolls or changes its size takes the list along. Null while closed.
 */
export function useBeneath(anchor: RefObject<HTMLElement | null>, isOpen: boolean): Beneath | null {
  const [place, setPlace] = useState<Beneath | null>(null);
  useLayoutEffect(() => {
    const element = anchor.current;
    if (!isOpen || element === null) return undefined;
    const follow = (): void => {
      const { left, bottom, width } = element.getBoundingClientRect();
      const top = bottom + gapPx;
      const freePx = Math.max(leastHeightPx, window.innerHeight - top - gapPx);
      setPlace({ left, top, width, maxHeight: `min(${mostHeight}, ${freePx}px)` });
    };
    const sizes = new ResizeObserver(follow);
    sizes.observe(element);
    window.addEventListener('scroll', follow, { capture: true, passive: true });
    window.addEventListener('resize', follow);
    return () => {
      sizes.disconnect();
      window.removeEventListener('scroll', follow, { capture: true });
      window.removeEventListener('resize', follow);
    };
  }, [anchor, isOpen]);
  return isOpen ? place : null;
}

import { useEffect } from 'react';
import { useDialogs } from '../state/index.ts';

/** The button behind a menu entry, or whatever else holds the cursor. */
function findOpener(): HTMLElement | null {
  const active = document.activeElement;
  const menu = active?.closest('[role="menu"]');
  const labels = (menu?.getAttribute('aria-labelledby') ?? '').split(' ');
  const trigger = labels.map((id) => document.getElementById(id)).find((item) => item?.tagName === 'BUTTON');
  return trigger ?? (active instanceof HTMLElement ? active : null);
}

/** Long enough for the dialog to give the cursor back itself. */
const pauseMs = 200;

/** Gives the cursor back to where it was before the first of several dialogs, when the last one closes. */
export function useOpener(): void {
  useEffect(() => {
    let opener: HTMLElement | null = null;
    return useDialogs.subscribe(({ stack }, before) => {
      if (before.stack.length === 0 && stack.length > 0) opener = findOpener();
      if (stack.length > 0 || before.stack.length === 0) return;
      setTimeout(() => {
        const active = document.activeElement;
        if (active === null || active === document.body) opener?.focus();
      }, pauseMs);
    });
  }, []);
}

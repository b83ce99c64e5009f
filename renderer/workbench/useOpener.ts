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

/** What opened a dialog. A dialog that comes back is put together anew, and in it what opened another is found by its words. */
interface Opener {
  element: HTMLElement | null;
  words: string;
  /** Of those in its dialog with the same words. */
  place: number;
}

const wordsOf = (element: Element): string =>
  element.getAttribute('aria-label') ?? element.textContent?.trim() ?? '';

const dialogs = '[role=dialog]';

/** Everything in a dialog that can hold the cursor and has these words. */
function listAlike(dialog: Element | null | undefined, words: string): HTMLElement[] {
  const all = dialog?.querySelectorAll<HTMLElement>('button, a[href], input, [tabindex]') ?? [];
  return [...all].filter((element) => wordsOf(element) === words);
}

function noteOpener(): Opener {
  const element = findOpener();
  if (element === null) return { element, words: '', place: -1 };
  const words = wordsOf(element);
  return { element, words, place: listAlike(element.closest(dialogs), words).indexOf(element) };
}

/** Long enough for the dialog to give the cursor back itself. */
const pauseMs = 200;

function giveBack({ element }: Opener): void {
  setTimeout(() => {
    const active = document.activeElement;
    if (active === null || active === document.body) element?.focus();
  }, pauseMs);
}

/** How long a dialog that comes back may take until what opened the other one is there again. */
const patienceMs = 5000;
const betweenMs = 50;

/** Gives the cursor to what has the words, as soon as it is there; not once somebody has pressed anything. */
function giveBackInDialog({ words, place }: Opener): void {
  const begun = Date.now();
  const stop = new AbortController();
  const timer = setInterval(() => {
    const opener = listAlike([...document.querySelectorAll(dialogs)].at(-1), words)[place];
    opener?.focus();
    if (opener !== undefined || Date.now() - begun > patienceMs) stop.abort();
  }, betweenMs);
  stop.signal.addEventListener('abort', () => clearInterval(timer));
  for (const event of ['keydown', 'pointerdown'])
    document.addEventListener(event, () => stop.abort(), { capture: true, signal: stop.signal });
}

/** Gives the cursor back to where it was before a dialog, when that closes: to the page, or to the dialog behind. */
export function useOpener(): void {
  useEffect(() => {
    let openers: Opener[] = [];
    return useDialogs.subscribe(({ stack }, before) => {
      if (stack.length > before.stack.length)
        openers = [...openers.slice(0, before.stack.length), noteOpener()];
      if (stack.length >= before.stack.length) return;
      const opener = openers[stack.length];
      if (opener === undefined) return;
      if (stack.length === 0) giveBack(opener);
      else if (opener.place >= 0) giveBackInDialog(opener);
    });
  }, []);
}

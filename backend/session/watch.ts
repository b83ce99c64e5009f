import { statSync } from 'node:fs';
import { basename } from 'node:path';
import { clockTime, lossWords, type Loss } from '#data/workspace';
import type { Session } from './session.ts';

/** Programs that do not know our lock (QGIS, sqlite3, those that copy folders) can change an open file: it is looked at this often. */
const pauseMs = 700;

export interface WatchOptions {
  /** The open workspace. */
  session: () => Session | null;
  /** Another program has changed the file, and everything that was kept from before is out of force. */
  onChanged: (session: Session, sentence: string) => void;
  /** The file is not what it was any more: nothing is written to it from here on. */
  onLost: (session: Session, loss: Loss) => void;
}

/** Looks at the file of whatever workspace is open. */
export interface Watch {
  /** Looks now, as before each call; does nothing where none is open. */
  look(): void;
  end(): void;
}

/** Starts to watch. */
export function watchFile({ session, onChanged, onLost }: WatchOptions): Watch {
  /** Whose change has still to be accounted for: what fails, because the file is busy, is owed until the next look. */
  let owed: Session | null = null;

  function look(): void {
    const open = session();
    if (open === null || open.rescued !== null) return;
    const news = open.reader.lookOutside();
    if (news === 'changed') owed = open;
    else if (news !== 'nothing') return onLost(open, news);
    if (owed === open) {
      const sentence = heed(open);
      owed = null;
      onChanged(open, sentence);
    } else if (open.isUnsettled) settle(open);
  }

  const timer = setInterval(() => {
    try {
      look();
    } catch {
      // Whoever keeps the file busy at this moment is looked at again in a second.
    }
  }, pauseMs);
  timer.unref();
  return { look, end: () => clearInterval(timer) };
}

/** Accounts for a change of another program, and says it. */
function heed(session: Session): string {
  const name = basename(session.path);
  const when = new Date().toISOString();
  const fault = session.reader.findBreak();
  session.broken =
    fault === undefined
      ? null
      : `Another program has changed at ${clockTime(when)} how ${name} is laid out: ${fault}. Nothing more is changed in it here.`;
  settle(session);
  session.journal.noteOutside(session.reader.revision(), when);
  return (
    session.broken ??
    `Another program changed ${name} at ${clockTime(when)}. What you see has been read anew.`
  );
}

/** Writes down in the file what has to be known of the change; where somebody is writing, with the next look. */
function settle(session: Session): void {
  session.isUnsettled = !session.isReadOnly && session.broken === null;
  if (!session.isUnsettled) return;
  try {
    session.writer().noteOutside();
    session.isUnsettled = false;
  } catch {
    // Tried again with the next look.
  }
}

/** Longer than copying a large file pauses, and no more than a person waits gladly. */
const stillMs = 600;
const mostPauses = 200;

/** Resolves when nobody has written to the file for a moment: who writes over one takes a while. Not later than after two minutes. */
export async function untilStill(path: string): Promise<void> {
  const facts = (): string => {
    const found = statSync(path, { throwIfNoEntry: false });
    return found === undefined ? '' : `${found.mtimeMs} ${found.size}`;
  };
  let before = '';
  for (let pause = 0; pause < mostPauses && before !== facts(); pause += 1) {
    before = facts();
    // Sequential on purpose: each look is compared with the one before.
    await new Promise((resolve) => setTimeout(resolve, stillMs));
  }
}

/** Says that a file was lost, and what that means. */
export function describeLoss(path: string, loss: Loss): string {
  return `${lossWords(path, loss)} That was noticed at ${clockTime(new Date().toISOString())}. Nothing more is saved in it; what you see is what was in it, kept as long as Pinpoint runs.`;
}

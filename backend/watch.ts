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
  function look(): void {
    const open = session();
    if (open === null || open.rescued !== null) return;
    const news = open.reader.lookOutside();
    if (news === 'changed') onChanged(open, heed(open));
    else if (news !== 'nothing') onLost(open, news);
    else if (open.isUnsettled) settle(open);
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

/** Says that a file was lost, and what that means. */
export function describeLoss(path: string, loss: Loss): string {
  return `${lossWords(path, loss)} That was noticed at ${clockTime(new Date().toISOString())}. Nothing more is saved in it; what you see is what was in it, kept as long as Pinpoint runs.`;
}

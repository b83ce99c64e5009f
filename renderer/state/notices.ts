import { create } from 'zustand';
import { describeError, reportError, type ErrorReport } from '#contract';

export interface Notice {
  id: number;
  tone: 'info' | 'success' | 'error';
  message: string;
  /** What a person can do about it. */
  hint: string | null;
  /** One thing to do right from the notice. */
  action: NoticeAction | null;
}

export interface NoticeAction {
  label: string;
  run: () => void;
}

interface NoticeState {
  notices: Notice[];
  /** The last thing said to screen readers that needs no box on the screen. */
  announcement: string;
}

export const useNotices = create<NoticeState>(() => ({ notices: [], announcement: '' }));

let lastId = 0;

const lastingId = 0;

/** Shows a notice until it is dismissed or another of this kind takes its place: what happened while nobody may have looked. */
export function notifyLasting(message: string): void {
  const notice: Notice = { id: lastingId, tone: 'info', message, hint: null, action: null };
  useNotices.setState(({ notices }) => ({
    notices: [...notices.filter(({ id }) => id !== lastingId), notice].slice(-4),
  }));
}

/** Takes the notice of that kind away: it speaks of what is not open any more. */
export function dismissLasting(): void {
  dismissNotice(lastingId);
}

/** Shows a notice until it is dismissed (errors) or for some seconds, longer where it says more or offers something to do. */
export function notify(
  tone: Notice['tone'],
  message: string,
  hint: string | null = null,
  action: NoticeAction | null = null,
): void {
  lastId += 1;
  const notice = { id: lastId, tone, message, hint, action };
  // The same sentence twice helps nobody.
  useNotices.setState(({ notices }) => ({
    notices: [...notices.filter((other) => other.message !== message), notice].slice(-4),
  }));
  if (tone !== 'error')
    setTimeout(() => dismissNotice(notice.id), action === null && hint === null ? 6000 : 20_000);
}

/** Takes a notice away. */
export function dismissNotice(id: number): void {
  useNotices.setState(({ notices }) => ({ notices: notices.filter((notice) => notice.id !== id) }));
}

/** Says a sentence to screen readers only. */
export function announce(sentence: string): void {
  useNotices.setState({ announcement: sentence });
}

/** Shows what went wrong, where, what was found and what to do. A cancelled call is no error. */
export function notifyError(error: unknown): void {
  const report = reportError(error);
  if (report.code !== 'cancelled') notifyReport(report);
}

/** As `notifyError`, for an error that a job ended with. `title` says whose it is; `action` leads on. */
export function notifyReport(
  report: ErrorReport,
  { title, action = null }: { title?: string; action?: NoticeAction | null } = {},
): void {
  const { message, facts, hint } = describeError(report);
  const more = [...facts, ...(hint === null ? [] : [hint])].join(' ');
  notify('error', title === undefined ? message : `${title}: ${message}`, more === '' ? null : more, action);
}

/** Runs something a person asked for and shows a notice if it fails. Answers undefined then. */
export async function attempt<Value>(work: () => Promise<Value>): Promise<Value | undefined> {
  try {
    return await work();
  } catch (error) {
    notifyError(error);
    return undefined;
  }
}

import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { reportError, type ErrorReport } from '#contract';

/** What is known of an answer of the backend. While it is on its way, `value` is null. */
export interface Loaded<Value> {
  value: Value | null;
  error: ErrorReport | null;
  loading: boolean;
}

const nothing: Loaded<never> = { value: null, error: null, loading: false };
const onItsWay: Loaded<never> = { value: null, error: null, loading: true };

/**
 * What answers are read from, and so how long they hold: `data` is areas and numbers, `workspace` is anything in the file,
 * so that every change of it makes them void.
 */
export type AnswerGround = 'data' | 'workspace';

/**
 * Answers of one kind of question. Each is kept under its question, so that an answer that comes late is never taken for
 * that to a newer question, and one to a workspace as it was before a change is taken for nothing.
 */
export interface Answers<Question, Value> {
  /** The answer for a component, which asks for it where it is not known; null asks nothing. */
  use(question: Question | null): Loaded<Value>;
  /** The answers to several questions, aligned with them. The list stays the same while its answers do. */
  useAll(questions: readonly Question[]): readonly Loaded<Value>[];
  /** The answer, asked for where it is not known. Throws what the call throws. */
  get(question: Question): Promise<Value>;
  /** Forgets all of them; those that components show are asked for again. */
  forget(): void;
}

export interface AnswersOptions {
  of: AnswerGround;
  /** The oldest answers beyond so many are forgotten. */
  limit?: number;
  /** Components ask once a question has stood for so long: for what is typed or dragged. */
  pauseMs?: number;
}

const forgetters: Record<AnswerGround, (() => void)[]> = { data: [], workspace: [] };

/** Forgets every answer that was read from what has changed. */
export function forgetAnswers(of: AnswerGround): void {
  for (const forget of forgetters[of]) forget();
}

/** Makes a keeper of the answers to one call. Questions are told apart by their JSON. */
export function makeAnswers<Question, Value>(
  ask: (question: Question) => Promise<Value>,
  { of, limit = 32, pauseMs = 0 }: AnswersOptions,
): Answers<Question, Value> {
  const known = new Map<string, Loaded<Value>>();
  const underWay = new Map<string, Promise<Value>>();
  const listeners = new Set<() => void>();

  const tell = (): void => {
    for (const listener of listeners) listener();
  };

  const put = (key: string, entry: Loaded<Value>): void => {
    known.delete(key);
    known.set(key, entry);
    for (const oldest of known.keys()) {
      if (known.size <= limit) break;
      known.delete(oldest);
    }
    tell();
  };

  const start = (key: string, question: Question): Promise<Value> => {
    const answer = ask(question);
    const settle = (entry: Loaded<Value>): void => {
      // Forgotten meanwhile: it was asked of the workspace as it was before.
      if (underWay.get(key) !== answer) return;
      underWay.delete(key);
      // What nobody waited for any more is asked again by whoever shows it next.
      if (entry.error?.code !== 'cancelled') return put(key, entry);
      known.delete(key);
      tell();
    };
    underWay.set(key, answer);
    put(key, onItsWay);
    answer.then(
      (value) => settle({ value, error: null, loading: false }),
      (error: unknown) => settle({ value: null, error: reportError(error), loading: false }),
    );
    return answer;
  };

  const subscribe = (listener: () => void): (() => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  };

  const get = (question: Question): Promise<Value> => {
    const key = JSON.stringify(question);
    const value = known.get(key)?.value;
    return value != null ? Promise.resolve(value) : (underWay.get(key) ?? start(key, question));
  };

  /** Asks for those that are missing, each once however many components show it. Errors surface through the entries. */
  const askMissing = (keys: readonly string[]): void => {
    for (const key of keys) if (!known.has(key)) get(JSON.parse(key) as Question).catch(() => undefined);
  };

  /** Asks for a component what it lacks, after the pause. */
  const useAsking = (keys: readonly string[]): void => {
    const isMissing = keys.some((key) => !known.has(key));
    const asked = JSON.stringify(keys);
    useEffect(() => {
      if (!isMissing) return undefined;
      const wanted = JSON.parse(asked) as string[];
      if (pauseMs === 0) return askMissing(wanted);
      const timer = setTimeout(() => askMissing(wanted), pauseMs);
      return () => clearTimeout(timer);
    }, [isMissing, asked]);
  };

  const forget = (): void => {
    known.clear();
    underWay.clear();
    tell();
  };
  forgetters[of].push(forget);

  return {
    use(question) {
      const key = question === null ? null : JSON.stringify(question);
      const entry = useSyncExternalStore(subscribe, () =>
        key === null ? nothing : (known.get(key) ?? onItsWay),
      );
      useAsking(key === null ? [] : [key]);
      return entry;
    },
    useAll(questions) {
      const keys = questions.map((question) => JSON.stringify(question));
      const last = useRef<readonly Loaded<Value>[]>([]);
      const entries = useSyncExternalStore(subscribe, () => {
        const now = keys.map((key) => known.get(key) ?? onItsWay);
        const isSame = now.length === last.current.length && now.every((it, at) => it === last.current[at]);
        if (!isSame) last.current = now;
        return last.current;
      });
      useAsking(keys);
      return entries;
    },
    get,
    forget,
  };
}

/** The newest answer that has arrived: while another is on its way the one before stays in sight. */
export function useSettled<Value>(loaded: Loaded<Value>): Value | null {
  const [kept, setKept] = useState<Value | null>(null);
  const value = loaded.loading ? kept : loaded.value;
  if (value !== kept) setKept(value);
  return value;
}

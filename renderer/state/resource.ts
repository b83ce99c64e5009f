import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { reportError, type ErrorReport } from '#contract';

/** What is known of an answer of the backend. While a new one is on its way, `value` is null. */
export interface Loaded<Value> {
  value: Value | null;
  error: ErrorReport | null;
  loading: boolean;
}

const nothing: Loaded<never> = { value: null, error: null, loading: false };
const onItsWay: Loaded<never> = { value: null, error: null, loading: true };

/** Answers of one backend call, kept by what was asked. */
export interface Resource<Input, Value> {
  /** The answer for a component; null asks nothing. */
  use(input: Input | null): Loaded<Value>;
  /** The answers to several questions, aligned with them. The list stays the same while its answers do. */
  useAll(inputs: readonly Input[]): readonly Loaded<Value>[];
  get(input: Input): Promise<Value>;
  /** Forgets all answers: the workspace changed. Those in use are asked for again. */
  clear(): void;
}

/** Makes a resource from a call. The oldest answers beyond `limit` are forgotten. */
export function createResource<Input, Value>(
  load: (input: Input) => Promise<Value>,
  limit = 32,
): Resource<Input, Value> {
  const known = new Map<string, Loaded<Value>>();
  const running = new Map<string, Promise<Value>>();
  const listeners = new Set<() => void>();
  let generation = 0;

  const put = (key: string, entry: Loaded<Value>): void => {
    known.delete(key);
    known.set(key, entry);
    for (const oldest of known.keys()) {
      if (known.size <= limit) break;
      known.delete(oldest);
    }
    for (const listener of listeners) listener();
  };

  const start = (key: string, input: Input): Promise<Value> => {
    const asked = generation;
    const settle = (entry: Loaded<Value>): void => {
      if (asked !== generation) return;
      running.delete(key);
      put(key, entry);
    };
    const answer = load(input);
    running.set(key, answer);
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

  const get = (input: Input): Promise<Value> => {
    const key = JSON.stringify(input);
    const value = known.get(key)?.value;
    return value ? Promise.resolve(value) : (running.get(key) ?? start(key, input));
  };

  return {
    use(input) {
      const key = input === null ? null : JSON.stringify(input);
      const entry = useSyncExternalStore(subscribe, () =>
        key === null ? nothing : (known.get(key) ?? onItsWay),
      );
      const missing = key !== null && !known.has(key);
      useEffect(() => {
        // Errors surface through `entry`.
        // Through `get`: of the components that show the same answer only one asks for it.
        if (missing) get(JSON.parse(key) as Input).catch(() => undefined);
      }, [missing, key]);
      return entry;
    },
    useAll(inputs) {
      const keys = inputs.map((input) => JSON.stringify(input));
      const asked = JSON.stringify(keys);
      const last = useRef<readonly Loaded<Value>[]>([]);
      const entries = useSyncExternalStore(subscribe, () => {
        const now = keys.map((key) => known.get(key) ?? onItsWay);
        const isSame = now.length === last.current.length && now.every((it, at) => it === last.current[at]);
        if (!isSame) last.current = now;
        return last.current;
      });
      const missing = keys.some((key) => !known.has(key));
      useEffect(() => {
        if (!missing) return;
        for (const key of JSON.parse(asked) as string[])
          if (!known.has(key)) get(JSON.parse(key) as Input).catch(() => undefined);
      }, [missing, asked]);
      return entries;
    },
    get,
    clear() {
      generation += 1;
      known.clear();
      running.clear();
      for (const listener of listeners) listener();
    },
  };
}

/** The newest answer that has arrived: while another is on its way the one before stays in sight. */
export function useSettled<Value>(loaded: Loaded<Value>): Value | null {
  const [kept, setKept] = useState<Value | null>(null);
  const value = loaded.loading ? kept : loaded.value;
  if (value !== kept) setKept(value);
  return value;
}

import { useEffect, useState } from 'react';
import { reportError, type ErrorReport } from '#contract';

/** What a call answered, or why it did not; what was answered before stays while the next answer is on its way. */
export interface Answer<Value> {
  value: Value | null;
  error: ErrorReport | null;
}

/** Asks again whenever the request is another one; null = nothing is asked. */
export function useAnswer<Request, Value>(
  request: Request | null,
  ask: (request: Request) => Promise<Value>,
): Answer<Value> {
  const [answer, setAnswer] = useState<Answer<Value>>({ value: null, error: null });
  const key = request === null ? null : JSON.stringify(request);
  useEffect(() => {
    if (key === null) return undefined;
    let isCurrent = true;
    ask(JSON.parse(key) as Request).then(
      (value) => isCurrent && setAnswer({ value, error: null }),
      (error: unknown) => isCurrent && setAnswer({ value: null, error: reportError(error) }),
    );
    return () => {
      isCurrent = false;
    };
  }, [key, ask]);
  return answer;
}

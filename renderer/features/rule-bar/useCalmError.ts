import { useEffect, useState } from 'react';
import type { ErrorReport } from '#contract';
import { useRule } from '../../state/index.ts';

const patienceMs = 500;

/** The rule's mistake, told only when the person has stopped typing: a half-written rule is not a wrong one. */
export function useCalmError(): ErrorReport | null {
  const error = useRule((state) => state.error);
  const text = useRule((state) => state.text);
  const [toldFor, setToldFor] = useState<string | null>(null);
  useEffect(() => {
    const timer = setTimeout(() => setToldFor(text), patienceMs);
    return () => clearTimeout(timer);
  }, [text]);
  return toldFor === text ? error : null;
}

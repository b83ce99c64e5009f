import { useState } from 'react';
import type { Ledger, LedgerRequest } from '#contract';
import { type Line, useWork } from '../../answers/index.ts';
import { getClient, idle, runForResult, useStamp, type Run } from '../../state/index.ts';

/** A ledger, what was asked for it and the job that added it up. */
export interface FoundLedger {
  ledger: Ledger;
  request: LedgerRequest;
  job: string;
  /** Of the question and of what is delivered. */
  key: string;
}

export interface LedgerState {
  found: FoundLedger | null;
  /** Whether `found` answers the question as it stands, of provision as it is. */
  isCurrent: boolean;
  run: Run;
  /** Whether the question as it stands was asked and has no answer: it was cancelled. */
  isGivenUp: boolean;
  /** Asks again, after a failure or a cancel. */
  again: () => void;
}

/** Pause before asking, so that a slider that moves asks once. */
const pauseMs = 250;

/** The ledger of a request, added up anew whenever that or what is delivered changes. */
export function useLedger(request: LedgerRequest | null): LedgerState {
  const [found, setFound] = useState<FoundLedger | null>(null);
  const [run, setRun] = useState<Run>(idle);
  const [givenUp, setGivenUp] = useState<string | null>(null);
  const [tries, setTries] = useState(0);
  const stamp = useStamp();
  const key = request === null || stamp === null ? null : JSON.stringify([request, stamp, tries]);
  useWork(key, pauseMs, async (question: string, line: Line) => {
    const [asked] = JSON.parse(question) as [LedgerRequest];
    const start = (): Promise<{ job: string }> => getClient().call('ledger.start', asked);
    const ended = await runForResult(start, { line, tell: setRun });
    if (ended === undefined) return;
    if (ended?.result.kind === 'ledger')
      setFound({ ledger: ended.result.ledger, request: asked, job: ended.job, key: question });
    else setGivenUp(question);
  });
  const again = (): void => setTries((before) => before + 1);
  const isCurrent = found !== null && found.key === key;
  return { found, isCurrent, run, isGivenUp: !isCurrent && key !== null && givenUp === key, again };
}

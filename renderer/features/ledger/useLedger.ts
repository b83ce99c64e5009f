import { useEffect, useState } from 'react';
import type { Ledger, LedgerRequest } from '#contract';
import { cancelJob, getClient, idle, runForResult, useStamp, type Run } from '../../state/index.ts';

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
const calmMs = 250;

/** The ledger of a request, added up anew whenever that or what is delivered changes. */
export function useLedger(request: LedgerRequest | null): LedgerState {
  const [found, setFound] = useState<FoundLedger | null>(null);
  const [run, setRun] = useState<Run>(idle);
  const [givenUp, setGivenUp] = useState<string | null>(null);
  const [tries, setTries] = useState(0);
  const stamp = useStamp();
  const key = request === null || stamp === null ? null : JSON.stringify([request, stamp, tries]);
  useEffect(() => {
    if (key === null) return undefined;
    let isWanted = true;
    let job: string | null = null;
    const [asked] = JSON.parse(key) as [LedgerRequest];
    const timer = setTimeout(() => {
      void runForResult(
        () => getClient().call('ledger.start', asked),
        (state) => {
          job = state.job ?? job;
          if (isWanted) setRun(state);
        },
      ).then((result) => {
        if (!isWanted) return;
        if (result?.kind === 'ledger')
          setFound({ ledger: result.ledger, request: asked, job: job ?? '', key });
        else setGivenUp(key);
      });
    }, calmMs);
    return () => {
      isWanted = false;
      clearTimeout(timer);
      if (job !== null && job !== 'starting') void cancelJob(job);
    };
  }, [key]);
  const again = (): void => setTries((before) => before + 1);
  const isCurrent = found !== null && found.key === key;
  return { found, isCurrent, run, isGivenUp: !isCurrent && key !== null && givenUp === key, again };
}

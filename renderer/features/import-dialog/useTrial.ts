import { useState } from 'react';
import {
  importMapping,
  reportError,
  type CallInput,
  type ErrorReport,
  type FileRef,
  type ImportTrial,
} from '#contract';
import { useWork } from '../../answers/index.ts';
import { announce, getClient, leaveLook, nameLook } from '../../state/index.ts';
import { consequenceWords } from './consequence.ts';
import { isProvision, mappingOf, type Draft } from './draft.ts';

/** What a trial of the mapping as it stands has found. */
export interface Tried {
  /** The last answer; it may be of the mapping before while a newer one is on its way. */
  trial: ImportTrial | null;
  error: ErrorReport | null;
  isTrying: boolean;
}

interface Answer {
  request: string;
  trial: ImportTrial | null;
  error: ErrorReport | null;
}

/** Long enough for a word to be typed. */
const pauseMs = 250;

/** What is to be tried, as text; null for other families, and while the draft is no mapping yet. */
function requestOf(files: readonly FileRef[], draft: Draft | null): string | null {
  if (draft === null || !isProvision(draft)) return null;
  const parsed = importMapping.safeParse(mappingOf(draft));
  return parsed.success ? JSON.stringify({ files, mapping: parsed.data }) : null;
}

async function answerTo(request: string, look: string, signal: AbortSignal): Promise<Answer> {
  const input = JSON.parse(request) as CallInput<'import.try'>;
  try {
    const trial = await getClient().call('import.try', { ...input, look });
    const mapping = importMapping.parse(input.mapping);
    if (!signal.aborted && trial.refused === null && isProvision(mapping))
      announce(consequenceWords(mapping, trial));
    return { request, trial, error: null };
  } catch (error) {
    return { request, trial: null, error: reportError(error) };
  }
}

/** Tries the import of a draft of provision whenever it changes; the newest trial wins. Other families are not tried. */
export function useTrial(files: readonly FileRef[], draft: Draft | null): Tried {
  const [answer, setAnswer] = useState<Answer | null>(null);
  const [name] = useState(nameLook);
  const request = requestOf(files, draft);
  useWork(request, pauseMs, async (asked, line) => {
    const found = await line.run((signal) => {
      signal.addEventListener('abort', () => leaveLook(name), { once: true });
      return answerTo(asked, name, signal);
    });
    if (found !== undefined) setAnswer(found);
  });
  const isTrying = request !== null && answer?.request !== request;
  return { trial: answer?.trial ?? null, error: answer?.error ?? null, isTrying };
}

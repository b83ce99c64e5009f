import { PinpointError } from '#contract';
import { KeptThreads, type WorkFailure, type Work } from '../threads/index.ts';
import { overMemory, overTime, type LookBudget } from './budget.ts';
import type { LookAnswer, LookProgress, LookQuestion, LookRequest } from './look-worker.ts';

const threads = new KeptThreads<LookRequest, LookAnswer | LookProgress>({
  entry: new URL('./look-worker.ts', import.meta.url),
  name: 'look',
});

/** A look in a thread, within a budget. */
export interface LookAtWork {
  /** Rejects with `input_refused` where the budget is exceeded: the work is to be stopped then. */
  answer: Promise<LookAnswer>;
  work: Work;
}

export interface LookOrder {
  request: LookRequest;
  /** For what is unpacked and staged on the way; it is removed when the look is over. */
  folder: string;
  budget: LookBudget;
  /** Hears how much is done, from 0 to 1. */
  onProgress: (share: number) => void;
}

/** What a look is about, for people. */
function nameSubject(question: LookQuestion): string {
  if (question.kind === 'treat') return `what may leave of ${question.group.indicator}`;
  return question.files.map(({ name }) => name).join(', ');
}

/** Begins to look. */
export function startLook({ request, folder, budget, onProgress }: LookOrder): LookAtWork {
  const file = nameSubject(request.question);
  const { promise: answer, resolve, reject } = Promise.withResolvers<LookAnswer>();
  const tell = (told: LookAnswer | LookProgress): void =>
    'share' in told ? onProgress(told.share) : resolve(told);
  const explain = (failure: WorkFailure): Error => {
    if (failure === 'memory') return overMemory(file, budget);
    if (failure !== 'gone') return failure;
    return new PinpointError('internal', 'The look at the file stopped unexpectedly.');
  };
  // What the workspace holds is of our own making, and takes as long as there is of it.
  const isOfFiles = request.question.kind !== 'treat';
  const timer = isOfFiles
    ? setTimeout(() => reject(overTime(file, budget)), budget.seconds * 1000)
    : undefined;
  const work = threads.start({
    input: request,
    folder,
    budget,
    tell,
    fail: (failure) => reject(explain(failure)),
  });
  void work.over.then(() => clearTimeout(timer));
  return { answer, work };
}

import { PinpointError } from '#contract';
import { KeptThreads, type WorkFailure, type Work } from '../threads/index.ts';
import { overMemory, overTime, type LookBudget } from './budget.ts';
import type { LookAnswer, LookRequest } from './look-worker.ts';

const threads = new KeptThreads<LookRequest, LookAnswer>({
  entry: new URL('./look-worker.ts', import.meta.url),
  name: 'look',
});

/** A look in a thread, within a budget. */
export interface LookAtWork {
  /** Rejects with `input_refused` where the budget is exceeded: the work is to be stopped then. */
  answer: Promise<LookAnswer>;
  work: Work;
}

/** Begins to look; `folder` is for what is unpacked and staged on the way, and is removed when the look is over. */
export function startLook(request: LookRequest, folder: string, budget: LookBudget): LookAtWork {
  const file = request.question.files.map(({ name }) => name).join(', ');
  const { promise: answer, resolve: tell, reject } = Promise.withResolvers<LookAnswer>();
  const explain = (failure: WorkFailure): Error => {
    if (failure === 'memory') return overMemory(file, budget);
    if (failure !== 'gone') return failure;
    return new PinpointError('internal', 'The look at the file stopped unexpectedly.');
  };
  const timer = setTimeout(() => reject(overTime(file, budget)), budget.seconds * 1000);
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

import { PinpointError } from '#contract';
import type { MemoryBudget } from '../threads/index.ts';

/** What one look at files may use before it is stopped. */
export interface LookBudget extends MemoryBudget {
  seconds: number;
}

/** Far above what the largest published files take, so that only what is broken or made to harm meets it. */
export const lookBudget: LookBudget = { seconds: 90, heapMegabytes: 1024, totalMegabytes: 3072 };

const remedy =
  'Check that it is the right file; if it is, cut it to the area and the columns you need, or save it in another format.';

/** The refusal of files that took too long to look at. */
export function overTime(file: string, { seconds }: LookBudget): PinpointError {
  return new PinpointError('input_refused', `“${file}” takes too long to look at and was left.`, {
    file,
    found: `more than ${seconds.toLocaleString('en-GB')} seconds`,
    hint: remedy,
  });
}

/** The refusal of files that took too much memory to look at. */
export function overMemory(file: string, { totalMegabytes }: LookBudget): PinpointError {
  return new PinpointError('input_refused', `“${file}” takes too much memory to look at and was left.`, {
    file,
    found: `more than ${totalMegabytes.toLocaleString('en-GB')} MB`,
    hint: remedy,
  });
}

import { PinpointError } from '#contract';
import type { Progress } from '#data/import';
import { progressGapMs, seldom } from '../threads/index.ts';

/** The part of a job's state that moves while it works. */
export interface ProgressState {
  stage: string;
  /** 0..1; never falls. */
  progress: number;
  detail: string;
}

function describeCount(done: number, total: number | null, unit: string): string {
  const count = done.toLocaleString('en-GB');
  return total === null ? `${count} ${unit}` : `${count} of ${total.toLocaleString('en-GB')} ${unit}`;
}

/** Turns stages and counts into a bar that never runs back, told at most ten times a second. */
export function makeProgress(cancelFlag: SharedArrayBuffer, tell: (state: ProgressState) => void): Progress {
  const flag = new Int32Array(cancelFlag);
  let finishedWeight = 0;
  let weight = 0;
  const state: ProgressState = { stage: '', progress: 0, detail: '' };

  const announce = seldom(progressGapMs, (now: ProgressState) => tell({ ...now }));

  return {
    stage(name, stageWeight) {
      finishedWeight = Math.min(1, finishedWeight + weight);
      weight = stageWeight;
      state.stage = name;
      state.detail = '';
      state.progress = Math.max(state.progress, finishedWeight);
      announce(state);
    },
    report(done, total, unit) {
      state.detail = describeCount(done, total, unit);
      const share = total === null || total === 0 ? 0 : Math.min(1, done / total);
      state.progress = Math.max(state.progress, Math.min(1, finishedWeight + weight * share));
      announce(state);
    },
    checkCancelled() {
      if (Atomics.load(flag, 0) !== 0)
        throw new PinpointError('cancelled', 'The work was cancelled; nothing was changed.');
    },
  };
}

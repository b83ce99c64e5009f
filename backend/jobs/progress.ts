import { PinpointError } from '#contract';
import type { Progress } from '#data/import';

/** The part of a job's state that moves while it works. */
export interface ProgressState {
  stage: string;
  /** 0..1; never falls. */
  progress: number;
  detail: string;
}

/** At most ten events a second. */
const minimumGapMs = 100;

function describeCount(done: number, total: number | null, unit: string): string {
  const count = done.toLocaleString('en-GB');
  return total === null ? `${count} ${unit}` : `${count} of ${total.toLocaleString('en-GB')} ${unit}`;
}

/** Turns stages and counts into a bar that never runs back, told at most ten times a second. */
export function makeProgress(cancelFlag: SharedArrayBuffer, tell: (state: ProgressState) => void): Progress {
  const flag = new Int32Array(cancelFlag);
  let finishedWeight = 0;
  let weight = 0;
  let toldAt = 0;
  const state: ProgressState = { stage: '', progress: 0, detail: '' };

  function announce(): void {
    const now = Date.now();
    if (now - toldAt < minimumGapMs) return;
    toldAt = now;
    tell({ ...state });
  }

  return {
    stage(name, stageWeight) {
      finishedWeight = Math.min(1, finishedWeight + weight);
      weight = stageWeight;
      state.stage = name;
      state.detail = '';
      state.progress = Math.max(state.progress, finishedWeight);
      announce();
    },
    report(done, total, unit) {
      state.detail = describeCount(done, total, unit);
      const share = total === null || total === 0 ? 0 : Math.min(1, done / total);
      state.progress = Math.max(state.progress, Math.min(1, finishedWeight + weight * share));
      announce();
    },
    checkCancelled() {
      if (Atomics.load(flag, 0) !== 0)
        throw new PinpointError('cancelled', 'The work was cancelled; nothing was changed.');
    },
  };
}

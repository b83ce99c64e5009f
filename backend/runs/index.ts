export { readAsRecorded } from './as-recorded.ts';
export { compareKnownSources, listRunChanges } from './compare.ts';
export { describeRun, listRunSources, settleAsked, type MadeFrom, type RunRecord } from './describe.ts';
export { findRunWorkspace } from './find-workspace.ts';
export type { AreaJudge } from './moved.ts';
export { readRunFile, type ReadRun } from './read.ts';
export { saveRunFile } from './save.ts';

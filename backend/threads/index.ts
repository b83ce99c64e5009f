export { endThread, stopThread, within } from './ending.ts';
export { KeptThreads, type WorkFailure, type Work } from './kept-threads.ts';
export type { MemoryBudget } from './memory.ts';
export { progressGapMs, seldom } from './seldom.ts';
export { serveWork } from './serving.ts';

export { endThread, stopThread, within, workIn } from './ending.ts';
export { isOutOfMemory, limitHeap, watchMemory, type MemoryBudget } from './memory.ts';

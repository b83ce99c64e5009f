export { makeTargetList } from './target-list.ts';
export { listWants, makeTravelTimeCache } from './travel-time-cache.ts';

export type { NotedChange } from './journal.ts';
export { createSession, openRescued, openSession, type Session } from './session.ts';
export { chooseStep, findStep } from './steps.ts';
export { describeLoss, untilStill, watchFile } from './watch.ts';

export { clocksAgree } from './clock.ts';
export { chooseUsualDay, type ServiceDay } from './days.ts';
export { identifyFeed, isSameFeed, shareInCommon, type FeedIdentity, type NameSample } from './identity.ts';
export { readStoredTimetable, type StoredTimetable, type TimetableFacts } from './stored.ts';
export { decideUse, phraseClocks, type KnownTimetable, type TimetableUse } from './use.ts';

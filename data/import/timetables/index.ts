export { importTimetable } from './import.ts';
export { inspectTimetable } from './inspect.ts';
export { readGtfs, type ReadGtfsOptions, type TimetableReading } from './read.ts';
export type { FeedReject } from './rejects.ts';
export { surveyTimetable } from './survey.ts';

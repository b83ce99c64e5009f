export { importTimetable } from './import.ts';
export { inspectTimetable } from './inspect.ts';
export { readGtfs, type ReadGtfsOptions, type TimetableReading } from './read.ts';
export type { FeedReject } from '#data/formats/gtfs';
export { surveyTimetable } from './survey.ts';

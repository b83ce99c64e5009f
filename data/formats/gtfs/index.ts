export { blank, isCellEmpty, readDate, readDecimal, readText, readTime, readWhole, wrong } from './cells.ts';
export { type Feed, openFeed } from './feed.ts';
export { createIdIndex, type IdIndex } from './ids.ts';
export { createRejectLog, type FeedReject, type RejectLog } from './rejects.ts';
export { type FeedRow, readTable, type Rejection } from './table.ts';

export { writeFeatureFile, type FeatureFile, type FeatureLayer } from './feature-file.ts';
export { createWorkspace, joinForWriting, openForReading, openForWriting } from './open.ts';
export { createStaging } from './staging.ts';
export { refuseWorkspace } from './untouchable.ts';
export type * from './faces.ts';
export type * from './faces-of-staging.ts';
export type * from './types.ts';

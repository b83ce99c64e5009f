export { createBackend, type Backend, type BackendOptions } from './backend.ts';
export { servePort, type AnswerFrame, type Port } from './calls/index.ts';
export { findHome, type Files } from './files/index.ts';

export type { Answer } from './answering.ts';
export { createBackend, type Backend, type BackendOptions } from './backend.ts';
export { findHome } from './places.ts';
export type { Files } from './files.ts';
export { servePort, type Port } from './port.ts';

export { makeAnswering, type Answer, type Answering } from './answering.ts';
export { servePort, type Port } from './port.ts';

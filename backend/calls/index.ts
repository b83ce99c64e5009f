export { makeAnswering, type AnswerFrame, type Answering } from './answering.ts';
export { servePort, type Port } from './port.ts';

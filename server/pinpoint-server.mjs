// The browser host as a process: `server/pinpoint-server.mjs [FILE] [--port N] [--no-open]`.
// JavaScript, because this must be said before Node strips the first type. See docs/decisions/0019.
import { setFlagsFromString } from 'node:v8';

setFlagsFromString('--wasm-wrapper-tiering-budget=2147483647');
await import('./main.ts');

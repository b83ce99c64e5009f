export { refuseOtherKind, refuseOtherKindInside } from './other-kinds.ts';
export { refusal, refuseWebPage } from './refusal.ts';

export { LogDialog } from './LogDialog.tsx';
export { PolicyDialog } from './PolicyDialog.tsx';
export { PolicySign } from './PolicySign.tsx';
export { StoppedDialog } from './StoppedDialog.tsx';
export { useGuardedCopy } from './useGuardedCopy.ts';

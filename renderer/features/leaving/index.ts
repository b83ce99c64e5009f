export { LogDialog } from './LogDialog.tsx';
export { PolicyDialog } from './PolicyDialog.tsx';
export { PolicySign } from './PolicySign.tsx';
export { useGuardedCopy } from './useGuardedCopy.ts';

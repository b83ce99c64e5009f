import { lazy, Suspense, useEffect } from 'react';
import { useDialogs } from '../state/index.ts';
import { useOpener } from './useOpener.ts';

const loadContent = () => import('./DialogContent.tsx');
const DialogContent = lazy(() => loadContent().then((module) => ({ default: module.DialogContent })));

/** Long enough for the first map to be drawn without having to share the processor. */
const pauseMs = 4000;

/** Fetched when the start is over: a dialog then opens at once, and even after the connection was lost. */
function useEarlyContent(): void {
  useEffect(() => {
    const timer = setTimeout(() => void loadContent().catch(() => undefined), pauseMs);
    return () => clearTimeout(timer);
  }, []);
}

/** The dialog in sight, if any. */
export function Dialogs() {
  const dialog = useDialogs((state) => state.stack.at(-1));
  const depth = useDialogs((state) => state.stack.length);
  useEarlyContent();
  useOpener();
  if (dialog === undefined) return null;
  return (
    <Suspense fallback={null}>
      <DialogContent dialog={dialog} depth={depth} />
    </Suspense>
  );
}

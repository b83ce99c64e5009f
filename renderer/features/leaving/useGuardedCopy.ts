import { useEffect } from 'react';
import { notify, useSession } from '../../state/index.ts';
import { holdsFigures } from './guarded-copy.ts';

/** What shows treated values, or none, and may be copied as it stands. */
const mayLeave = '[data-may-leave], input, textarea';

const elementOf = (node: Node | null): Element | null =>
  node instanceof Element ? node : (node?.parentElement ?? null);

function isOpen(selection: Selection): boolean {
  return [selection.anchorNode, selection.focusNode].every(
    (node) => elementOf(node)?.closest(mayLeave) != null,
  );
}

/**
 * While the workspace holds restricted figures, figures that are shown as they are stored are not copied to the clipboard: they
 * would leave past the policy. Codes and names of areas are.
 */
export function useGuardedCopy(): void {
  const isNeeded = useSession(
    ({ description }) =>
      description?.releases.some(({ sensitivity }) => sensitivity === 'restricted') === true,
  );
  useEffect(() => {
    if (!isNeeded) return undefined;
    const listen = (event: ClipboardEvent): void => {
      const selection = getSelection();
      const isField = event.target instanceof Element && event.target.closest('input, textarea') !== null;
      if (selection === null || isField || isOpen(selection) || !holdsFigures(selection.toString())) return;
      event.preventDefault();
      notify(
        'info',
        'Figures are not copied from here: some of this workspace are restricted.',
        'Export the list instead: what leaves so is treated by the disclosure policy.',
      );
    };
    document.addEventListener('copy', listen);
    return () => document.removeEventListener('copy', listen);
  }, [isNeeded]);
}

import { useSession } from '../../state/index.ts';
import { Callout } from '../../ui/index.ts';

/** Why nothing can be changed here, for the tooltips of buttons; undefined where something can. */
export function useReadOnly(): string | undefined {
  const isReadOnly = useSession((state) => state.info?.readOnly === true);
  return isReadOnly ? 'This workspace is open read-only: it cannot be changed.' : undefined;
}

/** Says at the top of a dialog that everything in it can only be read, and why. */
export function ReadOnlyNote() {
  const words = useReadOnly();
  const reason = useSession((state) => state.info?.readOnlyReason ?? null);
  if (words === undefined) return null;
  return (
    <Callout tone="info" title={words}>
      {reason === null ? null : <p>{reason}</p>}
    </Callout>
  );
}

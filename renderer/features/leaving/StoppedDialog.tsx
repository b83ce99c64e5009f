import type { ErrorReport } from '#contract';
import type { LetLeave } from '../../state/index.ts';
import { Button, Dialog, ErrorCallout, OverrideForm } from '../../ui/index.ts';

export interface StoppedDialogProps {
  error: ErrorReport;
  letLeave: LetLeave;
  onClose: () => void;
}

/** Why something may not leave, what to do about it, and how somebody may let it leave all the same. */
export function StoppedDialog({ error, letLeave, onClose }: StoppedDialogProps) {
  return (
    <Dialog
      title="This was stopped"
      isOpen
      onClose={onClose}
      size="medium"
      actions={<Button onPress={onClose}>Close</Button>}
    >
      <div className="stack">
        <ErrorCallout error={error} />
        <OverrideForm
          onOverride={(override) => {
            // What goes wrong then is said in a notice.
            onClose();
            void letLeave(override);
          }}
        />
      </div>
    </Dialog>
  );
}

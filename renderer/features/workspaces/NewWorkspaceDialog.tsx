import { useState } from 'react';
import { reportError, type ErrorReport } from '#contract';
import { getClient, refreshSession, showDialog } from '../../state/index.ts';
import { Button, Dialog, ErrorCallout, TextField } from '../../ui/index.ts';

/** A new empty workspace, by its name. */
export function NewWorkspaceDialog({ onClose }: { onClose: () => void }) {
  const [name, setName] = useState('');
  const [error, setError] = useState<ErrorReport | null>(null);
  const [isBusy, setBusy] = useState(false);
  const create = async (): Promise<void> => {
    if (name.trim() === '' || isBusy) return;
    setBusy(true);
    try {
      await getClient().call('workspace.create', { name: name.trim(), at: null });
      await refreshSession();
      onClose();
      // An empty workspace has one next step.
      showDialog({ kind: 'import', family: 'boundaries', job: null });
    } catch (failure) {
      setError(reportError(failure));
    }
    setBusy(false);
  };
  return (
    <Dialog
      title="New workspace"
      isOpen
      onClose={onClose}
      size="small"
      actions={
        <>
          <Button onPress={onClose}>Cancel</Button>
          <Button look="primary" onPress={() => void create()} isDisabled={name.trim() === '' || isBusy}>
            Create
          </Button>
        </>
      }
    >
      <div className="stack">
        <TextField
          label="Name"
          value={name}
          onChange={(text) => {
            setName(text);
            setError(null);
          }}
          placeholder="Greater Manchester 2017"
          help="One file with boundaries, numbers and rules, kept in Pinpoint’s folder."
          autoFocus
          onEnter={() => void create()}
        />
        {error === null ? null : <ErrorCallout error={error} />}
      </div>
    </Dialog>
  );
}

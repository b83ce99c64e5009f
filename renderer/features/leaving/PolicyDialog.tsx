import { useState } from 'react';
import { choosePolicy, useSession } from '../../state/index.ts';
import {
  Button,
  Dialog,
  draftOfPolicy,
  EmptyState,
  PolicyFields,
  policyOfDraft,
  type PolicyDraft,
} from '../../ui/index.ts';
import './leaving.css';
import { describeUsual } from './usual.ts';

/** Choice of the policy under which whatever leaves the workspace does so. */
export function PolicyDialog({ onClose }: { onClose: () => void }) {
  const info = useSession((state) => state.info);
  const releases = useSession((state) => state.description?.releases ?? []);
  const [changed, setChanged] = useState<PolicyDraft | null>(null);
  const [isBusy, setBusy] = useState(false);
  if (info === null)
    return (
      <Dialog title="Disclosure policy" isOpen onClose={onClose} size="small">
        <EmptyState title="No workspace is open">Each workspace has a policy of its own.</EmptyState>
      </Dialog>
    );
  const draft = changed ?? draftOfPolicy(info.policy.isChosen ? info.policy.id : null);
  const policy = policyOfDraft(draft);
  const choose = async (): Promise<void> => {
    if (policy === undefined) return;
    setBusy(true);
    const isChosen = await choosePolicy(policy);
    setBusy(false);
    if (isChosen) onClose();
  };
  const unavailable = info.readOnly ? 'This workspace is open read-only: it cannot be changed.' : undefined;
  return (
    <Dialog
      title="Disclosure policy"
      isOpen
      onClose={onClose}
      size="medium"
      actions={
        <>
          <Button onPress={onClose}>Cancel</Button>
          <Button
            look="primary"
            unavailable={unavailable}
            isDisabled={isBusy || policy === undefined}
            onPress={() => void choose()}
          >
            Choose
          </Button>
        </>
      }
    >
      <div className="stack">
        <p>
          Whatever leaves this workspace leaves under this policy. Only restricted figures are changed by it;
          published ones leave as they are. Here in the workspace you always see what is stored.
        </p>
        <PolicyFields draft={draft} onChange={setChanged} usual={describeUsual(releases)} look="list" />
      </div>
    </Dialog>
  );
}

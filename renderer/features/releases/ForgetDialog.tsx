import { useState } from 'react';
import { formatPlural, reportError, type CallOutput, type ErrorReport } from '#contract';
import { makeAnswers, useSettled } from '../../answers/index.ts';
import {
  closeDialog,
  getClient,
  notify,
  refreshSession,
  useDraftClient,
  waitForEnd,
} from '../../state/index.ts';
import { Button, Callout, Choices, Dialog, EmptyState, ErrorCallout } from '../../ui/index.ts';

type Deleted = CallOutput<'workspace.deleted'>;

const everything = 'all';

/** What was deleted and still lies in the file. */
const deletedLists = makeAnswers<Record<string, never>, Deleted>(
  (question) => getClient().call('workspace.deleted', question),
  { of: 'workspace' },
);

/** What a choice would take, in a line. */
function consequence({ releases, steps }: Deleted, choice: string): string {
  const undo = 'This cannot be undone.';
  if (choice !== everything)
    return `The release is removed from the file and its backup, with every step of undo that needs it. ${undo}`;
  const what = [
    ...(releases.length === 0 ? [] : [formatPlural(releases.length, 'deleted release')]),
    ...(steps === 0
      ? []
      : [formatPlural(steps, 'step')].map((text) => `${text} that could be undone or redone`)),
  ];
  return `Gone from the file and its backup: ${what.join(' and ')}. ${undo}`;
}

function Chooser({
  deleted,
  choice,
  onChange,
}: {
  deleted: Deleted;
  choice: string;
  onChange: (id: string) => void;
}) {
  const releases = deleted.releases.map(({ id, title, file }) => ({
    id: String(id),
    name: title,
    detail: file,
  }));
  return (
    <>
      <p>
        What was deleted can be brought back with undo, so it still lies in the file. Copies that you save
        leave it behind. Forget it for good where even this file must not hold it any more.
      </p>
      <Choices
        label="What to forget"
        choices={[
          { id: everything, name: 'Everything deleted', detail: 'and all steps of undo' },
          ...releases,
        ]}
        value={choice}
        onChange={onChange}
      />
      <Callout tone="warning" title={consequence(deleted, choice)} />
    </>
  );
}

/** Forgets deleted releases for good, after saying what goes and that no undo brings it back. */
export function ForgetDialog({ onClose }: { onClose: () => void }) {
  const client = useDraftClient();
  const loaded = deletedLists.use({});
  const deleted = useSettled(loaded);
  const [choice, setChoice] = useState(everything);
  const [isBusy, setBusy] = useState(false);
  const [refused, setRefused] = useState<ErrorReport | null>(null);
  const error = refused ?? loaded.error;
  const isEmpty = deleted !== null && deleted.releases.length === 0 && deleted.steps === 0;

  const forget = async (): Promise<void> => {
    setBusy(true);
    try {
      const release = choice === everything ? null : Number(choice);
      const { job } = await client.call('workspace.forget', { release });
      const ended = await waitForEnd(job);
      setRefused(ended.error);
      if (ended.product?.kind !== 'forgotten') return;
      await refreshSession();
      closeDialog();
      const { releases, steps } = ended.product;
      notify(
        'success',
        `Forgotten for good: ${formatPlural(releases.length, 'release')} and ${formatPlural(steps, 'step')} of undo.`,
      );
    } catch (failure) {
      setRefused(reportError(failure));
      // Who agrees after a refusal has seen what there is.
      deletedLists.forget();
    } finally {
      setBusy(false);
    }
  };

  return (
    <Dialog
      title="Forget what was deleted"
      isOpen
      onClose={onClose}
      size="small"
      actions={
        <>
          <Button onPress={onClose}>Keep it</Button>
          <Button
            look="danger"
            isDisabled={deleted === null || isEmpty || isBusy}
            onPress={() => void forget()}
          >
            {isBusy ? 'Forgetting …' : 'Forget for good'}
          </Button>
        </>
      }
    >
      {isEmpty ? (
        <EmptyState title="Nothing deleted is left">
          The file holds no deleted release and no step of undo.
        </EmptyState>
      ) : deleted === null ? null : (
        <Chooser deleted={deleted} choice={choice} onChange={setChoice} />
      )}
      {error === null ? null : <ErrorCallout error={error} />}
    </Dialog>
  );
}

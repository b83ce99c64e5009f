import { useEffect } from 'react';
import { formatPlural, type CallOutput, type ErrorReport } from '#contract';
import { makeAnswers } from '../../answers/index.ts';
import { getClient, useSession } from '../../state/index.ts';
import { Button, Callout, Dialog, ErrorCallout } from '../../ui/index.ts';

type Check = CallOutput<'workspace.check'>;

/** What the check of the whole file has found. */
const checks = makeAnswers<Record<string, never>, Check>(
  (question) => getClient().call('workspace.check', question),
  { of: 'workspace' },
);

function Result({ found, error }: { found: Check | null; error: ErrorReport | null }) {
  if (error !== null) return <ErrorCallout error={error} />;
  if (found === null) return <p role="status">Checking the whole file…</p>;
  if (found.ok)
    return (
      <div role="status">
        <Callout tone="success" title="The workspace file is in order.">
          <p>The database, the links between its tables and the GeoPackage layers were all checked.</p>
        </Callout>
      </div>
    );
  return (
    <Callout tone="error" title={`The workspace file has ${formatPlural(found.problems.length, 'problem')}.`}>
      <ul>
        {found.problems.map((problem) => (
          <li key={problem}>{problem}</li>
        ))}
      </ul>
      <p>Save a copy now, and go on from the last good backup if numbers look wrong.</p>
    </Callout>
  );
}

/** Reads the workspace file through and says in sentences whether it is in order. */
export function CheckDialog({ onClose }: { onClose: () => void }) {
  const name = useSession((state) => state.info?.file.name ?? 'the workspace');
  const { value, error } = checks.use({});
  // Whoever opens the dialog again wants the file read again.
  useEffect(() => () => checks.forget(), []);
  return (
    <Dialog
      title={`Check ${name}`}
      isOpen
      onClose={onClose}
      size="small"
      actions={
        <Button look="primary" onPress={onClose}>
          Close
        </Button>
      }
    >
      <Result found={value} error={error} />
    </Dialog>
  );
}

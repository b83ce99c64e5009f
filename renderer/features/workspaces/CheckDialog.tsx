import { useEffect, useState } from 'react';
import { reportError, type CallOutput, type ErrorReport } from '#contract';
import { getClient, useSession } from '../../state/index.ts';
import { Button, Callout, Dialog, ErrorCallout, formatPlural } from '../../ui/index.ts';

interface Finding {
  found: CallOutput<'workspace.check'> | null;
  error: ErrorReport | null;
}

function Result({ found, error }: Finding) {
  if (error !== null) return <ErrorCallout error={error} />;
  if (found === null) return <p role="status">Checking the whole file…</p>;
  if (found.ok)
    return (
      <div role="status">
        <Callout tone="success" title="The workspace file is in order.">
          <p>Its database, its links between tables and its GeoPackage layers were read through.</p>
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
  const [finding, setFinding] = useState<Finding>({ found: null, error: null });
  useEffect(() => {
    let isCurrent = true;
    getClient()
      .call('workspace.check', {})
      .then(
        (found) => isCurrent && setFinding({ found, error: null }),
        (error: unknown) => isCurrent && setFinding({ found: null, error: reportError(error) }),
      );
    return () => {
      isCurrent = false;
    };
  }, []);
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
      <Result {...finding} />
    </Dialog>
  );
}

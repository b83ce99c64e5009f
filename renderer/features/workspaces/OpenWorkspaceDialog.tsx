import { FlaskConical, FolderOpen } from 'lucide-react';
import { useState } from 'react';
import { GridList, GridListItem } from 'react-aria-components';
import { reportError, type CallOutput, type ErrorReport, type FileRef } from '#contract';
import { attempt, getClient, getHost, knownWorkspaces, refreshSession } from '../../state/index.ts';
import { Button, Dialog, ErrorCallout } from '../../ui/index.ts';

type Known = CallOutput<'workspace.list'>[number];

const moment = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeStyle: 'short' });

function sizeWords(bytes: number): string {
  const megabytes = bytes / 1_000_000;
  return megabytes < 1 ? `${Math.max(1, Math.round(bytes / 1000))} KB` : `${megabytes.toFixed(1)} MB`;
}

/** A file that is chosen in a browser is a copy: it opens although the original is held. */
function withWayOut(error: ErrorReport): ErrorReport {
  if (error.code !== 'workspace_held' || getHost().shell.capabilities.saveDialog) return error;
  return { ...error, hint: `${error.hint ?? ''} “Choose a file…” opens a copy.`.trim() };
}

function Item({ known }: { known: Known }) {
  const { file, place, opened, current } = known;
  return (
    <GridListItem id={file.id} textValue={file.name} className="workspace-item" isDisabled={current}>
      <span className="workspace-name">{file.name}</span>
      {current ? <span className="workspace-current">open now</span> : null}
      <span className="workspace-facts">
        {[
          place,
          sizeWords(file.size),
          opened === null ? 'never opened here' : `opened ${moment.format(new Date(opened))}`,
        ].join(' · ')}
      </span>
    </GridListItem>
  );
}

interface Opening {
  file: FileRef | null;
  error: ErrorReport | null;
  isBusy: boolean;
}

/** Opens a workspace that this host knows, one from a file, or the demonstration. */
export function OpenWorkspaceDialog({
  failed,
  onClose,
}: {
  failed: { file: FileRef; error: ErrorReport } | null;
  onClose: () => void;
}) {
  const known = knownWorkspaces.use({}).value ?? [];
  const [opening, setOpening] = useState<Opening>({
    file: failed?.file ?? null,
    error: failed?.error ?? null,
    isBusy: false,
  });
  const run = async (file: FileRef | null, work: () => Promise<unknown>): Promise<void> => {
    setOpening({ file, error: null, isBusy: true });
    try {
      await work();
      await refreshSession();
      onClose();
    } catch (failure) {
      setOpening({ file, error: reportError(failure), isBusy: false });
    }
  };
  const open = (file: FileRef): Promise<void> =>
    run(file, () => getClient().call('workspace.open', { file }));
  const pick = async (): Promise<void> => {
    const [file] = (await attempt(() => getHost().shell.pickFiles(['.gpkg'], false))) ?? [];
    if (file !== undefined) await open(file);
  };
  const { file: tried } = opening;
  return (
    <Dialog
      title="Open a workspace"
      isOpen
      onClose={onClose}
      actions={
        <>
          <Button
            onPress={() => void run(null, () => getClient().call('workspace.openDemo', {}))}
            isDisabled={opening.isBusy}
          >
            <FlaskConical size={16} aria-hidden /> Open the demonstration
          </Button>
          <Button look="primary" onPress={() => void pick()} isDisabled={opening.isBusy}>
            <FolderOpen size={16} aria-hidden /> Choose a file…
          </Button>
        </>
      }
    >
      <div className="stack">
        {opening.error === null ? null : (
          <ErrorCallout
            error={withWayOut(opening.error)}
            actions={
              tried !== null && opening.error.code === 'workspace_held' ? (
                <Button onPress={() => void open(tried)}>Try again</Button>
              ) : undefined
            }
          />
        )}
        <GridList
          aria-label="Known workspaces"
          className="workspace-list"
          items={known.map((item) => ({ ...item, id: item.file.id }))}
          dependencies={[known]}
          onAction={(key) => {
            const found = known.find(({ file }) => file.id === key);
            if (found !== undefined && !found.current && !opening.isBusy) void open(found.file);
          }}
          renderEmptyState={() => <p className="quiet">There are no workspaces here yet.</p>}
        >
          {(item) => <Item known={item} />}
        </GridList>
      </div>
    </Dialog>
  );
}

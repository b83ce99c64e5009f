import { useMemo, type ReactNode } from 'react';
import { attempt, getClient, notify, openDemo, refreshSession, type Commands } from '../state/index.ts';

interface CommandSet {
  commands: Commands;
  /** The dialogs that the commands open. */
  dialogs: ReactNode;
  /** Long work, for the status bar. */
  jobs: ReactNode;
}

async function openKnown(file: Parameters<Commands['openKnown']>[0]): Promise<void> {
  await attempt(() => getClient().call('workspace.open', { file }));
  await refreshSession();
}

async function checkWorkspace(): Promise<void> {
  const found = await attempt(() => getClient().call('workspace.check', {}));
  if (found === undefined) return;
  if (found.ok) notify('success', 'The workspace file is in order.');
  else notify('error', `The workspace file has problems: ${found.problems.join(' ')}`);
}

/** Everything a person can start, and the dialogs that come with it. */
export function useCommands(): CommandSet {
  const commands = useMemo<Commands>(
    () => ({
      newWorkspace: () => undefined,
      openWorkspace: () => undefined,
      openKnown: (file) => void openKnown(file),
      openDemo: () => void openDemo(),
      checkWorkspace: () => void checkWorkspace(),
      copyWorkspace: () => undefined,
      importData: () => undefined,
      exportList: () => undefined,
    }),
    [],
  );
  return { commands, dialogs: null, jobs: null };
}

import { create } from 'zustand';
import { reportError, type ErrorReport, type WorkspaceDescription, type WorkspaceInfo } from '#contract';
import { getClient } from './connection.ts';
import { forgetFacts } from './facts.ts';
import { attempt, notify } from './notices.ts';

interface SessionState {
  /** `empty`: no workspace is open. `failed`: the backend cannot be reached or the workspace not read. */
  phase: 'starting' | 'empty' | 'ready' | 'failed';
  info: WorkspaceInfo | null;
  description: WorkspaceDescription | null;
  error: ErrorReport | null;
  /** Grows whenever what was read before may no longer hold: other areas, other numbers. A new rule alone changes nothing. */
  dataRevision: number;
}

export const useSession = create<SessionState>(() => ({
  phase: 'starting',
  info: null,
  description: null,
  error: null,
  dataRevision: 0,
}));

/** Everything that the numbers depend on. */
function dataKey(state: Pick<SessionState, 'info' | 'description'>): string {
  const { info, description } = state;
  if (info === null || description === null) return '';
  const releases = description.releases.map((release) => release.id);
  return JSON.stringify([info.file.id, releases, description.geographies, description.indicators]);
}

async function readWorkspace(): Promise<Partial<SessionState>> {
  try {
    const [info, description] = await Promise.all([
      getClient().call('workspace.info', {}),
      getClient().call('workspace.describe', {}),
    ]);
    return { phase: 'ready', info, description, error: null };
  } catch (error) {
    const report = reportError(error);
    if (report.code === 'not_found') return { phase: 'empty', info: null, description: null, error: null };
    return { phase: 'failed', error: report };
  }
}

let reading: Promise<void> | null = null;
let again = false;

async function readOnce(): Promise<void> {
  const before = dataKey(useSession.getState());
  const state = await readWorkspace();
  const after = dataKey({ info: state.info ?? null, description: state.description ?? null });
  if (before !== after) forgetFacts();
  useSession.setState(({ dataRevision }) => ({
    ...state,
    dataRevision: before === after ? dataRevision : dataRevision + 1,
  }));
}

/** Reads the workspace's facts again. Calls while one is under way are taken together. */
export async function refreshSession(): Promise<void> {
  again = true;
  reading ??= (async () => {
    while (again) {
      again = false;
      await readOnce();
    }
    reading = null;
  })();
  return reading;
}

/** Takes back the last change of the workspace. */
export async function undo(): Promise<void> {
  const what = useSession.getState().info?.undo;
  if (what === null || what === undefined) return;
  const info = await attempt(() => getClient().call('workspace.undo', {}));
  if (info === undefined) return;
  // What was taken back is what could be done again: the workspace may have changed since the page last looked.
  notify('info', `Undone: ${info.redo ?? what}`);
  await refreshSession();
}

/** Does again what was taken back last. */
export async function redo(): Promise<void> {
  const what = useSession.getState().info?.redo;
  if (what === null || what === undefined) return;
  const info = await attempt(() => getClient().call('workspace.redo', {}));
  if (info === undefined) return;
  notify('info', `Done again: ${info.undo ?? what}`);
  await refreshSession();
}

/** Opens the demonstration workspace. */
export async function openDemo(): Promise<void> {
  await attempt(() => getClient().call('workspace.openDemo', {}));
  await refreshSession();
}

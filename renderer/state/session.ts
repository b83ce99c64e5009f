import { create } from 'zustand';
import {
  reportError,
  type ErrorReport,
  type MapStyle,
  type WorkspaceDescription,
  type WorkspaceInfo,
} from '#contract';
import { forgetAnswers, inTurn } from '../answers/index.ts';
import { getClient } from './connection.ts';
import { attempt, notify } from './notices.ts';
import { adoptStyle, readStyle } from './view.ts';

export interface SessionState {
  /** `empty`: no workspace is open. `failed`: the backend cannot be reached or the workspace not read. */
  phase: 'starting' | 'empty' | 'ready' | 'failed';
  info: WorkspaceInfo | null;
  description: WorkspaceDescription | null;
  error: ErrorReport | null;
  /** Grows whenever what was read before may no longer hold: other areas, other numbers. A new rule alone changes nothing. */
  dataRevision: number;
  /** How often another program has changed the file: what was measured before that may no longer hold either. */
  disturbances: number;
}

export const useSession = create<SessionState>(() => ({
  phase: 'starting',
  info: null,
  description: null,
  error: null,
  dataRevision: 0,
  disturbances: 0,
}));

/** Everything that the numbers depend on. */
function dataKey(state: Pick<SessionState, 'info' | 'description'>): string {
  const { info, description } = state;
  if (info === null || description === null) return '';
  const releases = description.releases.map(({ id, sensitivity }) => [id, sensitivity]);
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

async function readOnce(): Promise<void> {
  const before = dataKey(useSession.getState());
  const state = await readWorkspace();
  const after = dataKey({ info: state.info ?? null, description: state.description ?? null });
  if (before !== after) forgetAnswers('data');
  useSession.setState(({ dataRevision }) => ({
    ...state,
    dataRevision: before === after ? dataRevision : dataRevision + 1,
  }));
}

/** Reads everything again, also what says of itself that it is the same: another program may have changed any of it. */
export async function readAfresh(): Promise<void> {
  forgetAnswers('data');
  useSession.setState(({ dataRevision, disturbances }) => ({
    dataRevision: dataRevision + 1,
    disturbances: disturbances + 1,
  }));
  return refreshSession();
}

/** Reads the workspace's facts again. */
export const refreshSession = inTurn(readOnce);

/**
 * Takes in what a change answered of the workspace. Answers may overtake one another: of one workspace only that of the
 * newest revision is taken.
 */
export function adoptInfo(info: WorkspaceInfo): void {
  const known = useSession.getState().info;
  if (known?.file.id === info.file.id && known.revision > info.revision) return;
  useSession.setState({ info });
}

interface Step {
  call: 'workspace.undo' | 'workspace.redo';
  /** What has been done, before the name of the step. */
  done: string;
  /** What another window did. */
  theirs: string;
  action: string;
}

const back: Step = { call: 'workspace.undo', done: 'Undone', theirs: 'done', action: 'Undo it here' };
const forth: Step = {
  call: 'workspace.redo',
  done: 'Redone',
  theirs: 'undone',
  action: 'Redo it here',
};

async function take({ call, done }: Step, title: string, step?: number): Promise<void> {
  const info = await attempt(() => getClient().call(call, { step }));
  if (info !== undefined) notify('info', `${done}: ${title}`);
  await refreshSession();
}

/** One's own last step is taken at once; another's only when one knows that it is. */
async function takeStep(way: Step): Promise<void> {
  const { info } = useSession.getState();
  const [title, step] = way === back ? [info?.undo, info?.undoStep] : [info?.redo, info?.redoStep];
  if (title == null || step == null) return;
  if (step.whose !== 'other') return take(way, title);
  notify('info', `“${title}” was ${way.theirs} in another window.`, null, {
    label: way.action,
    run: () => void take(way, title, step.id),
  });
}

/** Takes back the last change of this page. */
export function undo(): Promise<void> {
  return takeStep(back);
}

/** Does again what this page took back last. */
export function redo(): Promise<void> {
  return takeStep(forth);
}

/** Draws the map in another style at once, and saves it to the workspace as one undoable change where it can be changed. */
export async function setStyle(change: Partial<MapStyle>): Promise<void> {
  const style = { ...readStyle(), ...change };
  adoptStyle(style);
  if (useSession.getState().info?.readOnly !== false) return;
  const info = await attempt(() => getClient().call('workspace.setStyle', style));
  if (info !== undefined) adoptInfo(info);
}

/** Opens the demonstration workspace. */
export async function openDemo(): Promise<void> {
  await attempt(() => getClient().call('workspace.openDemo', {}));
  await refreshSession();
}

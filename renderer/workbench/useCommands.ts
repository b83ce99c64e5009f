import { reportError, type FileRef } from '#contract';
import {
  attempt,
  deliverFiles,
  getClient,
  notify,
  notifyReport,
  openDemo,
  refreshSession,
  showDialog,
  useSession,
  waitForEnd,
  type Commands,
} from '../state/index.ts';

/** What keeps a workspace from opening is shown where another can be chosen. */
async function openKnown(file: FileRef): Promise<void> {
  try {
    await getClient().call('workspace.open', { file });
  } catch (error) {
    showDialog({ kind: 'open-workspace', failed: { file, error: reportError(error) } });
  }
  await refreshSession();
}

async function copyWorkspace(): Promise<void> {
  const started = await attempt(() => getClient().call('workspace.copy', {}));
  if (started === undefined) return;
  const job = await waitForEnd(started.job);
  if (job.product?.kind === 'files') await deliverFiles(job.product.files);
  else if (job.state === 'failed')
    notifyReport(job.error ?? { code: 'internal', message: 'The copy failed.' });
}

/** What changes the workspace is not even begun where it cannot be changed. */
function changing<Args extends unknown[]>(run: (...args: Args) => void): (...args: Args) => void {
  return (...args) => {
    const { info } = useSession.getState();
    if (info?.readOnly !== true) return run(...args);
    return notify('info', 'This workspace is open read-only: it cannot be changed.', info.readOnlyReason);
  };
}

const commands: Commands = {
  newWorkspace: () => showDialog({ kind: 'new-workspace' }),
  openWorkspace: () => showDialog({ kind: 'open-workspace', failed: null }),
  openKnown: (file) => void openKnown(file),
  openDemo: () => void openDemo(),
  checkWorkspace: () => showDialog({ kind: 'check' }),
  copyWorkspace: () => void copyWorkspace(),
  importData: changing((family) => showDialog({ kind: 'import', family, job: null })),
  exportList: (format) => showDialog({ kind: 'export', format }),
  showReleases: () => showDialog({ kind: 'releases' }),
  linkAreas: changing(() => showDialog({ kind: 'link', from: null })),
  defineRate: changing(() => showDialog({ kind: 'rate', pair: null })),
  compareRules: () => showDialog({ kind: 'compare' }),
  choosePolicy: () => showDialog({ kind: 'policy' }),
  showLog: () => showDialog({ kind: 'log' }),
};

/** Everything a person can start from several places. */
export function useCommands(): Commands {
  return commands;
}

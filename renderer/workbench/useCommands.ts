import { useMemo } from 'react';
import type { FileRef } from '#contract';
import {
  attempt,
  deliverFiles,
  getClient,
  openDemo,
  refreshSession,
  showDialog,
  waitForJob,
  type Commands,
} from '../state/index.ts';

async function openKnown(file: FileRef): Promise<void> {
  await attempt(() => getClient().call('workspace.open', { file }));
  await refreshSession();
}

async function copyWorkspace(): Promise<void> {
  await attempt(async () => {
    const { job } = await getClient().call('workspace.copy', {});
    const { product } = await waitForJob(job);
    if (product?.kind === 'files') await deliverFiles(product.files);
  });
}

/** Everything a person can start. What needs more to be said opens a dialog. */
export function useCommands(): Commands {
  return useMemo<Commands>(
    () => ({
      newWorkspace: () => showDialog({ kind: 'new-workspace' }),
      openWorkspace: () => showDialog({ kind: 'open-workspace', error: null }),
      openKnown: (file) => void openKnown(file),
      openDemo: () => void openDemo(),
      checkWorkspace: () => showDialog({ kind: 'check' }),
      copyWorkspace: () => void copyWorkspace(),
      importData: (family) => showDialog({ kind: 'import', family, job: null }),
      exportList: (format) => showDialog({ kind: 'export', format }),
      showReleases: () => showDialog({ kind: 'releases' }),
      linkAreas: () => showDialog({ kind: 'link', from: null }),
      defineRate: () => showDialog({ kind: 'rate', numerator: null }),
      compareRules: () => showDialog({ kind: 'compare' }),
    }),
    [],
  );
}

import { FileUp } from 'lucide-react';
import { useEffect, useState } from 'react';
import { attempt, getHost, notify, showDialog, topDialog, useSession } from '../state/index.ts';
import './window-drop.css';

const holdsFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') === true;

/** Why dropped files cannot be taken now, in a sentence; null where they can. */
function findObstacle(): string | null {
  const { info } = useSession.getState();
  if (info === null) return 'Open or create a workspace first, then drop the files again.';
  return info.readOnly ? 'This workspace is open read-only: nothing can be imported.' : null;
}

async function takeFiles(files: File[]): Promise<void> {
  const obstacle = findObstacle();
  if (obstacle !== null) return notify('info', obstacle, null);
  const taken = await attempt(() => getHost().shell.takeFiles(files));
  if (taken !== undefined && taken.length > 0)
    showDialog({ kind: 'import', family: null, job: null, files: taken });
}

/**
 * Files dropped anywhere on the window are looked at for import. While a dialog is open they are left alone: it may have a
 * place for them itself. Without this a browser would leave the app to show the file.
 */
export function WindowDrop() {
  const [isOver, setOver] = useState(false);
  useEffect(() => {
    const over = (event: DragEvent): void => {
      if (event.defaultPrevented || !holdsFiles(event) || event.dataTransfer === null) return;
      event.preventDefault();
      const isFree = topDialog() === undefined;
      event.dataTransfer.dropEffect = isFree ? 'copy' : 'none';
      setOver(isFree);
    };
    const leave = (event: DragEvent): void => {
      if (event.relatedTarget === null) setOver(false);
    };
    const drop = (event: DragEvent): void => {
      setOver(false);
      if (event.defaultPrevented || !holdsFiles(event)) return;
      event.preventDefault();
      const files = [...(event.dataTransfer?.files ?? [])];
      if (topDialog() === undefined && files.length > 0) void takeFiles(files);
    };
    window.addEventListener('dragover', over);
    window.addEventListener('dragleave', leave);
    window.addEventListener('drop', drop);
    return () => {
      window.removeEventListener('dragover', over);
      window.removeEventListener('dragleave', leave);
      window.removeEventListener('drop', drop);
    };
  }, []);
  if (!isOver) return null;
  return (
    <div className="window-drop" aria-hidden>
      <div className="window-drop-words">
        <FileUp size={28} strokeWidth={1.5} />
        Drop the files to see how they would be imported
      </div>
    </div>
  );
}

import { fileRef, type FileRef } from '#contract';
import { uploadFile } from './http.ts';
import type { Shell } from './shell.ts';

/** Shows the browser's own file dialog; an empty list when it was closed without a choice. */
function chooseFiles(accept: readonly string[], multiple: boolean): Promise<File[]> {
  return new Promise((resolve) => {
    const input = document.createElement('input');
    input.type = 'file';
    input.accept = accept.join(',');
    input.multiple = multiple;
    input.hidden = true;
    const finish = (): void => {
      resolve([...(input.files ?? [])]);
      input.remove();
    };
    input.addEventListener('change', finish);
    input.addEventListener('cancel', finish);
    document.body.append(input);
    input.click();
  });
}

async function upload(files: readonly File[]): Promise<FileRef[]> {
  const taken: FileRef[] = [];
  // One after another: the disk is the bottleneck, and the order is kept.
  for (const file of files) taken.push(fileRef.parse(await uploadFile(file)));
  return taken;
}

function download(file: FileRef, suggestedName: string): void {
  const link = document.createElement('a');
  link.href = `files/${encodeURIComponent(file.id)}`;
  link.download = suggestedName;
  document.body.append(link);
  link.click();
  link.remove();
}

/** The shell of the browser host: file input, upload, download. */
export function makeBrowserShell(): Shell {
  return {
    capabilities: { saveDialog: false, dropFiles: true },
    pickFiles: async (accept, multiple) => upload(await chooseFiles(accept, multiple)),
    takeFiles: upload,
    deliver(file, suggestedName) {
      download(file, suggestedName);
      return Promise.resolve(true);
    },
    openLink(address) {
      window.open(address, '_blank', 'noopener,noreferrer');
    },
    // A browser's menu is its own.
    onCommand: () => undefined,
  };
}

import { fileRef, type FileRef } from '#contract';
import type { Wire } from './http.ts';
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

async function upload(wire: Wire, files: readonly File[]): Promise<FileRef[]> {
  const taken: FileRef[] = [];
  // One after another: the disk is the bottleneck, and the order is kept.
  for (const file of files) taken.push(fileRef.parse(await wire.uploadFile(file)));
  return taken;
}

function download(address: string, suggestedName: string): void {
  const link = document.createElement('a');
  link.href = address;
  link.download = suggestedName;
  document.body.append(link);
  link.click();
  link.remove();
}

/** The shell of the browser host: file input, upload, download. */
export function makeBrowserShell(wire: Wire): Shell {
  return {
    capabilities: { saveDialog: false, dropFiles: true },
    pickFiles: async (accept, multiple) => upload(wire, await chooseFiles(accept, multiple)),
    takeFiles: (files) => upload(wire, files),
    async deliver(file, suggestedName) {
      download(await wire.ticketFor(file), suggestedName);
      return true;
    },
    openLink(address) {
      window.open(address, '_blank', 'noopener,noreferrer');
    },
    // A browser's menu is its own.
    onCommand: () => undefined,
  };
}

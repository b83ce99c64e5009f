// Runs beside the page in a sandbox: hands it its port and the few things that only the desktop can do.
import { contextBridge, ipcRenderer, webUtils } from 'electron';
import type { FileRef, MenuCommand } from '#contract';
import { channels, portMessage, type CallOutcome } from '../channels.ts';

const shell = {
  pickFiles: (accept: readonly string[], multiple: boolean): Promise<CallOutcome<FileRef[]>> =>
    ipcRenderer.invoke(channels.pickFiles, accept, multiple) as Promise<CallOutcome<FileRef[]>>,

  /** A file that the page made itself has no path and is left out. */
  takeFiles: (files: readonly File[]): Promise<CallOutcome<FileRef[]>> => {
    const paths = files.map((file) => webUtils.getPathForFile(file)).filter((path) => path !== '');
    return ipcRenderer.invoke(channels.takeFiles, paths) as Promise<CallOutcome<FileRef[]>>;
  },

  deliver: (file: FileRef, suggestedName: string): Promise<CallOutcome<boolean>> =>
    ipcRenderer.invoke(channels.deliver, file, suggestedName) as Promise<CallOutcome<boolean>>,

  openLink: (address: string): void => ipcRenderer.send(channels.openLink, address),

  /** The listener answers whether it took the command; undo and redo that it leaves are the focused field's own. */
  onCommand: (listener: (command: MenuCommand) => boolean): void => {
    ipcRenderer.removeAllListeners(channels.command);
    ipcRenderer.on(channels.command, (_event, command: MenuCommand) => {
      const taken = listener(command);
      if (!taken && (command === 'undo' || command === 'redo')) ipcRenderer.send(channels.editText, command);
    });
  },
};

/** What the page finds as `window.pinpointShell`. */
export type DesktopShell = typeof shell;

contextBridge.exposeInMainWorld('pinpointShell', shell);

ipcRenderer.on(channels.port, (event) => {
  window.postMessage(portMessage, window.location.origin, [...event.ports]);
});

// By `load` the page's script has run and listens; a page that is loaded again asks again.
window.addEventListener('load', () => ipcRenderer.send(channels.wantPort));

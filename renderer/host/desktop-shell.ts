import type { FileRef, MenuCommand } from '#contract';
import type { Shell } from './shell.ts';

/** What the preload script of the desktop host puts on the window. */
export interface PreloadedShell {
  pickFiles(accept: readonly string[], multiple: boolean): Promise<FileRef[]>;
  takeFiles(files: readonly File[]): Promise<FileRef[]>;
  deliver(file: FileRef, suggestedName: string): Promise<boolean>;
  openLink(address: string): void;
  onCommand(listener: (command: MenuCommand) => boolean): void;
}

declare global {
  interface Window {
    pinpointShell?: PreloadedShell;
  }
}

/** The shell of the desktop host: native dialogs through the preload script. */
export function makeDesktopShell(preloaded: PreloadedShell): Shell {
  return {
    capabilities: { saveDialog: true, dropFiles: true },
    pickFiles: (accept, multiple) => preloaded.pickFiles(accept, multiple),
    takeFiles: (files) => preloaded.takeFiles(files),
    deliver: (file, suggestedName) => preloaded.deliver(file, suggestedName),
    openLink: (address) => preloaded.openLink(address),
    onCommand: (listener) => preloaded.onCommand(listener),
  };
}

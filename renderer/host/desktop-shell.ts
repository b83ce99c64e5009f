import { reviveError, type ErrorReport, type FileRef, type MenuCommand } from '#contract';
import type { Shell } from './shell.ts';

/** An answer of the desktop; errors come as data. */
type Outcome<T> = { output: T } | { error: ErrorReport };

/** What the preload script of the desktop host puts on the window. */
export interface PreloadedShell {
  pickFiles(accept: readonly string[], multiple: boolean): Promise<Outcome<FileRef[]>>;
  takeFiles(files: readonly File[]): Promise<Outcome<FileRef[]>>;
  deliver(file: FileRef, suggestedName: string): Promise<Outcome<boolean>>;
  openLink(address: string): void;
  onCommand(listener: (command: MenuCommand) => boolean): void;
}

declare global {
  interface Window {
    pinpointShell?: PreloadedShell;
  }
}

async function unwrap<T>(answer: Promise<Outcome<T>>): Promise<T> {
  const outcome = await answer;
  if ('error' in outcome) throw reviveError(outcome.error);
  return outcome.output;
}

/** The shell of the desktop host: native dialogs through the preload script. */
export function makeDesktopShell(preloaded: PreloadedShell): Shell {
  return {
    capabilities: { saveDialog: true, dropFiles: true },
    pickFiles: (accept, multiple) => unwrap(preloaded.pickFiles(accept, multiple)),
    takeFiles: (files) => unwrap(preloaded.takeFiles(files)),
    deliver: (file, suggestedName) => unwrap(preloaded.deliver(file, suggestedName)),
    openLink: (address) => preloaded.openLink(address),
    onCommand: (listener) => preloaded.onCommand(listener),
  };
}

import type { FileRef, MenuCommand } from '#contract';

/** What this host can do beyond showing the page. */
export interface Capabilities {
  /** True where saving asks for a place in a dialog; false where the browser downloads. */
  saveDialog: boolean;
  /** True where files may be dropped on the window. */
  dropFiles: boolean;
}

/** What differs between hosts. The page never sees a path, only file references. */
export interface Shell {
  capabilities: Capabilities;
  /**
   * Lets the person choose files. `accept` holds endings with their dot (`['.zip', '.shp']`); empty = any file.
   * Answers an empty list when the person thought better of it.
   */
  pickFiles(accept: readonly string[], multiple: boolean): Promise<FileRef[]>;
  /** Takes files that were dropped on the window. */
  takeFiles(files: readonly File[]): Promise<FileRef[]>;
  /** Hands a file to the person: a download, or a save dialog. False when the person thought better of it. */
  deliver(file: FileRef, suggestedName: string): Promise<boolean>;
  /** Opens a web address outside of Pinpoint. */
  openLink(address: string): void;
  /**
   * Listens to the menu of the host, where it has one; one listener at a time. The listener answers whether it took the
   * command: undo and redo that it leaves belong to the text field that has the focus.
   */
  onCommand(listener: (command: MenuCommand) => boolean): void;
}

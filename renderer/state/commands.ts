import type { ExportFormat, FileRef, ImportFamily } from '#contract';

/** What a person can start from several places: the toolbar, the search box, an empty panel. */
export interface Commands {
  newWorkspace: () => void;
  openWorkspace: () => void;
  openKnown: (file: FileRef) => void;
  openDemo: () => void;
  checkWorkspace: () => void;
  copyWorkspace: () => void;
  /** null: Pinpoint finds out what they hold. */
  importData: (family: ImportFamily | null) => void;
  exportList: (format: ExportFormat) => void;
  showReleases: () => void;
  linkAreas: () => void;
  defineRate: () => void;
  compareRules: () => void;
  choosePolicy: () => void;
  showLog: () => void;
}

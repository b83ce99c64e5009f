import { create } from 'zustand';
import type { SiteDraft, SiteForm } from './provision.ts';
import type { AskedTable } from './table-export.ts';
import type {
  ErrorReport,
  ExportFormat,
  FileRef,
  GeographyRef,
  ImportFamily,
  ImportReport,
  Site,
} from '#contract';

/** What a report is about, and what it says. */
export interface ShownReport {
  title: string;
  release: number;
  /** null where the release did not come from a file. */
  report: ImportReport | null;
  /** True right after the import: then next steps are offered. */
  isFresh: boolean;
}

/** Which dialog is asked for, with what it begins with. */
export type DialogRequest =
  /** `family` null: the files decide. `job`: the import that the dialog started. `files`: those it is to look at. */
  | { kind: 'import'; family: ImportFamily | null; job: string | null; files?: FileRef[] }
  | { kind: 'export'; format: ExportFormat }
  | { kind: 'export-table'; table: AskedTable }
  | ({ kind: 'report' } & ShownReport)
  | { kind: 'job'; job: string }
  | { kind: 'releases' }
  /** What was deleted is forgotten for good. */
  | { kind: 'forget' }
  | { kind: 'link'; from: GeographyRef | null }
  /** `pair`: the counts to begin with; null = the likeliest. */
  | { kind: 'rate'; pair: { numerator: string; denominator: string } | null }
  | { kind: 'compare' }
  /** Where the next site should be. */
  | { kind: 'planner' }
  /** How providers and programmes do. */
  | { kind: 'performance' }
  /** Who delivers, under which names. */
  | { kind: 'providers' }
  /** A site is added or changed; `draft` null: a new one; `form`: one that goes on. */
  | { kind: 'site'; draft: SiteDraft | null; form?: SiteForm }
  | { kind: 'new-workspace' }
  /** `failed`: what could not be opened, and why. */
  | { kind: 'open-workspace'; failed: { file: FileRef; error: ErrorReport } | null }
  /** Under which policy whatever leaves does so. */
  | { kind: 'policy' }
  /** What has left. */
  | { kind: 'log' }
  | { kind: 'check' };

interface DialogState {
  /** The last one is in sight; closing it brings back the one before. */
  stack: DialogRequest[];
}

export const useDialogs = create<DialogState>(() => ({ stack: [] }));

/** The dialog in sight; undefined where there is none. */
export function topDialog(): DialogRequest | undefined {
  return useDialogs.getState().stack.at(-1);
}

/** Shows a dialog; closing it goes back to the one in sight now. */
export function showDialog(dialog: DialogRequest): void {
  useDialogs.setState(({ stack }) => ({ stack: [...stack, dialog] }));
}

/** Shows a dialog in the place of the one in sight. */
export function replaceDialog(dialog: DialogRequest): void {
  useDialogs.setState(({ stack }) => ({ stack: [...stack.slice(0, -1), dialog] }));
}

/** Closes the dialog in front; the one behind it, if any, is in front again. */
export function closeDialog(): void {
  useDialogs.setState(({ stack }) => ({ stack: stack.slice(0, -1) }));
}

/** Closes every dialog, as when another workspace is opened. */
export function closeAllDialogs(): void {
  useDialogs.setState({ stack: [] });
}

/** Opens the dialog of a site as it is now, with what is delivered there. */
export function showSite(site: Site): void {
  showDialog({ kind: 'site', draft: draftOfSite(site) });
}

/** A site as a form shows it. */
export function draftOfSite(site: Site): SiteDraft {
  const { id, name, lon, lat, postcode, firstDay, lastDay, kind, jobs } = site;
  return {
    id,
    name,
    lon: String(lon),
    lat: String(lat),
    postcode: postcode ?? '',
    firstDay: firstDay ?? '',
    lastDay: lastDay ?? '',
    kind,
    jobs: jobs === null ? '' : String(jobs),
  };
}

import {
  findFileNameFault,
  type DisclosurePolicy,
  listCoordinateSystems,
  usualCoordinateSystem,
  type ChosenFormat,
  type CoordinateSystem,
  type ExportFormat,
  type TargetListRequest,
  type RuleQuestion,
} from '#contract';
import { draftOfPolicy, type PolicyDraft } from '../../ui/index.ts';

/** Which of the areas that are in the list holds. */
export type Extent = 'all-in' | 'limit' | 'share' | 'everything';

/** What a person chose of a file in the export dialog, whatever is in it. */
export interface FileChoices {
  format: ExportFormat;
  /** What the places are to be in, where the format lets one choose. */
  system: CoordinateSystem;
  title: string;
  author: string;
  fileName: string;
  policy: PolicyDraft;
  /** A run file goes with it. */
  savesRun: boolean;
}

/** What a person chose of a list; numbers as typed. */
export interface ExportChoices extends FileChoices {
  extent: Extent;
  limit: string;
  /** Per cent. */
  share: string;
  /** Coverage stands beside the areas, where it has been measured. */
  withCoverage: boolean;
  /** The indicators that were added to the table stand beside the areas. */
  withBeside: boolean;
}

/** Coverage as it was measured, and by which job. */
export type MeasuredCoverage = NonNullable<TargetListRequest['coverage']>;

/** What may stand beside the areas, and under which policy all leaves; null = the workspace's. */
export interface Beside {
  coverage: MeasuredCoverage | null;
  indicators: TargetListRequest['beside'];
  policy: DisclosurePolicy | null;
}

/** The format with the coordinate system that was chosen for another format, as far as this one has room for it. */
export function pickSystem({ format, system }: ChosenFormat): ChosenFormat {
  const isPossible = listCoordinateSystems(format).includes(system);
  return { format, system: isPossible ? system : usualCoordinateSystem };
}

/** Choices of a file as they are before anybody has chosen. */
export function usualFileChoices({ format, system }: ChosenFormat): FileChoices {
  const policy = draftOfPolicy(null);
  return { format, system, title: '', author: '', fileName: '', policy, savesRun: false };
}

/** The file's name as it stands in its field; `usualName` where nothing was typed. */
export function nameOfFile({ fileName }: Pick<FileChoices, 'fileName'>, usualName: string): string {
  return fileName === '' ? usualName : fileName;
}

/** What a document says of itself; null where nothing was typed. */
export function saidOf({ title, author }: Pick<FileChoices, 'title' | 'author'>) {
  return { title: title.trim() || null, author: author.trim() || null };
}

/** As what a document is to be written. `usualName` as in `nameOfFile`. The page does not know where its run file will lie. */
export function fileOf(choices: FileChoices, usualName: string) {
  return {
    ...pickSystem(choices),
    fileName: nameOfFile(choices, usualName).trim(),
    saveRun: choices.savesRun ? { workspace: null } : null,
  };
}

/** What is wrong with the number of areas or the share, in a sentence; undefined where it can be used. */
export function findExtentProblem({ extent, limit, share }: ExportChoices): string | undefined {
  if (extent === 'limit' && !/^[1-9]\d*$/.test(limit.trim()))
    return 'Write a whole number of areas, at least 1.';
  const percent = Number(share);
  if (extent === 'share' && !(share.trim() !== '' && percent > 0 && percent <= 100))
    return 'Write a share above 0 and up to 100 per cent.';
  return undefined;
}

/** What is wrong with the file's name; undefined where it can be used. */
export function findNameProblem(fileName: string): string | undefined {
  const name = fileName.trim();
  if (/[\\/:*?"<>|]/.test(name)) return 'A file’s name has none of \\ / : * ? " < > |';
  const fault = findFileNameFault(name);
  return fault === undefined ? undefined : `${fault}.`;
}

/** The list that was chosen. Call it without problems only. */
export function makeRequest(
  question: RuleQuestion,
  choices: ExportChoices,
  { coverage, indicators, policy }: Beside,
): TargetListRequest {
  const { extent } = choices;
  return {
    question,
    ...saidOf(choices),
    limit: extent === 'limit' ? Number(choices.limit) : null,
    share: extent === 'share' ? Number(choices.share) / 100 : null,
    all: extent === 'everything',
    policy,
    override: null,
    beside: choices.withBeside ? indicators : [],
    coverage: choices.withCoverage ? coverage : null,
  };
}

/** A file name made from a title: "priority-areas-lsoa-2001-july-2008". */
export function nameFromTitle(title: string): string {
  const name = title
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '');
  return name.slice(0, 60).replace(/-+$/, '') || 'priority-areas';
}

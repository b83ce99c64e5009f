import {
  type ErrorReport,
  type ImportMapping,
  type ImportTrial,
  PinpointError,
  reportError,
} from '#contract';
import { createStaging, type Staging, type WorkspaceReader } from '#data/workspace';
import { quietProgress } from '#data/formats/progress';
import { openPlaces } from '#data/formats/points';
import { countStageWords, importProvision, isProvisionMapping, statedCrs } from './provision/index.ts';
import { takeOneSet } from './sets.ts';
import type { ImportOutcome } from './task.ts';
import { type ImportFile, watchFiles } from '#data/formats/archive';
import { surveyTimetable } from './timetables/index.ts';

/** An import to be tried: nothing of it is kept. */
export interface TrialTask {
  files: readonly ImportFile[];
  mapping: ImportMapping;
  reader: WorkspaceReader;
}

/** Rejected rows that a trial names. */
const mostRejects = 100;

/**
 * Reads provision, postcodes, population points or a timetable as the import does, keeps nothing, and says what it would bring and what it met.
 * Of a large table only the beginning is read. What the import would refuse stands in `refused`. Throws `usage` for other
 * families, `not_found` for a file that is gone.
 */
export async function tryImport(chosen: TrialTask): Promise<ImportTrial> {
  const task = { ...chosen, files: await takeOneSet(chosen.files) };
  const { files, mapping, reader } = task;
  if (mapping.family === 'timetable')
    return answerOr(async () => ({
      ...nothing,
      timetable: await surveyTimetable({ files, mapping, reader }),
    }));
  if (!isProvisionMapping(mapping))
    throw new PinpointError('usage', `Imports of the family ${mapping.family} cannot be tried.`);
  const table = await openPlaces(files, { reach: 'beginning', crs: statedCrs(mapping) });
  const known = {
    ...nothing,
    isWhole: table.rows !== null,
    stageWords: await countStageWords(table, mapping),
  };
  const staging = createStaging();
  try {
    return await answerOr(async () => {
      const checkUnchanged = await watchFiles(files);
      const outcome = await importProvision({
        ...task,
        mapping,
        staging,
        progress: quietProgress,
        publisher: null,
        licence: null,
        now: () => '',
        sha256: '',
        reach: 'beginning',
      });
      await checkUnchanged();
      return { ...known, ...describeOutcome(outcome), brings: describeCounts(staging) };
    }, known);
  } finally {
    staging.discard();
  }
}

const nothing: ImportTrial = {
  isWhole: true,
  refused: null,
  rows: { read: 0, taken: 0, rejected: 0 },
  brings: { providers: 0, programmes: 0, sites: 0, deliveries: 0, performance: 0, postcodes: 0, points: 0 },
  rejects: [],
  unmatched: { codes: [], areas: [], codesTotal: 0, areasTotal: 0 },
  flags: { suppressed: 0, estimated: 0, rounded: 0 },
  markers: [],
  warnings: [],
  found: [],
  period: null,
  stageWords: [],
  timetable: null,
};

/** Refusals are what a trial is for; anything else is thrown on. */
async function answerOr(work: () => Promise<ImportTrial>, known = nothing): Promise<ImportTrial> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof PinpointError) || !['input_refused', 'not_found'].includes(error.code))
      throw error;
    const { position: _position, ...refused }: ErrorReport = reportError(error);
    return { ...known, refused };
  }
}

function describeOutcome({ findings, draft }: ImportOutcome): Partial<ImportTrial> {
  const { rows, rejects, unmatched, flags, markers, warnings, found = [] } = findings;
  return {
    rows,
    rejects: rejects.slice(0, mostRejects),
    unmatched,
    flags,
    markers,
    warnings,
    found,
    period: draft.period,
  };
}

function describeCounts({ counts }: Staging): ImportTrial['brings'] {
  const { providers, programmes, sites, deliveries, performance, postcodes, points } = counts;
  return { providers, programmes, sites, deliveries, performance, postcodes, points };
}

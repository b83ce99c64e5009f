import { z } from 'zod';
import { errorReport } from './error-report.ts';
import { importFamilies, importMapping } from './import-fields/index.ts';
import { importFinding, timetableSurvey } from './import-findings.ts';
import { job, query } from './kinds.ts';
import { timetableHealth } from './timetable-health.ts';
import { stage } from './provision.ts';
import { judgedSensitivity, sensitivity } from './sensitivities.ts';
import { fileRef, geographyRef, lookName } from './words.ts';

/** What a first look at a file shows: enough to fill the mapping preview. */
export const inspection = z.object({
  family: z.enum(importFamilies),
  format: z.string(),
  /** Encoding of a text file as found (`utf-8`, `windows-1252`), CRS of a spatial one as named in it. */
  encoding: z.string().nullable(),
  crs: z.string().nullable(),
  layers: z.array(z.string()),
  columns: z.array(z.string()),
  /** First rows, aligned with columns; text as in the file. */
  sample: z.array(z.array(z.string())),
  /** Rows or features if they are known without reading everything. */
  rows: z.number().nullable(),
  /** Best guess; fields that could not be guessed are empty texts or null and named in `open`. */
  mapping: importMapping,
  open: z.array(z.string()),
  /** How each guess was made, and what looks odd, one sentence each. */
  notes: z.array(z.string()),
});
export type Inspection = z.infer<typeof inspection>;

/** The report of one import, as `import … --json` prints it. */
export const importReport = z.object({
  release: z.number(),
  /** Set when the same file was imported before with the same mapping; nothing was changed then. */
  alreadyImported: z.boolean(),
  rows: z.object({ read: z.number(), taken: z.number(), rejected: z.number() }),
  /** The first 1,000; all of them can be exported. Row numbers count from 1 and include the header row. */
  rejects: z.array(z.object({ row: z.number(), reason: z.string() })),
  unmatched: z.object({
    /** Examples of codes in the file that the geography lacks, and of areas that the file has no value for. */
    codes: z.array(z.string()),
    areas: z.array(z.string()),
    codesTotal: z.number(),
    areasTotal: z.number(),
  }),
  flags: z.object({ suppressed: z.number(), estimated: z.number(), rounded: z.number() }),
  /** Each suppressed marker met, what it was taken for, and how often. */
  markers: z.array(
    z.object({ marker: z.string(), takenFor: z.enum(['suppressed', 'missing']), times: z.number() }),
  ),
  /** Geometry mended, by kind: "ring order", "unclosed ring", "self-touching", "duplicate points". */
  mended: z.array(z.object({ kind: z.string(), times: z.number(), examples: z.array(z.string()) })),
  warnings: z.array(z.string()),
  /** Of provision: what was met, by kind; left out where nothing was. */
  found: z.array(importFinding).optional(),
  mapping: importMapping,
  /** How sensitive the release was taken to be; left out of reports that are older. */
  sensitivity: judgedSensitivity.optional(),
  /** Of a timetable: what the feed holds and what is wrong with it. */
  timetable: timetableHealth.optional(),
  seconds: z.number(),
});
export type ImportReport = z.infer<typeof importReport>;

/** What an import would bring and find, tried on the files. */
export const importTrial = importReport
  .pick({ rows: true, unmatched: true, flags: true, markers: true, warnings: true })
  .extend({
    /** False where the files are so large that only their beginning was read. */
    isWhole: z.boolean(),
    /** Why nothing of the files could be taken; null where something can. The counts are zeros then. */
    refused: errorReport.nullable(),
    /** Things that would be new or replaced. */
    brings: z.object({
      providers: z.number(),
      programmes: z.number(),
      sites: z.number(),
      deliveries: z.number(),
      performance: z.number(),
      postcodes: z.number(),
      points: z.number(),
    }),
    /** The first hundred rows that would be left out. */
    rejects: importReport.shape.rejects,
    found: z.array(importFinding),
    /** Periods that the rows are of, in words; null where they have none. */
    period: z.string().nullable(),
    /** The words of the stage column, the most frequent first, and the stage each is read as; null = none. */
    stageWords: z.array(z.object({ word: z.string(), times: z.number(), stage: stage.nullable() })),
    /** Of a timetable only. */
    timetable: timetableSurvey.nullable(),
  });
export type ImportTrial = z.infer<typeof importTrial>;

/** A data set in chosen files: those that are imported as one. */
export const listedSet = z.object({
  /** As a person knows it: `claimants.csv`, `bundle.zip: claimants.csv`. */
  name: z.string(),
  files: z.array(fileRef).min(1),
  /** Names of files that belong to it, of which nothing is needed, such as the index of a shapefile. */
  unread: z.array(z.string()),
});
export type ListedSet = z.infer<typeof listedSet>;

/**
 * Bytes of the largest text in which several tables, one below another, are told apart as data sets of their own, plain and packed:
 * nobody should wait for a list of what was chosen.
 */
export const mostBytesWithTables = { plain: 32 << 20, packed: 4 << 20 };

export const importCalls = {
  /**
   * The data sets in chosen files, in the order they were chosen: the files of one shapefile are one, each table and layer of an
   * archive is one. `left`: parts of archives that no import reads. A file that cannot be opened is a set too: a look says why.
   */
  'import.sets': query(
    z.object({ files: z.array(fileRef).min(1), look: lookName }),
    z.object({ sets: z.array(listedSet), left: z.array(z.string()) }),
  ),
  /**
   * A first look: format, columns, sample, guessed mapping. Quick: reads the beginning of the file only where it can. This and the
   * other calls on files take one data set, and throw `usage` with the surplus for more. Refused as `input_refused` where it would take
   * more time or memory than a file should; `cancelled` where it was ended (see `look.cancel`).
   */
  'import.inspect': query(
    z.object({
      family: z.enum(importFamilies),
      files: z.array(fileRef).min(1),
      hint: z.record(z.string(), z.string()),
      look: lookName,
    }),
    inspection,
  ),
  /**
   * What an import of provision, postcodes, population points or a timetable by this mapping would bring: reads as the import does and keeps nothing.
   * A refusal stands in the answer. Throws `not_found` where no workspace is open, `usage` for other families, and as
   * `import.inspect` where it takes too much or is ended.
   */
  'import.try': query(
    z.object({ files: z.array(fileRef).min(1), mapping: importMapping, look: lookName }),
    importTrial,
  ),
  /** Ends the looks of that name, which fail with `cancelled`, also those at what may leave; nothing happens where there is none. */
  'look.cancel': query(z.object({ look: z.string() }), z.object({})),
  /** Product: an `importReport`. */
  'import.start': job(
    z.object({
      files: z.array(fileRef).min(1),
      mapping: importMapping,
      publisher: z.string().nullable().default(null),
      licence: z.string().nullable().default(null),
      /** null = guessed from licence and source; the report says why. */
      sensitivity: sensitivity.nullable().default(null),
    }),
  ),
  /** Parents by geometry (largest overlap). Product: an `importReport` whose warnings say how many were ambiguous. */
  'import.link': job(z.object({ from: geographyRef, to: geographyRef })),
  /**
   * Districts of small areas by parent codes, else by names ("Bolton 005A"), with outlines joined from the areas; undoable.
   * Product: an `importReport` that says which areas stay without a district.
   */
  'import.districts': job(z.object({ from: geographyRef })),
  /** Every rejected row of a release as a CSV file. Product: a file. */
  'import.rejects': job(z.object({ release: z.number() })),
} as const;

import { z } from 'zod';
import { stage } from './provision.ts';
import {
  fileRef,
  geographyKind,
  geographyRef,
  indicatorId,
  indicatorKind,
  period,
  polarity,
} from './words.ts';
import { command, job, query } from './kinds.ts';
import { disclosurePolicy } from './disclosure-policies.ts';
import { sensitivity } from './sensitivities.ts';

const rowCounts = z.object({ read: z.number(), taken: z.number(), rejected: z.number() });

/** What a release holds. */
export const releaseKind = z.enum([
  'boundaries',
  'observations',
  'lookup',
  'link',
  'designation',
  'benchmark',
  'points',
  'derived',
  'providers',
  'sites',
  'performance',
  'postcodes',
  'timetable',
  'edits', // what was entered by hand
]);

export const releaseSummary = z.object({
  id: z.number(),
  kind: releaseKind,
  /** What it holds in words: "LSOA 2011 boundaries", "JSA claimants, July 2008". */
  title: z.string(),
  file: z.string(),
  sha256: z.string(),
  publisher: z.string().nullable(),
  licence: z.string().nullable(),
  /** How sensitive its figures are: what may leave of them. */
  sensitivity,
  /** Licence lines to be printed wherever the numbers are shown. */
  attribution: z.array(z.string()),
  /** ISO instant of the import. */
  imported: z.string(),
  rows: rowCounts,
});
export type ReleaseSummary = z.infer<typeof releaseSummary>;

/** `describe --json`, plus what the app needs to fill its pickers. */
export const description = z.object({
  schema: z.literal(1),
  geographies: z.array(
    z.object({
      geography: geographyKind,
      vintage: z.string(),
      areas: z.number(),
      /** Geographies that areas of this one have parents in: `["ward:2013", "district:2013"]`. */
      links: z.array(geographyRef),
      /** west, south, east, north; null without areas. */
      bounds: z.tuple([z.number(), z.number(), z.number(), z.number()]).nullable(),
      /** Population points that journeys end in, of how many of the areas, and their release; null = a point on each area's surface. */
      points: z.object({ count: z.number(), areas: z.number(), release: z.number() }).nullable(),
    }),
  ),
  indicators: z.array(
    z.object({
      id: indicatorId,
      name: z.string(),
      kind: indicatorKind,
      /** The denominator's id: of a rate what it is divided by, of a count what it is a share of. */
      of: z.string().nullable(),
      /** Of a derived rate: the numerator's id. */
      numerator: z.string().nullable(),
      unit: z.string(),
      polarity,
      observations: z.number(),
      /** Newest last. Of a derived rate: those of its numerator. */
      periods: z.array(z.string()),
      /** Cohorts other than all: `["age=18-24"]`. */
      cohorts: z.array(z.string()),
      /** Whether there are values for all people, not only for cohorts. */
      everyone: z.boolean(),
      geographies: z.array(geographyRef),
      /** Restricted where any of its values are, or any that it is worked out from. */
      sensitivity,
    }),
  ),
  /** Every period that any indicator uses, oldest first. */
  periods: z.array(period),
  designations: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      geography: geographyKind,
      vintage: z.string(),
      areas: z.number(),
    }),
  ),
  benchmarks: z.array(
    z.object({ indicator: z.string(), comparator: z.string(), period: z.string(), value: z.number() }),
  ),
  releases: z.array(releaseSummary),
  /** What is delivered, in numbers; of performance: rows, and the geographies and periods they are of. */
  provision: z.object({
    providers: z.number(),
    programmes: z.number(),
    /** Sites of provision. */
    sites: z.number(),
    employmentSites: z.number(),
    deliveries: z.number(),
    /** Deliveries by stage, in the order of the continuum; stages without any are left out. */
    stages: z.array(z.object({ stage, deliveries: z.number() })),
    /** Sorted; without the empty one. */
    fundingStreams: z.array(z.string()),
    performance: z.object({
      rows: z.number(),
      geographies: z.array(geographyRef),
      /** Oldest first. */
      periods: z.array(z.string()),
    }),
    postcodes: z.number(),
    /** Oldest first. */
    timetables: z.array(z.object({ release: z.number(), title: z.string() })),
  }),
  warnings: z.array(z.string()),
});
export type WorkspaceDescription = z.infer<typeof description>;

/** A rule with everything that makes its answer repeatable. */
export const targeting = z.object({
  rule: z.string(),
  geography: geographyRef,
  /** The period that names without `@` take; null = the newest of each indicator. */
  period: z.string().nullable(),
  /** The count indicator whose coverage is reported; null = the numerator of the first compared rate. */
  need: z.string().nullable(),
});
export type Targeting = z.infer<typeof targeting>;

/** A change that was written down. `own`: the caller's own last one; `other`: another window's; `earlier`: of before the workspace was opened. */
const step = z.object({ id: z.number(), whose: z.enum(['own', 'other', 'earlier']) });

/** Ways to make classes that a person may choose. */
export const classMethods = ['quantile', 'jenks', 'equal', 'headtail', 'stddev'] as const;
export const palettes = ['blues', 'purples', 'oranges'] as const;

/** How values become colours on the map. */
export const mapStyle = z.object({
  method: z.enum(classMethods),
  classes: z.number().int().min(3).max(7),
  palette: z.enum(palettes),
});
export type ClassMethod = MapStyle['method'];
export type Palette = MapStyle['palette'];
export type MapStyle = z.infer<typeof mapStyle>;

export const workspaceInfo = z.object({
  file: fileRef,
  /** Where the file is, in words for a person (its folder), never used as a path. */
  place: z.string(),
  readOnly: z.boolean(),
  /** Why it is read-only, in a sentence; null when it is not. */
  readOnlyReason: z.string().nullable(),
  /**
   * What another program did to the file since it was opened, so that nothing can be saved in it any more, in a sentence:
   * it was deleted, moved, replaced or broken. null = it is in order.
   */
  lost: z.string().nullable(),
  /** Grows with every change; cached answers carry it. */
  revision: z.number(),
  synthetic: z.boolean(),
  /** What the caller would undo and redo, in words; null = nothing. */
  undo: z.string().nullable(),
  redo: z.string().nullable(),
  /** The steps that `undo` and `redo` name, and who made them; null = nothing. */
  undoStep: step.nullable(),
  redoStep: step.nullable(),
  targeting: targeting.nullable(),
  /** null = nobody has chosen one. */
  style: mapStyle.nullable(),
  /** The disclosure policy of whatever leaves it, where nobody says another; `isChosen` false = the usual one of what it holds. */
  policy: z.object({ id: disclosurePolicy, isChosen: z.boolean() }),
});
export type WorkspaceInfo = z.infer<typeof workspaceInfo>;

export const workspaceCalls = {
  'workspace.info': query(z.object({}), workspaceInfo),
  'workspace.describe': query(z.object({}), description),
  /** Workspaces this host knows: in its folder and opened lately, newest first. */
  'workspace.list': query(
    z.object({}),
    z.array(
      z.object({ file: fileRef, place: z.string(), opened: z.string().nullable(), current: z.boolean() }),
    ),
  ),
  'workspace.open': command(z.object({ file: fileRef }), workspaceInfo, 'nothing'),
  /** A new empty workspace in the host's folder, or at a place chosen before through the Shell. */
  'workspace.create': command(
    z.object({ name: z.string().min(1), at: fileRef.nullable() }),
    workspaceInfo,
    'nothing',
  ),
  /** The demonstration workspace, made afresh if it is not there. */
  'workspace.openDemo': command(z.object({}), workspaceInfo, 'nothing'),
  'workspace.check': query(z.object({}), z.object({ ok: z.boolean(), problems: z.array(z.string()) })),
  /**
   * Takes back the caller's own last step, also from beneath steps of others that touch nothing of it. Another's is only
   * taken back where it is named by `step` and still the last. Throws `conflict`, with whose it is.
   */
  'workspace.undo': command(z.object({ step: z.number().optional() }), workspaceInfo, 'workspace'),
  /** Makes a step that was undone again, by the rules of `workspace.undo`. Throws `conflict`, with whose it is. */
  'workspace.redo': command(z.object({ step: z.number().optional() }), workspaceInfo, 'workspace'),
  /** Saves the rule and what it is asked of; undoable. The text must be a valid rule. */
  'workspace.setTargeting': command(targeting, workspaceInfo, 'rule'),
  /** Saves how the map's values become colours; undoable. */
  'workspace.setStyle': command(mapStyle, workspaceInfo, 'workspace'),
  /** The disclosure policy of whatever leaves from now on; null = the usual one of what the workspace holds. */
  'workspace.setPolicy': command(
    z.object({ policy: disclosurePolicy.nullable() }),
    workspaceInfo,
    'workspace',
  ),
  /** Says how sensitive the figures of a release are. Throws `not_found`. */
  'release.classify': command(z.object({ release: z.number(), sensitivity }), workspaceInfo, 'workspace'),
  'release.report': query(z.object({ release: z.number() }), z.unknown()),
  /** Takes a release out again, with everything that came with it; undoable. */
  'release.delete': command(z.object({ release: z.number() }), workspaceInfo),
  /** What deletions and undo have left in the file: releases out of force, and steps that can be undone or redone. */
  'workspace.deleted': query(
    z.object({}),
    z.object({
      /** The last first. */
      releases: z.array(z.object({ id: z.number(), title: z.string(), file: z.string() })),
      steps: z.number(),
    }),
  ),
  /**
   * Forgets one deleted release for good, null = all of them with every step of undo: nothing of it stays in the file or
   * its backup. Steps that need it are gone as well. Not undoable; product: what was forgotten.
   */
  'workspace.forget': job(z.object({ release: z.number().nullable() }), 'everything'),
  /** A file with a copy of what is in force now, for a person to keep or mail: nothing that was deleted travels with it. */
  'workspace.copy': job(z.object({})),
} as const;

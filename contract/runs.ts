import { z } from 'zod';
import { disclosureOverride } from './disclosure-policies.ts';
import { exportFormat } from './export-formats.ts';
import { exportRequest } from './exports.ts';
import { fileName } from './file-name.ts';
import { job, query } from './kinds.ts';
import { tableRequest } from './provision-calls.ts';
import { ruleQuestion } from './rules.ts';
import { instant, runWorkspacePath } from './run-terms.ts';
import { sensitivity } from './sensitivities.ts';
import { fileRef, geographyRef } from './words.ts';
import { releaseKind } from './workspace.ts';

/** What a run file is known by, and the version of its form. A file of a newer one is refused. */
export const runForm = { name: 'run', version: 1 } as const;

/** The largest run file that is read: some ten times one that names every small area of a country. */
export const largestRunBytes = 16 * 1024 * 1024;

const sha256 = z.string().regex(/^[0-9a-f]{64}$/, 'A SHA-256 has 64 hexadecimal digits');

/** A release that a document was made from, as a run file remembers it. */
export const runSource = z.object({
  id: z.number().int(),
  kind: releaseKind,
  title: z.string(),
  file: z.string(),
  sha256,
  /** Of the mapping by which the file was read. */
  mapping: sha256,
  /** ISO instant. */
  imported: z.string(),
  sensitivity,
});
export type RunSource = z.infer<typeof runSource>;

/** What was asked for: the whole request, with the policy that was settled. */
export const runAsked = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('list'), request: exportRequest }),
  z.object({ kind: z.literal('table'), request: tableRequest }),
]);
export type RunAsked = z.infer<typeof runAsked>;

/** Codes in their order, those that count up from one another as the first and the last of them. */
const codeStretches = z.array(z.union([z.tuple([z.string()]), z.tuple([z.string(), z.string()])]));
export type CodeStretches = z.infer<typeof codeStretches>;

/** What a document showed, so that changes can be told when it is made again. */
export const runFound = z.object({
  /** Of everything that was asked. */
  asked: sha256,
  /** The rule as it was asked; null where the document is of none. */
  question: ruleQuestion.nullable(),
  /** Of all columns and rows. */
  content: sha256,
  /** All that it said of itself. */
  facts: z.array(z.tuple([z.string(), z.string()])),
  /** Of its areas: every code there was; null where it lists none. */
  geography: z.object({ geography: geographyRef, codes: codeStretches }).nullable(),
  /** What it showed of each area (or site) that it listed: of a list in, out or unknown, else a digest of its rows. */
  rows: z.record(z.string(), z.string()),
});
export type RunFound = z.infer<typeof runFound>;

/** Everything that is needed to make a document again, and to tell whether it is the same. */
export const runFile = z.object({
  pinpoint: z.literal(runForm.name),
  version: z.literal(runForm.version),
  /** Name and version of the program: "Pinpoint 0.1.0". */
  program: z.string(),
  made: instant,
  /** From the folder of the run file; null = the one that knows of the run is looked for, or it is to be said. */
  workspace: runWorkspacePath.nullable(),
  asked: runAsked,
  sources: z.array(runSource),
  vintages: z.array(geographyRef),
  found: runFound,
  /** Every file that was written, the document first. */
  files: z.array(z.object({ name: z.string(), sha256 })).min(1),
});
export type RunFile = z.infer<typeof runFile>;

/** Why areas moved. `program`: nothing else has changed. */
export const moveCauses = ['rule', 'data', 'boundaries', 'program'] as const;
export type MoveCause = (typeof moveCauses)[number];

/** One thing that is not as it was when a run was saved. */
export const runChange = z.object({
  what: z.enum(['program', 'asked', 'source', 'boundaries', 'fact', 'moved', 'result', 'files']),
  sentence: z.string(),
  /** Of a source: its title. */
  source: z.string().optional(),
  /** Of areas (or sites): why they moved, and how many. `changed`: listed before and now, with another outcome or other figures. */
  moved: z
    .object({
      cause: z.enum(moveCauses),
      entered: z.number(),
      left: z.number(),
      changed: z.number(),
      codes: z.array(z.string()),
    })
    .optional(),
});
export type RunChange = z.infer<typeof runChange>;

export const runCalls = {
  /** What a run file makes, without a workspace. Throws `input_refused`, which names the field that is wrong. */
  'run.read': query(
    z.object({ file: fileRef }),
    z.object({ title: z.string(), made: instant, format: exportFormat, fileName, program: z.string() }),
  ),
  /**
   * The workspace that a run file names; where it names none, that opened lately whose log knows of the run. Throws `not_found` where
   * none is there, and `input_refused` where the file names none that is found so, or one outside its own folder which does not know
   * of the run.
   */
  'run.workspace': query(z.object({ file: fileRef }), fileRef),
  /**
   * Makes the document of a run file again from the open workspace. Product: what has changed, and the files, which are none where
   * something has and that was not agreed to. `fileName`: what they are called; null = as before. `override`: said anew, which has
   * to be where the run was let out beyond the policy from another workspace.
   */
  'run.start': job(
    z.object({
      file: fileRef,
      fileName: fileName.nullable().default(null),
      agreed: z.boolean().default(false),
      override: disclosureOverride.nullable().default(null),
    }),
  ),
} as const;

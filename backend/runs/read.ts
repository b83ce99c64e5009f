import { readFileSync, statSync } from 'node:fs';
import type { z } from 'zod';
import { largestRunBytes, PinpointError, runFile, runForm, type RunFile } from '#contract';
import { inSentences } from '#data/files';
import { hashOf } from './hash.ts';

/** A run file as it was read. */
export interface ReadRun extends RunFile {
  /** Whether somebody has changed what is asked since it was saved. */
  isEdited: boolean;
}

/**
 * Reads a run file. Throws `input_refused` for what is none: another kind of file, a newer form, a field that is missing, wrong
 * or not known; it names the field and what to do. Nothing is read of a file that is too large.
 */
export function readRunFile({ path, name }: { path: string; name: string }): ReadRun {
  const raw = parseText(readText(path, name), name);
  checkForm(raw, name);
  const parsed = runFile.safeParse(raw);
  if (!parsed.success) throw refuseField(parsed.error, name);
  const unknown = findUnknownField(raw, parsed.data, []);
  if (unknown !== undefined)
    throw refuse(name, `It has a field that is not known: ${unknown}`, {
      column: unknown,
      hint: 'Take it out, or save the run again.',
    });
  return { ...parsed.data, isEdited: hashOf((raw as { asked: unknown }).asked) !== parsed.data.found.asked };
}

function refuse(
  file: string,
  why: string,
  details: { column?: string; found?: string; expected?: string; hint: string },
): PinpointError {
  return new PinpointError('input_refused', `${file} is no run file that can be followed. ${why}.`, {
    file,
    ...details,
  });
}

const saveOne = 'Save one with --save-run where a document is written.';

function readText(path: string, name: string): string {
  return inSentences(name, () => {
    const stats = statSync(path);
    // To open a pipe would wait for who writes into it.
    if (!stats.isFile()) throw refuse(name, 'It is no file', { hint: saveOne });
    if (stats.size > largestRunBytes)
      throw refuse(name, 'It is too large for one', {
        found: `${stats.size.toLocaleString('en-GB')} bytes`,
        expected: `${largestRunBytes.toLocaleString('en-GB')} bytes at most`,
        hint: saveOne,
      });
    return readFileSync(path, 'utf8');
  });
}

function parseText(text: string, name: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, '')) as unknown;
  } catch {
    throw refuse(name, 'It is not JSON, or not the whole of it', { hint: saveOne });
  }
}

/** What kind of JSON it is, before a word is said of single fields. */
function checkForm(raw: unknown, name: string): void {
  const { pinpoint, version } = (typeof raw === 'object' && raw !== null ? raw : {}) as Record<
    string,
    unknown
  >;
  if (pinpoint !== runForm.name)
    throw refuse(name, `Its field pinpoint does not say “${runForm.name}”`, {
      column: 'pinpoint',
      hint: saveOne,
    });
  if (typeof version === 'number' && version > runForm.version)
    throw refuse(name, 'A newer Pinpoint has written it', {
      column: 'version',
      found: String(version),
      expected: String(runForm.version),
      hint: 'Bring Pinpoint up to date, or save the run again with this one.',
    });
  if (version !== runForm.version)
    throw refuse(name, 'Its version is none that there has been', {
      column: 'version',
      expected: String(runForm.version),
      hint: saveOne,
    });
}

function refuseField(error: z.ZodError, name: string): PinpointError {
  const [issue] = error.issues;
  const field = issue?.path.join('.') ?? '';
  return refuse(name, `Its field ${field}: ${issue?.message ?? 'wrong'}`, {
    column: field,
    hint: 'Put it right, or save the run again.',
  });
}

/** The first field that was in a text and that its shape does not know; undefined where there is none. */
function findUnknownField(raw: unknown, known: unknown, path: readonly string[]): string | undefined {
  if (typeof raw !== 'object' || raw === null || typeof known !== 'object' || known === null)
    return undefined;
  for (const key of Object.keys(raw)) {
    const here = [...path, key];
    if (!Object.hasOwn(known, key)) return here.join('.').slice(0, 200);
    const found = findUnknownField(Reflect.get(raw, key), Reflect.get(known, key), here);
    if (found !== undefined) return found;
  }
  return undefined;
}

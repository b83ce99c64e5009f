import { existsSync, realpathSync } from 'node:fs';
import { basename, dirname, extname, join, relative, sep } from 'node:path';
import type { Backend } from '#backend';
import {
  PinpointError,
  coordinateSystemIds,
  exportFormatIds,
  findCoordinateSystem,
  findFileNameFault,
  findFormat,
  getFormat,
  listCoordinateSystems,
  nameInFormat,
  nameRunFile,
  runWorkspacePath,
  usualCoordinateSystem,
  type CoordinateSystem,
  type ExportFormat,
  type SaveRun,
} from '#contract';
import { printResult } from './output.ts';
import { resolveFile, waitForProduct } from './session.ts';

interface Options {
  /** The path as the person typed it. */
  out: string;
  crs?: string | undefined;
  quiet?: boolean;
  overwrite?: boolean;
  /** The path of a run file, as the person typed it. */
  saveRun?: string;
}

/** As what the backend is to write. */
export interface FileAsked {
  format: ExportFormat;
  system: CoordinateSystem;
  fileName: string;
  saveRun: SaveRun;
}

/** What is to be said of a file that was written. */
export interface WrittenTo {
  /** The place of the first file as the person typed it, its ending in small letters, as what is beside it names it. */
  place: string;
  /** What its format could not hold as it is, a sentence each. */
  losses: readonly string[];
}

/**
 * Lets the backend write into its own folder, then brings the finished files to where the person wants them. Answers what is to
 * be said of that.
 */
export async function deliverExport(
  backend: Backend,
  options: Options,
  start: (file: FileAsked) => Promise<{ job: string }>,
): Promise<WrittenTo> {
  const { fileName, format } = readOut(options.out);
  const system = readSystem(options);
  const out = join(dirname(resolveFile(options.out)), nameInFormat(fileName, format));
  const agreed = { overwrite: options.overwrite === true };
  backend.handover.check(out, agreed);
  const run = options.saveRun === undefined ? null : readRunPlace(options.saveRun);
  if (run !== null) backend.handover.check(run, agreed);
  const saveRun = run === null ? null : { workspace: relateWorkspace(backend, run) };
  const { job } = await start({ format, system, fileName, saveRun });
  const product = await waitForProduct(backend, job, options.quiet === true);
  if (product.kind !== 'files') throw new PinpointError('internal', 'The export ended without a file.');
  const placeOf = (name: string): string =>
    run !== null && name === nameRunFile(fileName) ? run : join(dirname(out), name);
  backend.handover.deliver(
    product.files.map((file) => ({ file, destination: placeOf(file.name) })),
    agreed,
  );
  return { place: join(dirname(options.out), basename(out)), losses: product.losses };
}

/**
 * Prints what was worked out, and after it the file that it was written to, null where to none; the JSON document then holds what
 * the format could not as `losses`.
 */
export function printWithFile(
  json: boolean,
  { document, lines, written }: { document: object; lines: () => string[]; written: WrittenTo | null },
): void {
  if (written === null) return printResult(json, document, lines);
  const { place, losses } = written;
  printResult(json, { ...document, losses }, () => [...lines(), '', `Written to ${place}.`, ...losses]);
}

/**
 * The coordinate system that `--crs` names, the usual one without it. Throws `usage` for one that is not known, or that the format
 * of `--out` cannot be written in.
 */
export function readSystem({ crs, out }: Pick<Partial<Options>, 'crs' | 'out'>): CoordinateSystem {
  if (crs === undefined) return usualCoordinateSystem;
  const system = findCoordinateSystem(crs);
  const expected = coordinateSystemIds.join(', ');
  if (system === undefined)
    throw new PinpointError('usage', `--crs takes ${expected}, not ${crs}.`, { found: crs, expected });
  if (out === undefined)
    throw new PinpointError('usage', '--crs says what the coordinates of a file are in, so it needs --out.', {
      found: crs,
    });
  const { format } = readOut(out);
  if (listCoordinateSystems(format).includes(system)) return system;
  const able = exportFormatIds.filter((id) => listCoordinateSystems(id).includes(system));
  throw new PinpointError('usage', `${getFormat(format).name} files cannot be written in ${system}.`, {
    found: basename(out),
    expected: able.map((id) => `.${getFormat(id).extension}`).join(', '),
    hint: 'Leave out --crs, or write one of these formats.',
  });
}

/** What is said where nothing is written: nothing. Throws `usage` where a run file is wanted of that. */
export function withoutOut({ saveRun }: Pick<Options, 'saveRun'>): null {
  if (saveRun === undefined) return null;
  throw new PinpointError('usage', '--save-run saves how a file was made, and no file is written.', {
    found: saveRun,
    hint: 'Say with --out which file is to be written.',
  });
}

const runEnding = '.json';

function readRunPlace(saveRun: string): string {
  const path = resolveFile(saveRun);
  const fault = findFileNameFault(basename(path));
  if (fault !== undefined) throw new PinpointError('usage', `${fault}.`, { found: basename(path) });
  if (basename(path).toLowerCase().endsWith(runEnding) && basename(path).length > runEnding.length)
    return path;
  throw new PinpointError('usage', `A run file ends in ${runEnding}.`, {
    found: basename(path),
    hint: `Write a name such as “run${runEnding}”.`,
  });
}

/** The way from the folder of a run file to the open workspace; null where there is none, as on another drive. */
function relateWorkspace(backend: Backend, run: string): string | null {
  const workspace = backend.findWorkspacePath();
  const folder = dirname(run);
  if (workspace === null || !existsSync(folder)) return null;
  const path = relative(realpathSync(folder), workspace).replaceAll(sep, '/');
  return runWorkspacePath.safeParse(path).success ? path : null;
}

/** What a person calls a file and its format. Throws `usage` for what names no file or none of a format that is written. */
export function readOut(out: string): { fileName: string; format: ExportFormat } {
  if (out.trim() === '') throw refuse('--out names no file', '');
  const name = out.split(/[/\\]/).at(-1)!;
  if (/^\.{0,2}$/.test(name)) throw refuse(`“${out}” is the name of a folder, not of a file`, out);
  const found = findFormat(basename(out));
  if (found === undefined)
    throw refuse(`${basename(out)} does not end in a format Pinpoint writes`, extname(out));
  const fault = findFileNameFault(found.fileName);
  if (fault !== undefined) throw refuse(fault, basename(out));
  return found;
}

function refuse(why: string, found: string): PinpointError {
  const endings = exportFormatIds.map((id) => `.${getFormat(id).extension}`);
  return new PinpointError('usage', `${why}.`, {
    found,
    expected: endings.join(', '),
    hint: `Write a name with one of these endings, as in “list${endings[0]}”.`,
  });
}

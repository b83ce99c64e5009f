import { basename, dirname, extname, join } from 'node:path';
import type { Backend } from '#backend';
import {
  PinpointError,
  exportFormatIds,
  findFileNameFault,
  findFormat,
  getFormat,
  nameInFormat,
  type ExportFormat,
} from '#contract';
import { resolveFile, waitForProduct } from './session.ts';

interface Options {
  /** The path as the person typed it. */
  out: string;
  quiet?: boolean;
  overwrite?: boolean;
}

/**
 * Lets the backend write into its own folder, then brings the finished files to where the person wants them. Answers the
 * place of the first as the person typed it; its ending is in small letters, as what is beside it names it.
 */
export async function deliverExport(
  backend: Backend,
  options: Options,
  start: (file: { format: ExportFormat; fileName: string }) => Promise<{ job: string }>,
): Promise<string> {
  const { fileName, format } = readOut(options.out);
  const out = join(dirname(resolveFile(options.out)), nameInFormat(fileName, format));
  const agreed = { overwrite: options.overwrite === true };
  backend.handover.check(out, agreed);
  const { job } = await start({ format, fileName });
  const product = await waitForProduct(backend, job, options.quiet === true);
  if (product.kind !== 'files') throw new PinpointError('internal', 'The export ended without a file.');
  backend.handover.deliver(
    product.files.map((file) => ({ file, destination: join(dirname(out), file.name) })),
    agreed,
  );
  return join(dirname(options.out), basename(out));
}

/** Throws `usage` for what names no file or none of a format that is written. */
function readOut(out: string): { fileName: string; format: ExportFormat } {
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

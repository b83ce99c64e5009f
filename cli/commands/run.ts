import type { Command } from 'commander';
import { basename, dirname, join } from 'node:path';
import type { Backend } from '#backend';
import {
  getFormat,
  nameInFormat,
  PinpointError,
  type CallOutput,
  type FileRef,
  type RunChange,
} from '#contract';
import { readOut } from '../deliver.ts';
import { printResult } from '../output.ts';
import { registerFiles, resolveFile, waitForProduct, withBackend } from '../session.ts';
import { readLeaving } from './leaving-options.ts';
import { choose } from './travel-options.ts';

interface Options {
  workspace?: string;
  out?: string;
  changed?: string;
  override?: string;
  by?: string;
  overwrite?: boolean;
  json?: boolean;
  quiet?: boolean;
}

/** `run`: the document of a run file again, with the same bytes; or what has changed since. */
export function addRunCommand(program: Command): void {
  program
    .command('run <file>')
    .description('the same file again from its run file; where something has changed: what')
    .option('--workspace <file>', 'where the workspace is (default: where the run file says)')
    .option('--out <file>', 'what to write (default: its own name, beside the run file)')
    .option('--changed <answer>', 'ok: write it also where something has changed')
    .option('--override <reason>', 'let restricted figures leave beyond the policy: why')
    .option('--by <name>', 'with --override: in whose name')
    .option('--overwrite', 'replace a file that Pinpoint did not write')
    .action((file: string, options: Options) => withBackend((backend) => runAgain(backend, file, options)));
}

async function runAgain(backend: Backend, path: string, options: Options): Promise<void> {
  const agreed =
    options.changed !== undefined && choose('--changed', options.changed, ['ok'] as const) === 'ok';
  const { override } = readLeaving(options);
  const [file] = registerFiles(backend, [path]) as [FileRef];
  const run = await backend.client.call('run.read', { file });
  const out = chooseOut(path, run, options);
  await backend.open(await findWorkspace(backend, file, options));
  const consent = { overwrite: options.overwrite === true };
  backend.handover.check(resolveFile(out), consent);
  const { fileName } = readOut(out);
  const { job } = await backend.client.call('run.start', { file, fileName, agreed, override });
  const product = await waitForProduct(backend, job, options.quiet === true);
  if (product.kind !== 'run') throw new PinpointError('internal', 'The run ended without an answer.');
  const { changes, files, losses } = product;
  const folder = dirname(out);
  backend.handover.deliver(
    files.map((made) => ({ file: made, destination: join(dirname(resolveFile(out)), made.name) })),
    consent,
  );
  const written = files.map(({ name }) => join(folder, name));
  const same = changes.length === 0;
  printResult(options.json === true, { run: basename(path), same, changes, written, losses }, () =>
    listLines({ run, changes, written, losses }),
  );
  if (files.length === 0) process.exitCode = 3;
}

type Run = CallOutput<'run.read'>;

/** Where the document is written to: as said, else under its own name beside the run file. Throws `usage` for another format. */
function chooseOut(path: string, { fileName, format }: Run, { out }: Options): string {
  const own = nameInFormat(fileName, format);
  if (out === undefined) return join(dirname(path), own);
  const named = readOut(out);
  if (named.format === format) return join(dirname(out), nameInFormat(named.fileName, format));
  throw new PinpointError('usage', `The run made ${own}, and makes no other format.`, {
    found: basename(out),
    expected: `.${getFormat(format).extension}`,
    hint: 'Write the document anew with the format that you want.',
  });
}

async function findWorkspace(backend: Backend, file: FileRef, { workspace }: Options): Promise<string> {
  if (workspace !== undefined) return resolveFile(workspace);
  return backend.files.getPath(await backend.client.call('run.workspace', { file }));
}

interface Told {
  run: Run;
  changes: RunChange[];
  written: string[];
  losses: readonly string[];
}

function listLines({ run, changes, written, losses }: Told): string[] {
  const made = `as of ${run.made.slice(0, 16).replace('T', ' ')} UTC`;
  const where = written[0] === undefined ? [] : [`Written to ${written[0]}.`, ...losses];
  if (changes.length === 0) return [`${run.title}, ${made}: the same file again.`, ...where];
  return [
    `${run.title}, ${made}: not as it was.`,
    ...changes.map(({ sentence }) => `- ${sentence}.`),
    ...(written.length > 0
      ? where
      : ['Nothing was written. With --changed ok it is, and says in itself what has changed.']),
  ];
}

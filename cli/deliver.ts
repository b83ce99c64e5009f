import { basename, dirname, extname, join } from 'node:path';
import type { Backend } from '#backend';
import { PinpointError, exportFormat, type ExportFormat } from '#contract';
import { resolveFile, waitForJob } from './session.ts';

interface Options {
  /** As the person typed it. */
  out: string;
  quiet?: boolean;
  overwrite?: boolean;
}

/** Lets the backend write into its own folder, then brings the finished files to where the person wants them. */
export async function deliverExport(
  backend: Backend,
  options: Options,
  start: (file: { format: ExportFormat; fileName: string }) => Promise<{ job: string }>,
): Promise<void> {
  const out = resolveFile(options.out);
  const format = exportFormat.safeParse(extname(out).slice(1).toLowerCase());
  if (!format.success)
    throw new PinpointError('usage', `${basename(out)} does not end in a format Pinpoint writes.`, {
      found: extname(out),
      expected: exportFormat.options.map((name) => `.${name}`).join(', '),
    });
  const agreed = { overwrite: options.overwrite === true };
  backend.deliveries.check(out, agreed);
  const { job } = await start({ format: format.data, fileName: basename(out, extname(out)) });
  const product = await waitForJob(backend, job, options.quiet === true);
  if (product.kind !== 'files') throw new PinpointError('internal', 'The export ended without a file.');
  backend.deliveries.deliver(
    product.files.map((file) => ({ file, destination: join(dirname(out), file.name) })),
    agreed,
  );
}

import { PinpointError } from '#contract';
import { type SealedBudget, SealedError } from './sealed.ts';

/** What was read and with what budget, for messages. */
interface Place {
  /** The file as the person knows it. */
  file: string;
  layer?: string;
  budget: SealedBudget;
}

const asTable =
  'Open the file in QGIS and save the layer as a table of its own (Export, Save Features As), then import that.';

/** What a file that cannot be read is refused with, in words of its reader; any other error stays what it is. */
export function explainSealed(error: unknown, { file, layer, budget }: Place): unknown {
  if (!(error instanceof SealedError)) return error;
  const what = layer === undefined ? `“${file}”` : `The layer “${layer}” of “${file}”`;
  const refuse = (message: string, found: string, hint: string): PinpointError =>
    new PinpointError(
      'input_refused',
      message,
      { file, found, ...(layer === undefined ? { expected: 'a GeoPackage' } : {}), hint },
      { cause: error },
    );
  if (error.reason === 'time')
    return refuse(
      `${what} takes too long to read and was left.`,
      `more than ${budget.seconds} seconds of computing`,
      asTable,
    );
  if (error.reason === 'memory')
    return refuse(
      `${what} takes too much memory to read and was left.`,
      `a value of more than ${budget.valueMegabytes} MB, or more than ${budget.megabytes} MB in all`,
      asTable,
    );
  if (error.reason === 'other' || /no such table: (main\.)?gpkg_/.test(error.message))
    return refuse(`“${file}” is not a GeoPackage.`, error.message, 'Fetch the file again.');
  if (error.reason === 'sql' && layer !== undefined)
    return refuse(`${what} is computed, and cannot be computed here.`, error.message, asTable);
  return refuse(
    `“${file}” cannot be read: it is damaged, incomplete or in use.`,
    error.message,
    error.reason === 'busy' ? 'Close the program that has it open and try again.' : 'Fetch the file again.',
  );
}

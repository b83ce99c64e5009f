import {
  describeError,
  escapeHiddenCharacters,
  PinpointError,
  reportError,
  showHiddenCharacters,
  type ErrorCode,
  type ErrorReport,
} from '#contract';

/** Exit codes as promised to scripts; see docs/guides. */
const exitCodes: Record<ErrorCode, number> = {
  internal: 1,
  usage: 2,
  invalid_rule: 2,
  input_refused: 3,
  stale: 3,
  conflict: 3,
  read_only: 3,
  workspace_damaged: 3,
  workspace_newer: 3,
  workspace_held: 3,
  file_exists: 3,
  output_refused: 3,
  not_found: 4,
  disclosure: 5,
  cancelled: 130,
};

/** The exit code that an error ends the command with, by its code (see the README). */
export function exitCodeOf(error: unknown): number {
  return exitCodes[reportError(error).code];
}

/**
 * Prints an error: a readable sentence, the facts that its remedy speaks of and the remedy on standard error, or the JSON document
 * on standard output. A fault of ours is a sentence too; where it happened is told only with PINPOINT_STACK=1.
 */
export function printError(error: unknown, json: boolean): void {
  const report = reportError(error);
  if (json) return writeOut(escapeHiddenCharacters(JSON.stringify({ error: report })));
  if (report.code !== 'internal' || !(error instanceof Error) || error instanceof PinpointError)
    return writeError(`pinpoint: ${listErrorLines(report).join('\n  ')}`);
  writeError(
    `pinpoint: This is a fault of Pinpoint's own: ${report.message.replace(/\.$/, '')}. ${faultRemedy}`,
  );
  if (process.env['PINPOINT_STACK'] === '1') writeError(error.stack ?? '');
}

const faultRemedy =
  'The workspace is as its last finished change left it. Try again; if it stays so, report it with what the same command prints after PINPOINT_STACK=1.';

/** One line, or one for each fact where there is more to say than a sentence and its remedy. */
function listErrorLines(report: ErrorReport): string[] {
  const { message, facts, hint } = describeError(report);
  const remedy = hint === null ? [] : [hint];
  return facts.length === 0 ? [[message, ...remedy].join(' ')] : [message, ...facts, ...remedy];
}

/** Prints a result: the JSON document, or the lines for a person. */
export function printResult(json: boolean, document: unknown, lines: () => string[]): void {
  writeOut(
    json
      ? escapeHiddenCharacters(JSON.stringify(document, null, 2))
      : showHiddenCharacters(lines().join('\n')),
  );
}

function writeOut(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** Writes lines for a person to standard error, with what a terminal would obey written out. */
export function writeError(text: string): void {
  process.stderr.write(`${showHiddenCharacters(text)}\n`);
}

/** A number with its thousands apart: "12,345". */
export function groupDigits(value: number): string {
  return value.toLocaleString('en-GB');
}

/** Plain text columns, numbers to the right. */
export function formatTable(header: string[], rows: string[][]): string[] {
  const all = [header, ...rows];
  const widths = header.map((_, column) => Math.max(...all.map((row) => (row[column] ?? '').length)));
  const numeric = header.map((_, column) => rows.every((row) => /^[\d.,%–-]*$/.test(row[column] ?? '')));
  return all.map((row) =>
    row
      .map((cell, column) =>
        numeric[column] ? cell.padStart(widths[column]!) : cell.padEnd(widths[column]!),
      )
      .join('  ')
      .trimEnd(),
  );
}

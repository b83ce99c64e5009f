import { PinpointError, reportError, type ErrorCode } from '#contract';

/** Exit codes as promised to scripts; see docs/guides. */
const exitCodes: Record<ErrorCode, number> = {
  internal: 1,
  usage: 2,
  invalid_rule: 2,
  input_refused: 3,
  conflict: 3,
  read_only: 3,
  workspace_damaged: 3,
  workspace_newer: 3,
  workspace_held: 3,
  file_exists: 3,
  not_found: 4,
  disclosure: 5,
  cancelled: 130,
};

export function exitCodeOf(error: unknown): number {
  return exitCodes[reportError(error).code];
}

/** Prints an error: one readable sentence and its remedy on standard error, or the JSON document on standard output. */
export function printError(error: unknown, json: boolean): void {
  const report = reportError(error);
  if (json) {
    process.stdout.write(`${JSON.stringify({ error: report })}\n`);
    return;
  }
  const place = [
    report.file,
    report.row === undefined ? undefined : `row ${report.row}`,
    report.column === undefined ? undefined : `column ${report.column}`,
  ].filter((part) => part !== undefined && !report.message.includes(part));
  const where = place.length === 0 ? '' : `${place.join(', ')}: `;
  const isSaid = report.hint === undefined || report.message.includes(report.hint);
  const hint = isSaid ? '' : ` ${report.hint}`;
  process.stderr.write(`pinpoint: ${where}${report.message}${hint}\n`);
  if (report.code === 'internal' && error instanceof Error && !(error instanceof PinpointError))
    process.stderr.write(`${error.stack}\n`);
}

/** Prints a result: the JSON document, or the lines for a person. */
export function printResult(json: boolean, document: unknown, lines: () => string[]): void {
  process.stdout.write(json ? `${JSON.stringify(document, null, 2)}\n` : `${lines().join('\n')}\n`);
}

/** "12,345". */
export function formatCount(value: number): string {
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

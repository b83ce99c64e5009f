/** Everything that can go wrong, as a closed list. Hosts map codes to exit codes and HTTP statuses; the UI switches on them. */
export const errorCodes = [
  'internal', // a fault of ours
  'usage', // the call itself is malformed
  'invalid_rule', // the rule text is wrong; position, found and nearest are set
  'input_refused', // a file cannot be taken as it is
  'not_found', // a named thing does not exist
  'stale', // the change was founded on what others have changed since
  'conflict', // the change contradicts what is there
  'read_only', // the workspace cannot be written
  'workspace_damaged', // the file fails its integrity check
  'workspace_newer', // the file was made by a newer Pinpoint
  'workspace_held', // another process holds the file
  'file_exists', // an output would overwrite a file that is not ours
  'output_refused', // the system does not let a file be written where it is wanted
  'disclosure', // the disclosure gate stopped the output
  'cancelled', // the person cancelled the job
] as const;

export type ErrorCode = (typeof errorCodes)[number];

/** Half-open range of characters in a text. */
export interface Span {
  from: number;
  to: number;
}

/** What a person can act on. Every field is optional; the message alone must already be a readable sentence. */
export interface ErrorDetails {
  file?: string;
  row?: number;
  column?: string;
  found?: string;
  expected?: string;
  hint?: string;
  /** Where in the text of a rule. */
  position?: Span;
}

/** The one error type of Pinpoint. The message is one sentence for a person; `code` is for programs. */
export class PinpointError extends Error {
  readonly code: ErrorCode;
  readonly details: ErrorDetails;

  constructor(code: ErrorCode, message: string, details: ErrorDetails = {}, options?: { cause?: unknown }) {
    super(message, options);
    this.name = 'PinpointError';
    this.code = code;
    this.details = details;
  }
}

/** What a `PinpointError` says as plain data, as it travels between hosts and in `--json` output. */
export interface ErrorReport extends ErrorDetails {
  code: ErrorCode;
  message: string;
}

/** Turns anything thrown into the data that travels. A foreign error becomes `internal` with its own message. */
export function reportError(error: unknown): ErrorReport {
  if (error instanceof PinpointError) return { code: error.code, message: error.message, ...error.details };
  return { code: 'internal', message: error instanceof Error ? error.message : String(error) };
}

/** One thing that a person can act on, with its name for the reader. */
export interface ErrorFact {
  name: 'File' | 'Row' | 'Column' | 'Found' | 'Expected';
  text: string;
}

/**
 * The facts of an error that its message does not say itself, in the order in which they are read: where (file, row, column), then what
 * was found and what was expected. A hint such as "Choose one of these" speaks of them, so every host shows them before the hint.
 */
export function listErrorFacts(report: ErrorReport): ErrorFact[] {
  const facts: ErrorFact[] = [
    { name: 'File', text: report.file ?? '' },
    { name: 'Row', text: report.row?.toLocaleString('en-GB') ?? '' },
    { name: 'Column', text: report.column ?? '' },
    { name: 'Found', text: report.found ?? '' },
    { name: 'Expected', text: report.expected ?? '' },
  ];
  const isSaid = ({ name, text }: ErrorFact): boolean =>
    text === '' ||
    (name === 'Row' ? new RegExp(`\\brow ${text}\\b`).test(report.message) : says(report.message, text));
  return facts.filter((fact) => !isSaid(fact));
}

/** Whether a message has a fact in it as words of its own, not as letters within others. */
function says(message: string, fact: string): boolean {
  const at = message.indexOf(fact);
  const isPart = (character: string | undefined): boolean => /[\p{L}\p{N}]/u.test(character ?? '');
  return at >= 0 && !isPart(message[at - 1]) && !isPart(message[at + fact.length]);
}

/** An error in words for a person. */
export interface ErrorWords {
  /** What is wrong, with where it is before it. */
  message: string;
  /** What was found and what was expected, one sentence each, without what the message says. */
  facts: string[];
  /** What to do; null where there is nothing more to say. */
  hint: string | null;
}

/** Puts an error into words, in the order in which they are read: the message, the facts, the remedy. */
export function describeError(report: ErrorReport): ErrorWords {
  const facts = listErrorFacts(report);
  const isPlace = ({ name }: ErrorFact): boolean => name !== 'Found' && name !== 'Expected';
  const place = facts
    .filter(isPlace)
    .map(({ name, text }) => (name === 'File' ? text : `${name.toLowerCase()} ${text}`))
    .join(', ');
  return {
    message: place === '' ? report.message : `${place}: ${report.message}`,
    facts: facts
      .filter((fact) => !isPlace(fact))
      .map(({ name, text }) => `${name}: ${text.replace(/(?<![.…!?])$/, '.')}`),
    hint: report.hint === undefined || report.message.includes(report.hint) ? null : report.hint,
  };
}

/** An error as one paragraph: where there is no room for a list. The remedy is left out where the reader gets a button for it. */
export function sayError(report: ErrorReport, { withHint = true } = {}): string {
  const { message, facts, hint } = describeError(report);
  return [message, ...facts, ...(withHint && hint !== null ? [hint] : [])].join(' ');
}

/** Turns travelled data back into the error, so that callers catch one type in every host. */
export function reviveError(report: ErrorReport): PinpointError {
  const { code, message, ...details } = report;
  return new PinpointError(code, message, details);
}

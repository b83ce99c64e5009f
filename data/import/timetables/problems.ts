import { cleanName, quoteText, type TimetableProblem } from '#contract';
import { readText, type FeedRow, type RejectLog } from '#data/formats/gtfs';

/** Collects what is odd in a feed without being a reason to reject a row. */
export interface ProblemLog {
  /** `problem` is in words, without the number; `example` names one case. */
  add(problem: ProblemKind, example: string): void;
  /** Counts a problem of which only the number of cases is known, with examples where there are any. */
  count(problem: ProblemKind, times: number, examples?: readonly string[]): void;
  list(): TimetableProblem[];
}

export type ProblemKind = Pick<TimetableProblem, 'severity' | 'file' | 'problem'>;

export const mostExamples = 5;

/** An empty log of what is odd in a feed. */
export function createProblemLog(): ProblemLog {
  const problems = new Map<string, TimetableProblem>();
  function count(kind: ProblemKind, times: number, examples: readonly string[] = []): void {
    if (times === 0) return;
    const key = `${kind.file}\n${kind.problem}`;
    const known = problems.get(key) ?? { ...kind, times: 0, examples: [] };
    known.times += times;
    for (const example of examples) if (known.examples.length < mostExamples) known.examples.push(example);
    problems.set(key, known);
  }
  return { add: (kind, example) => count(kind, 1, [example]), count, list: () => [...problems.values()] };
}

/** The name in a cell as it is kept; where that is not as the file has it, the log says so. */
export function readName(
  row: FeedRow,
  cell: number,
  { file, problems }: { file: string; problems: ProblemLog },
): string {
  const text = readText(row, cell).trim();
  const name = cleanName(text);
  const problem = 'names with hidden characters or of absurd length; taken without them, or cut off';
  if (name !== text.replaceAll(/\s+/g, ' '))
    problems.add({ severity: 'warning', file, problem }, `row ${row.number}: ${quoteText(text)}`);
  return name;
}

const order = { error: 0, warning: 1, note: 2 };

/** Rejected rows and oddities in one list: errors first, then by how often. */
export function listProblems(log: ProblemLog, rejectLog: RejectLog): TimetableProblem[] {
  const errors: TimetableProblem[] = rejectLog.kinds().map(({ file, kind, times, examples }) => ({
    severity: 'error',
    file,
    problem: kind,
    times,
    examples: examples.map(({ row, reason }) => `row ${row.toLocaleString('en-GB')}: ${reason}`),
  }));
  return [...errors, ...log.list()].toSorted(
    (a, b) => order[a.severity] - order[b.severity] || b.times - a.times,
  );
}

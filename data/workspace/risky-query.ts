import type Database from 'better-sqlite3';
import { PinpointError } from '#contract';

/** What is read, for messages. */
interface Place {
  /** The file as the person knows it. */
  file: string;
  layer: string;
}

interface Step {
  id: bigint;
  parent: bigint;
  detail: string;
}

interface Opcode {
  opcode: string;
  p4: string | null;
}

/**
 * What a layer computes in good faith: texts, numbers and dates of a row, sums of few. None makes more than it is given, as
 * `printf`, `replace` or `randomblob` do.
 */
const knownFunctions = new Set(
  `abs avg ceil ceiling coalesce count date datetime floor glob hex ifnull iif instr json json_extract julianday length like lower
   ltrim max min nullif quote round rtrim sign strftime substr substring sum time total trim typeof unicode upper char concat
   concat_ws mod pow power sqrt trunc unixepoch`.split(/\s+/),
);

/**
 * SQLite cannot be stopped in the middle of a step, so what a layer of a foreign file makes it do is judged before it is done: a
 * layer may be a view, and a table may have computed columns; both are programs that somebody else wrote. Throws `input_refused`
 * where reading could take without end or make values without bound: a recursion, every row of one table with every row of another,
 * a search of a whole table for each row, a virtual table, or a function that is not known to be harmless. Told from SQLite's own
 * plan and program for the query, which are made without running it.
 */
export function refuseRiskyQuery(db: Database.Database, sql: string, place: Place): void {
  const reason = findLoop(db, sql) ?? findFunction(db, sql);
  if (reason === undefined) return;
  throw new PinpointError(
    'input_refused',
    `The layer “${place.layer}” of “${place.file}” is computed and cannot be read safely.`,
    {
      file: place.file,
      found: reason,
      expected: 'a table, or a view that joins tables by a key',
      hint: 'Open the file in the program that it comes from and save the layer as a table of its own.',
    },
  );
}

function findLoop(db: Database.Database, sql: string): string | undefined {
  const steps = db.prepare(`EXPLAIN QUERY PLAN ${sql}`).all() as Step[];
  const stepOf = new Map(steps.map((step) => [step.id, step]));
  const scans = new Map<bigint, number>();
  for (const { parent, detail } of steps) {
    if (/RECURSIVE STEP/.test(detail)) return 'a recursion';
    if (/VIRTUAL TABLE/.test(detail)) return 'a virtual table';
    if (!/^SCAN (?!CONSTANT)/.test(detail)) continue;
    if (isForEachRow(parent, stepOf)) return 'a search of a whole table for each row';
    scans.set(parent, (scans.get(parent) ?? 0) + 1);
    if (scans.get(parent)! > 1) return 'every row of one table with every row of another';
  }
  return undefined;
}

/** Whether a step is done anew for each row of a query around it. */
function isForEachRow(id: bigint, stepOf: ReadonlyMap<bigint, Step>): boolean {
  for (let step = stepOf.get(id); step !== undefined; step = stepOf.get(step.parent))
    if (/CORRELATED/.test(step.detail)) return true;
  return false;
}

function findFunction(db: Database.Database, sql: string): string | undefined {
  const program = db.prepare(`EXPLAIN ${sql}`).all() as Opcode[];
  for (const { opcode, p4 } of program) {
    if (!/^(Function|PureFunc|AggStep|AggStep1|AggInverse)$/.test(opcode)) continue;
    const name = (p4 ?? '').replace(/\(.*$/, '').toLowerCase();
    if (!knownFunctions.has(name)) return `the function ${name}`;
  }
  return undefined;
}

/** A row that was not taken, and why. */
export interface FeedReject {
  /** Name of the file in the feed. */
  file: string;
  /** Counts from 1, the header included. */
  row: number;
  /** The column the reason is about; null where it is about the whole row. */
  column: string | null;
  reason: string;
}

/** Rows of one file of a feed. Rows that a cut to a region leaves aside are not rejected. */
export interface FileRows {
  file: string;
  read: number;
  rejected: number;
}

/** Keeps account of the rows of a feed: how many were read, which were rejected and why. */
export interface RejectLog {
  countRows(file: string, read: number): void;
  /** `kind` is what rejects are counted by in the health report: words without the particulars of the row. */
  reject(reject: FeedReject, kind: string): void;
  /** The first thousand. */
  list(): FeedReject[];
  files(): FileRows[];
  /** Rejects by file and kind, the most frequent first, each with its first rows. */
  kinds(): RejectKind[];
  firstOf(file: string): FeedReject | undefined;
}

export interface RejectKind {
  file: string;
  kind: string;
  times: number;
  examples: FeedReject[];
}

const mostKept = 1000;
const mostExamples = 5;

/** An empty log of the rows that a feed's files leave out; the first thousand are kept in full, all are counted. */
export function createRejectLog(): RejectLog {
  const kept: FeedReject[] = [];
  const files = new Map<string, FileRows>();
  const kinds = new Map<string, RejectKind>();
  const fileOf = (file: string) => getOrAdd(files, file, () => ({ file, read: 0, rejected: 0 }));
  return {
    countRows: (file, read) => void (fileOf(file).read = read),
    reject(reject, kind) {
      const { file } = reject;
      fileOf(file).rejected++;
      if (kept.length < mostKept) kept.push(reject);
      const tally = getOrAdd(kinds, `${file}\n${kind}`, () => ({ file, kind, times: 0, examples: [] }));
      tally.times++;
      if (tally.examples.length < mostExamples) tally.examples.push(reject);
    },
    list: () => kept,
    files: () => [...files.values()],
    kinds: () => [...kinds.values()].toSorted((a, b) => b.times - a.times),
    firstOf: (file) => [...kinds.values()].find((tally) => tally.file === file)?.examples[0],
  };
}

function getOrAdd<Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value): Value {
  let value = map.get(key);
  if (value === undefined) map.set(key, (value = make()));
  return value;
}

import { disclosureSpan, getPolicy, type DisclosurePolicy } from '#contract';
import {
  findChangedRest,
  findDifferencing,
  findKnownSum,
  findNarrowed,
  isHidden,
  type KnownSum,
  type Statement,
  type Told,
  type WorkHooks,
} from '#core/disclosure';
import type { ExportStatement, WorkspaceReader } from '#data/workspace';
import { findColumnCells, nameCells } from './linked-cells.ts';
import { locateAreas } from './located.ts';
import { readSums, readTold } from './told.ts';
import type { TreatedGroup } from './treatment.ts';

/** A statement of a document that has left. */
export type LeftStatement = ExportStatement & { export: number };

/** What is to leave of an indicator and period, and what has left of it. */
export interface ToldTogether {
  reader: WorkspaceReader;
  /** As the policy of what is to leave treats it. */
  group: TreatedGroup;
  policy: DisclosurePolicy;
  now: readonly ExportStatement[];
  earlier: readonly LeftStatement[];
  /** Whether somebody let an entry of the log leave beyond the policy. */
  isOverridden: (entry: number) => boolean;
  hooks?: WorkHooks | undefined;
}

/** What would be known by an earlier document and the new one. */
export interface KnownTogether {
  /**
   * A count that one of them hides; a group by sums that they state; what remains of a total was corrected by so few. Too much: whether
   * they tell of anybody was given up.
   */
  how: 'hidden' | 'sums' | 'changed' | 'too much';
  /** The earlier one: its entry in the log. */
  entry: number;
  /** Fewer people than this are protected. */
  span: number;
  codes: string[];
}

/** An entry of the log with the sums that it told. */
interface Left {
  entry: number;
  statements: readonly LeftStatement[];
  sums: readonly Statement[];
  /** Those that say more than what is shown says anyway; none where it left under another policy. */
  beyond: readonly Statement[];
}

/**
 * What a document that is to leave and an earlier one tell together, by all that adds up: under different policies, of figures that
 * were corrected, and by sums that they state. Documents under one policy show parts of the same treated whole, in which
 * everything is protected, as long as the figures are the same and no sums are stated besides.
 */
export function findKnownTogether(asked: ToldTogether): KnownTogether | undefined {
  const follows = makeFollows(asked);
  const documents = [...Map.groupBy(asked.earlier, (statement) => statement.export)].map(
    ([entry, statements]): Left => {
      asked.hooks?.keepGoing?.();
      const sums = readSums(asked.reader, asked.group, statements);
      const isOfThisPolicy = statements.every(({ policy }) => policy === asked.policy);
      const beyond = isOfThisPolicy ? sums.filter((sum) => !follows(sum)) : [];
      return { entry, statements, sums, beyond };
    },
  );
  const own = readSums(asked.reader, asked.group, asked.now);
  // Sums that follow from what is shown tell nothing new, but beside some that do not.
  const tellsMore = !own.every(follows);
  const others = documents.filter(
    ({ statements, beyond }) => beyond.length > 0 || !statements.every((each) => isShownSo(each, asked)),
  );
  const bySums = findBySums(
    asked,
    own,
    documents.map(({ entry, sums, beyond }) => ({ entry, sums: tellsMore ? sums : beyond })),
  );
  if (bySums !== undefined || others.length === 0) return bySums;
  const told = readTold(asked.reader, asked.group, asked.now);
  return findChange(asked, told, others) ?? findHidden(asked, told, others);
}

/** Whether the figures of a statement are a part of what the new one shows a part of. */
function isShownSo(statement: LeftStatement, { reader, group, policy: own }: ToldTogether): boolean {
  const column = findColumnCells(group, statement);
  if (statement.policy !== own || column === undefined) return false;
  const { treated } = group.suppression;
  return locateAreas(reader, statement).every(
    (area, at) => area >= 0 && Object.is(treated[column.start + area], statement.figures[at]),
  );
}

/** Answers whether a sum says no more than what is shown says anyway; of cells that many documents add up, that is worked out once. */
function makeFollows({ group, policy }: ToldTogether): (sum: Statement) => boolean {
  const { rule } = getPolicy(policy);
  const known = new Map<string, KnownSum | undefined>();
  return ({ cells, low, high }) => {
    const key = Buffer.from(Int32Array.from(cells).buffer).toString('latin1');
    if (!known.has(key)) known.set(key, findKnownSum({ ...group, rule }, Array.from(cells), group.wholes));
    const sum = known.get(key);
    return sum?.low === low && sum.high === high;
  };
}

interface LeftSums {
  entry: number;
  sums: readonly Statement[];
}

function findBySums(
  asked: ToldTogether,
  now: readonly Statement[],
  documents: readonly LeftSums[],
): KnownTogether | undefined {
  const { group, policy, hooks } = asked;
  const { rule } = getPolicy(policy);
  const earlier = documents.map(({ sums }) => sums);
  if (now.length === 0 || earlier.every((sums) => sums.length === 0)) return undefined;
  const found = findDifferencing({ ...group, rule }, { earlier, now }, hooks);
  if (found === undefined) return undefined;
  const { entry } = documents[found.earlier]!;
  const how = found.isWorkedOut ? 'sums' : 'too much';
  return { how, entry, span: disclosureSpan(rule), codes: nameAreas(asked, found.group) };
}

function findChange(asked: ToldTogether, now: Told, documents: readonly Left[]): KnownTogether | undefined {
  for (const { entry, statements } of documents) {
    asked.hooks?.keepGoing?.();
    const earlier = readTold(asked.reader, asked.group, statements);
    const span = spanOf(asked.policy, statements);
    const found = findChangedRest(asked.group.system, { earlier, now, span });
    if (found !== undefined) return { how: 'changed', entry, span, codes: nameAreas(asked, found) };
  }
  return undefined;
}

/** All documents under one policy are compared as one, which costs no more for many; those beyond a policy each by itself. */
function findHidden(asked: ToldTogether, now: Told, documents: readonly Left[]): KnownTogether | undefined {
  const alike = Map.groupBy(documents, ({ entry, statements }) =>
    asked.isOverridden(entry) ? String(entry) : statements[0]!.policy,
  );
  for (const some of alike.values()) {
    const found = findHiddenBeside(asked, now, some);
    if (found !== undefined) return nameNewest(asked, { now, found }, some);
  }
  return undefined;
}

interface FoundHidden {
  now: Told;
  found: KnownTogether;
}

/** The newest document that does it together with those after it: by halves, as each try takes as long as the first. */
function nameNewest(
  asked: ToldTogether,
  { now, found }: FoundHidden,
  documents: readonly Left[],
): KnownTogether {
  let best = found;
  let [low, high] = [0, documents.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    const some = findHiddenBeside(asked, now, documents.slice(middle));
    if (some === undefined) high = middle - 1;
    else [low, best] = [middle, some];
  }
  return { ...best, entry: documents[low]!.entry };
}

function findHiddenBeside(
  asked: ToldTogether,
  now: Told,
  documents: readonly Left[],
): KnownTogether | undefined {
  const { group, policy, hooks } = asked;
  const statements = documents.flatMap((each) => each.statements);
  const span = spanOf(policy, statements);
  const { said, hidden } = readTold(asked.reader, group, statements);
  const earlier = { said, hidden: statements[0]!.policy === policy ? keepHidden(group, hidden) : hidden };
  const { cells, isWorkedOut } = findNarrowed(group.system, { earlier, now, span }, hooks);
  if (cells.length === 0) return undefined;
  const how = isWorkedOut ? 'hidden' : 'too much';
  return { how, entry: documents.at(-1)!.entry, span, codes: nameAreas(asked, cells) };
}

/** Where figures were corrected, other counts are hidden than before: what needs no hiding any more gives nothing away. */
function keepHidden(
  { suppression: { state } }: TreatedGroup,
  hidden: ReadonlyMap<number, number>,
): ReadonlyMap<number, number> {
  return new Map([...hidden].filter(([cell]) => isHidden(state[cell]!)));
}

/** The codes of the areas that cells belong to, each once. */
function nameAreas({ reader, group }: ToldTogether, cells: ArrayLike<number>): string[] {
  return [...new Set(nameCells(reader, group, cells))];
}

function spanOf(policy: DisclosurePolicy, statements: readonly LeftStatement[]): number {
  const policies = [policy, ...statements.map((each) => each.policy)];
  return Math.max(...policies.map((each) => disclosureSpan(getPolicy(each).rule)));
}

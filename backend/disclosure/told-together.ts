import { disclosureSpan, getPolicy, type DisclosurePolicy } from '#contract';
import {
  cellState,
  findChangedRest,
  findDifferencing,
  findKnownSum,
  findNarrowed,
  type Statement,
  type Told,
  type WorkHooks,
} from '#core/disclosure';
import type { ExportStatement, WorkspaceReader } from '#data/workspace';
import { nameCells, readTold } from './told.ts';
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
  /** A count that one of them hides; a group by sums that they state; what remains of a total was corrected by so few. */
  how: 'hidden' | 'sums' | 'changed';
  /** The earlier one: its entry in the log. */
  entry: number;
  /** Fewer people than this are protected. */
  span: number;
  codes: string[];
}

/** An entry of the log with what it told. */
type Left = [entry: number, statements: LeftStatement[]];

/**
 * What a document that is to leave and an earlier one tell together, by all that adds up: under different policies, of figures that
 * were corrected, and by sums that they state. Documents under one policy show parts of the same treated whole, in which
 * everything is protected, as long as the figures are the same and no sums are stated besides.
 */
export function findKnownTogether(asked: ToldTogether): KnownTogether | undefined {
  const documents = [...Map.groupBy(asked.earlier, (statement) => statement.export)];
  const others = documents.filter(([, statements]) => statements.some((each) => !isOfThisWhole(each, asked)));
  const told = readTold(asked.reader, asked.group, asked.now);
  return (
    findBySums(asked, told.sums, documents) ??
    findChange(asked, told, others) ??
    findHidden(asked, told, others)
  );
}

/** Whether a statement shows a part of what the new one shows a part of. */
function isOfThisWhole(statement: LeftStatement, asked: ToldTogether): boolean {
  const { geography, cohort, codes, figures, policy } = statement;
  const { reader, group, policy: own } = asked;
  const column = group.columns.find((each) => each.geography === geography && each.cohort === cohort);
  if (policy !== own || column === undefined) return false;
  const { indexOf } = reader.getAreas(geography);
  const { treated } = group.suppression;
  const isShownSo = codes.every((code, at) => {
    const area = indexOf.get(code);
    return area !== undefined && Object.is(treated[column.start + area], figures[at]);
  });
  return isShownSo && readTold(reader, group, [statement]).sums.every((sum) => follows(sum, asked));
}

/** Whether a sum says no more than what is shown says anyway. */
function follows({ cells, low, high }: Statement, { group, policy }: ToldTogether): boolean {
  const { rule } = getPolicy(policy);
  const known = findKnownSum({ ...group, rule }, Array.from(cells), group.wholes);
  return known?.low === low && known.high === high;
}

function findBySums(
  asked: ToldTogether,
  now: Told['said'],
  documents: readonly Left[],
): KnownTogether | undefined {
  const { reader, group, policy, hooks } = asked;
  const isBeyond = (sum: Statement): boolean => !follows(sum, asked);
  // Sums that follow from what is shown tell nothing new, but beside some that do not.
  const tellsMore = now.some(isBeyond);
  const { rule } = getPolicy(policy);
  const earlier = documents.map(([, statements]) => {
    const { sums } = readTold(reader, group, statements);
    if (tellsMore) return sums;
    return statements.every((each) => each.policy === policy) ? sums.filter(isBeyond) : [];
  });
  if (now.length === 0 || earlier.every((sums) => sums.length === 0)) return undefined;
  const found = findDifferencing({ ...group, rule }, { earlier, now }, hooks);
  if (found === undefined) return undefined;
  const [entry] = documents[found.earlier]!;
  return { how: 'sums', entry, span: disclosureSpan(rule), codes: nameCells(reader, group, found.group) };
}

function findChange(
  { reader, group, policy }: ToldTogether,
  now: Told,
  documents: readonly Left[],
): KnownTogether | undefined {
  for (const [entry, statements] of documents) {
    const span = spanOf(policy, statements);
    const found = findChangedRest(group.system, { earlier: readTold(reader, group, statements), now, span });
    if (found !== undefined) return { how: 'changed', entry, span, codes: nameCells(reader, group, found) };
  }
  return undefined;
}

/**
 * All documents under one policy are compared as one, which costs no more for many; those beyond a policy each by itself. Named is
 * the newest that does it alone, else the newest.
 */
function findHidden(asked: ToldTogether, now: Told, documents: readonly Left[]): KnownTogether | undefined {
  const alike = Map.groupBy(documents, ([entry, [first]]) =>
    asked.isOverridden(entry) ? String(entry) : first!.policy,
  );
  for (const some of alike.values()) {
    const together = findHiddenBeside(asked, now, some);
    if (together === undefined || some.length === 1) {
      if (together !== undefined) return together;
      continue;
    }
    for (const one of some.toReversed()) {
      const alone = findHiddenBeside(asked, now, [one]);
      if (alone !== undefined) return alone;
    }
    return together;
  }
  return undefined;
}

function findHiddenBeside(
  { reader, group, policy, hooks }: ToldTogether,
  now: Told,
  documents: readonly Left[],
): KnownTogether | undefined {
  const statements = documents.flatMap(([, each]) => each);
  const span = spanOf(policy, statements);
  const { said, hidden } = readTold(reader, group, statements);
  const earlier = { said, hidden: statements[0]!.policy === policy ? keepHidden(group, hidden) : hidden };
  const found = findNarrowed(group.system, { earlier, now, span }, hooks);
  if (found.length === 0) return undefined;
  return { how: 'hidden', entry: documents.at(-1)![0], span, codes: nameCells(reader, group, found) };
}

/** Where figures were corrected, other counts are hidden than before: what needs no hiding any more gives nothing away. */
function keepHidden(
  { suppression: { state } }: TreatedGroup,
  hidden: ReadonlyMap<number, number>,
): ReadonlyMap<number, number> {
  return new Map(
    [...hidden].filter(([cell]) => state[cell] === cellState.primary || state[cell] === cellState.secondary),
  );
}

function spanOf(policy: DisclosurePolicy, statements: readonly LeftStatement[]): number {
  const policies = [policy, ...statements.map((each) => each.policy)];
  return Math.max(...policies.map((each) => disclosureSpan(getPolicy(each).rule)));
}

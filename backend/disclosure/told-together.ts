import { disclosureSpan, getPolicy, type DisclosurePolicy } from '#contract';
import {
  findChangedRest,
  findDifferencing,
  findKnownSum,
  findNarrowed,
  isHidden,
  type Statement,
  type Told,
  type WorkHooks,
} from '#core/disclosure';
import type { ExportStatement, WorkspaceReader } from '#data/workspace';
import { findColumnCells, nameCells } from './linked-cells.ts';
import { readTold } from './told.ts';
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
interface Left {
  entry: number;
  statements: readonly LeftStatement[];
  told: ReturnType<typeof readTold>;
  /** Its sums that say more than what is shown says anyway; none where it left under another policy. */
  beyond: Statement[];
}

/**
 * What a document that is to leave and an earlier one tell together, by all that adds up: under different policies, of figures that
 * were corrected, and by sums that they state. Documents under one policy show parts of the same treated whole, in which
 * everything is protected, as long as the figures are the same and no sums are stated besides.
 */
export function findKnownTogether(asked: ToldTogether): KnownTogether | undefined {
  const documents = [...Map.groupBy(asked.earlier, (statement) => statement.export)].map(
    ([entry, statements]): Left => {
      const told = readTold(asked.reader, asked.group, statements);
      const isOfThisPolicy = statements.every(({ policy }) => policy === asked.policy);
      const beyond = isOfThisPolicy ? told.sums.filter((sum) => !follows(sum, asked)) : [];
      return { entry, statements, told, beyond };
    },
  );
  const others = documents.filter(
    ({ statements, beyond }) => beyond.length > 0 || !statements.every((each) => isShownSo(each, asked)),
  );
  const told = readTold(asked.reader, asked.group, asked.now);
  return (
    findBySums(asked, told.sums, documents) ??
    findChange(asked, told, others) ??
    findHidden(asked, told, others)
  );
}

/** Whether the figures of a statement are a part of what the new one shows a part of. */
function isShownSo(statement: LeftStatement, { reader, group, policy: own }: ToldTogether): boolean {
  const { geography, codes, figures, policy } = statement;
  const column = findColumnCells(group, statement);
  if (policy !== own || column === undefined) return false;
  const { indexOf } = reader.getAreas(geography);
  const { treated } = group.suppression;
  return codes.every((code, at) => {
    const area = indexOf.get(code);
    return area !== undefined && Object.is(treated[column.start + area], figures[at]);
  });
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
  const { group, policy, hooks } = asked;
  // Sums that follow from what is shown tell nothing new, but beside some that do not.
  const tellsMore = now.some((sum) => !follows(sum, asked));
  const { rule } = getPolicy(policy);
  const earlier = documents.map(({ told, beyond }) => (tellsMore ? told.sums : beyond));
  if (now.length === 0 || earlier.every((sums) => sums.length === 0)) return undefined;
  const found = findDifferencing({ ...group, rule }, { earlier, now }, hooks);
  if (found === undefined) return undefined;
  const { entry } = documents[found.earlier]!;
  return { how: 'sums', entry, span: disclosureSpan(rule), codes: nameAreas(asked, found.group) };
}

function findChange(asked: ToldTogether, now: Told, documents: readonly Left[]): KnownTogether | undefined {
  for (const { entry, statements, told: earlier } of documents) {
    const span = spanOf(asked.policy, statements);
    const found = findChangedRest(asked.group.system, { earlier, now, span });
    if (found !== undefined) return { how: 'changed', entry, span, codes: nameAreas(asked, found) };
  }
  return undefined;
}

/**
 * All documents under one policy are compared as one, which costs no more for many; those beyond a policy each by itself. Named is
 * the newest that does it alone, else the newest.
 */
function findHidden(asked: ToldTogether, now: Told, documents: readonly Left[]): KnownTogether | undefined {
  const alike = Map.groupBy(documents, ({ entry, statements }) =>
    asked.isOverridden(entry) ? String(entry) : statements[0]!.policy,
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
  asked: ToldTogether,
  now: Told,
  documents: readonly Left[],
): KnownTogether | undefined {
  const { group, policy, hooks } = asked;
  const statements = documents.flatMap((each) => each.statements);
  const span = spanOf(policy, statements);
  const { said, hidden } = readTold(asked.reader, group, statements);
  const earlier = { said, hidden: statements[0]!.policy === policy ? keepHidden(group, hidden) : hidden };
  const found = findNarrowed(group.system, { earlier, now, span }, hooks);
  if (found.length === 0) return undefined;
  return { how: 'hidden', entry: documents.at(-1)!.entry, span, codes: nameAreas(asked, found) };
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

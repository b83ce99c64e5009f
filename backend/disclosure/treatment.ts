import {
  flagByte,
  getPolicy,
  PinpointError,
  treatsCounts,
  type DisclosureOverride,
  type DisclosurePolicy,
  type IndicatorKind,
} from '#contract';
import {
  admitWholes,
  findKnownSum,
  isHidden,
  suppressCells,
  type KnownSum,
  type Suppression,
  type WholeTotal,
  type WorkHooks,
} from '#core/disclosure';
import type { StoredColumn } from '#core/targeting';
import type { StatedSum, WorkspaceReader } from '#data/workspace';
import { findPattern, keepPattern, type ProtectedPattern } from './kept-suppressions.ts';
import { findColumnCells, linkCells, nameCells, type LinkedCells } from './linked-cells.ts';
import { treatPerformance, type TreatedRow } from './performance.ts';
import { listRestricted } from './policy.ts';
import { findTrueColumn, type ColumnName } from './true-columns.ts';

/** Under which policy a reader is read, and with whose leave beyond it. */
export interface Terms {
  policy: DisclosurePolicy;
  override: DisclosureOverride | null;
  hooks?: WorkHooks | undefined;
  /** What is treated is asked for elsewhere: where it is not known yet, `Untreated` is thrown instead of working it out here. */
  isPatient?: boolean;
}

/** Of which counts it is to be worked out what may leave. */
export type GroupName = Pick<ColumnName, 'indicator' | 'period'>;

/** Thrown where what may leave is not known yet, and is not to be worked out where it is asked for. */
export class Untreated extends Error {
  readonly group: GroupName;

  constructor(group: GroupName) {
    super(`What may leave of ${nameGroup(group)} is not worked out yet.`);
    this.group = group;
  }
}

/** The values of a workspace as a policy lets them leave. */
export interface Treatment {
  policy: DisclosurePolicy;
  /** Values as they may leave; undefined where there are none. Throws `disclosure` where the policy leaves them untouched. */
  findColumn(name: ColumnName): StoredColumn | undefined;
  /**
   * The sum of a restricted column over areas, given by their positions, as it may leave beside everything else: with the hidden
   * counts in it, rounded where the policy rounds. Undefined where it would tell of a hidden count, and where nothing is treated.
   */
  findSum(name: ColumnName, areas: readonly number[]): KnownSum | undefined;
  /** The sums that were answered so far and say more than the values of their areas. */
  listSums(): ShownSum[];
  /** Restricted values that were asked for so far: what is made of this reader shows no others. */
  listAsked(): TreatedColumn[];
  /** All that was treated so far, for an account of it. */
  listTreated(): TreatedGroup[];
  /** Rows of performance that were asked for so far, as they are stored and as they may leave. */
  listPerformance(): readonly TreatedRow[];
  /** Everything that is linked to a column; undefined where that is no count. */
  findGroup(name: GroupName): TreatedGroup | undefined;
}

/** Restricted values of a geography, as they may leave. */
export interface TreatedColumn {
  name: ColumnName;
  /** NaN where hidden or missing. */
  values: Float64Array;
}

/** A sum over areas of a column. */
export interface ShownSum {
  name: ColumnName;
  sum: StatedSum;
}

/** All cells of an indicator and period, and what became of each. */
export interface TreatedGroup extends LinkedCells {
  indicator: string;
  period: string;
  suppression: Suppression;
  /** Sums over all areas that may be shown besides. */
  wholes: WholeTotal[];
}

/** What was treated, by `nameGroup`. */
export type TreatedGroups = Map<string, TreatedGroup>;

/** The key of a group among those that were treated. */
export function nameGroup({ indicator, period }: GroupName): string {
  return `${indicator}@${period}`;
}

const treatments = new WeakMap<WorkspaceReader, Treatment>();

/** How the values of a reader are treated; undefined where it is read as it is, at the desk. */
export function findTreatment(reader: WorkspaceReader): Treatment | undefined {
  return treatments.get(reader);
}

/**
 * The same workspace as a policy lets it leave: whatever is worked out from this reader is worked out from treated values.
 * Published values are untouched. Restricted counts are hidden and rounded; hidden ones read as suppressed. `known` keeps what was
 * treated of the same workspace under the same policy, for the next reader of it.
 */
export function readUnderPolicy(
  reader: WorkspaceReader,
  terms: Terms,
  known: TreatedGroups = new Map(),
): WorkspaceReader {
  const treated = Object.create(reader) as WorkspaceReader;
  const restricted = listRestricted(reader);
  const asked = new Map<string, TreatedRow>();
  const listPerformance = (): TreatedRow[] => [...asked.values()];
  treatments.set(treated, { ...makeTreatment(reader, restricted, { ...terms, known }), listPerformance });
  treated.listPerformance = (filter) => {
    const stored = reader.listPerformance(filter);
    const isRestricted = ({ release }: { release: number }): boolean => restricted.has(release);
    const rows = treatPerformance(stored, { isRestricted, rule: getRule(terms) });
    for (const [at, row] of rows.entries())
      if (isRestricted(row)) asked.set(nameRow(row), { stored: stored[at]!, treated: row });
    return rows;
  };
  return treated;
}

/** The rule of the policy; throws `disclosure` where it would leave restricted figures as they are without anybody's leave. */
function getRule({ policy, override }: Terms) {
  const { rule } = getPolicy(policy);
  return {
    ...rule,
    /** To be called before a restricted figure is let out. */
    checkTreated(what: string): void {
      if (treatsCounts(rule) || override !== null) return;
      throw new PinpointError(
        'disclosure',
        `${what} is restricted, and the disclosure policy ${policy} would let it leave as it is.`,
        {
          found: policy,
          expected: 'under5, 10-5, 7-5, round5 or a policy of your own',
          hint: 'Choose another policy; or say that it has been published (Releases, “Sensitivity”); or give a reason and a name to let it leave.',
        },
      );
    },
  };
}

interface KnowingTerms extends Terms {
  known: TreatedGroups;
}

function makeTreatment(
  reader: WorkspaceReader,
  restricted: ReadonlySet<number>,
  terms: KnowingTerms,
): Omit<Treatment, 'listPerformance'> {
  const rule = getRule(terms);
  const groups = terms.known;
  const asked = new Map<string, TreatedColumn>();
  const sums = new Map<string, ShownSum>();
  const isPublished = makeIsPublished(restricted);

  function treatKnown(name: GroupName): TreatedGroup {
    const known = groups.get(nameGroup(name));
    if (known !== undefined) return known;
    if (terms.isPatient === true) throw new Untreated(name);
    const group = treatGroup(reader, name, terms);
    groups.set(nameGroup(name), group);
    return group;
  }

  function treatColumn(column: StoredColumn, name: ColumnName, kind: IndicatorKind): StoredColumn {
    if (!treatsCounts(rule)) return column;
    // What is no count of people cannot be treated as one, and may not leave as it is.
    return kind === 'count' ? layOver(column, name, treatKnown(name)) : hideAll(column);
  }

  return {
    policy: terms.policy,
    listTreated: () => [...groups.values()],
    listAsked: () => [...asked.values()],
    findGroup(name) {
      const isCount = reader
        .listIndicators()
        .some(({ id, kind }) => id === name.indicator && kind === 'count');
      return isCount && treatsCounts(rule) ? treatKnown(name) : undefined;
    },
    listSums: () => [...sums.values()],
    findSum(name, areas) {
      const group = groups.get(nameGroup(name));
      const column = group && findColumnCells(group, name);
      if (group === undefined || column === undefined || isPublished(column.column)) return undefined;
      const cells = areas.map((area) => column.start + area);
      const sum = findKnownSum({ ...group, rule }, cells, group.wholes);
      if (sum?.usesTotals === true) {
        const { codes } = reader.getAreas(name.geography);
        const stated = { codes: areas.map((area) => codes[area]!), low: sum.low, high: sum.high };
        sums.set(JSON.stringify([name, stated.codes]), { name, sum: stated });
      }
      return sum;
    },
    findColumn(name) {
      const column = findTrueColumn(reader, name);
      if (column === undefined || isPublished(column)) return column;
      const { name: title, kind } = reader.getIndicator(name.indicator);
      rule.checkTreated(title);
      const treated = treatColumn(column, name, kind);
      asked.set(JSON.stringify(name), { name, values: treated.values });
      return treated;
    },
  };
}

function nameRow({ provider, programme, geography, area, period, release }: TreatedRow['stored']): string {
  return JSON.stringify([provider, programme, geography, area, period, release]);
}

function makeIsPublished(restricted: ReadonlySet<number>): (column: StoredColumn) => boolean {
  return ({ releases }) => !releases.some((id) => restricted.has(id));
}

/**
 * Works out what may leave of all that is linked to the counts of an indicator and period, once for the same cells. Throws `disclosure` where published figures
 * give restricted ones away, and what `keepGoing` throws.
 */
export function treatGroup(
  reader: WorkspaceReader,
  { indicator, period }: GroupName,
  terms: Terms,
): TreatedGroup {
  const linked = linkCells(reader, { indicator, period }, makeIsPublished(listRestricted(reader)));
  const { suppression, wholes } = findPattern(terms.policy, linked.system) ?? protect(linked, terms);
  refuseUnprotected(linked, suppression, reader, indicator);
  return { indicator, period, ...linked, suppression, wholes };
}

function protect(linked: LinkedCells, { policy, hooks }: Terms): ProtectedPattern {
  const { system } = linked;
  const { rule } = getPolicy(policy);
  const suppression = suppressCells(system, rule, hooks);
  const isSafe = suppression.unprotected.length === 0;
  const wholes = isSafe ? admitWholes({ system, rule, suppression }, listWholes(linked), hooks) : [];
  const pattern = { system, suppression, wholes };
  keepPattern(policy, pattern);
  return pattern;
}

/** All cells of each column; those of the coarsest areas first, of which the finer ones' are made. */
function listWholes({ columns }: LinkedCells): number[][] {
  return columns
    .toSorted((a, b) => a.column.values.length - b.column.values.length || a.start - b.start)
    .map(({ start, column }) => Array.from(column.values, (_, area) => start + area));
}

function refuseUnprotected(
  linked: LinkedCells,
  { unprotected }: Suppression,
  reader: WorkspaceReader,
  indicator: string,
): void {
  if (unprotected.length === 0) return;
  throw new PinpointError(
    'disclosure',
    `Published figures give away restricted ones of ${indicator}: ${unprotected.length} counts cannot be protected.`,
    {
      found: nameCells(reader, linked, unprotected.subarray(0, 3)).join(', '),
      hint: 'Say that the published figures beside them are restricted too, or that these have been published.',
    },
  );
}

function hideAll(column: StoredColumn): StoredColumn {
  return {
    ...column,
    values: new Float64Array(column.values.length).fill(NaN),
    flags: column.flags.map((flag) => (flag === flagByte.missing ? flag : flagByte.suppressed)),
  };
}

/** A column with what the policy made of it: hidden values read as suppressed, rounded ones as rounded by half the base. */
function layOver(column: StoredColumn, name: ColumnName, group: TreatedGroup): StoredColumn {
  const { start } = findColumnCells(group, name)!;
  const { state, treated, halfWidth } = group.suppression;
  const values = treated.slice(start, start + column.values.length);
  const flags = column.flags.map((flag, area) => {
    if (isHidden(state[start + area]!)) return flagByte.suppressed;
    return halfWidth[start + area]! > 0 && flag === flagByte.exact ? flagByte.rounded : flag;
  });
  const rounding = Float64Array.from(
    column.values,
    (_, area) =>
      (typeof column.rounding === 'number' ? column.rounding : column.rounding[area]!) +
      halfWidth[start + area]!,
  );
  return { ...column, values, flags, rounding: rounding.some((width) => width > 0) ? rounding : 0 };
}

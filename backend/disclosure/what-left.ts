import { isDeepStrictEqual } from 'node:util';
import { disclosureSpan, formatPlural, getPolicy, PinpointError, type GeographyRef } from '#contract';
import type { ExportEntry, ExportStatement, WorkspaceReader } from '#data/workspace';
import { AreasApart, type StatementPair } from './areas-apart.ts';
import { locateAreas } from './located.ts';
import { listShownRows } from './performance.ts';
import { findKnownTogether, type KnownTogether, type LeftStatement } from './told-together.ts';
import { findTreatment, nameGroup, type ShownSum, type Terms } from './treatment.ts';
import type { ColumnName } from './true-columns.ts';

/** A document that is about to leave, as far as it can be compared with those that have left. */
export interface ListedAreas {
  /** Of the areas that it lists; null where it lists none. */
  geography: GeographyRef | null;
  codes: readonly string[];
  /** Sums that it states besides, other than sums of what it shows. */
  sums?: readonly ShownSum[];
}

/** What a document that is made of a treated reader shows of restricted values. */
export function listShown(
  treated: WorkspaceReader,
  { geography, codes, sums = [] }: ListedAreas,
): ExportStatement[] {
  const treatment = findTreatment(treated);
  if (treatment === undefined) return [];
  const stated = [...treatment.listSums(), ...sums];
  return treatment.listAsked().map(({ name, values }) => {
    const { indexOf, codes: all } = treated.getAreas(name.geography);
    // What is told of other areas than those listed, such as their sums, tells of all of them.
    const shown = name.geography === geography ? codes.filter((code) => indexOf.has(code)) : all;
    const figures = Float64Array.from(shown, (code) => values[indexOf.get(code)!]!);
    return {
      ...name,
      policy: treatment.policy,
      codes: [...shown],
      figures,
      sums: stated.flatMap((each) => (isSameColumn(each.name, name) ? [each.sum] : [])),
    };
  });
}

/** The same with performance: all that is compared with what has left, and noted. */
export function listTold(treated: WorkspaceReader, listed: ListedAreas): ExportStatement[] {
  const treatment = findTreatment(treated);
  if (treatment === undefined) return [];
  const rows = treatment.listPerformance().map((row) => row.treated);
  return [...listShown(treated, listed), ...listShownRows(rows, treatment.policy)];
}

/** The workspace that a document was made from: as it was read for it, and as it is. */
export interface ReadFrom {
  treated: WorkspaceReader;
  workspace: WorkspaceReader;
}

/**
 * Stops a document that, laid beside one that has left, tells of fewer people than the policy protects: where the areas that one
 * shows and the other does not hold that few people together; where a figure, or what is hidden of a total, has changed by that
 * few since; and where a count that one of them hides could be worked out from both. Throws `disclosure`, which names the earlier
 * document, unless somebody has said in their name why it may leave.
 */
export function checkAgainstWhatLeft(
  from: ReadFrom,
  now: readonly ExportStatement[],
  { override, hooks }: Terms,
): void {
  if (override !== null || now.length === 0) return;
  const apart = new AreasApart(from.workspace);
  const same = Map.groupBy(now, nameGroup);
  for (const statements of same.values()) {
    const { indicator, period } = statements[0]!;
    const earlier = from.workspace.listStatements(indicator).filter((before) => before.period === period);
    if (earlier.length === 0) continue;
    const found =
      findBetweenTwo({ apart, reader: from.workspace, hooks }, statements, earlier) ??
      findByCells(from, { statements, earlier, hooks });
    if (found !== undefined) throw refuse(from.workspace, found, indicator);
  }
}

/** Whether the log has the same already: of the same name and rule, with the same figures of the same areas. */
export function isNoted(
  workspace: WorkspaceReader,
  { statements, ...entry }: Omit<ExportEntry, 'sha256'> & { statements: readonly ExportStatement[] },
): boolean {
  const asNoted = Object.keys(entry) as (keyof typeof entry)[];
  const alike = workspace
    .listExports()
    .filter((left) => asNoted.every((part) => isDeepStrictEqual(left[part], entry[part])));
  if (alike.length === 0) return false;
  const left = [...new Set(statements.map(({ indicator }) => indicator))].flatMap((indicator) =>
    workspace.listStatements(indicator),
  );
  return alike.some(({ id }) => {
    const noted = left.flatMap(({ export: entryId, ...statement }) => (entryId === id ? [statement] : []));
    return (
      noted.length === statements.length &&
      statements.every((statement) => noted.some((each) => isDeepStrictEqual(each, statement)))
    );
  });
}

interface Found extends Omit<KnownTogether, 'how'> {
  how: KnownTogether['how'] | 'apart' | 'changed since';
}

interface Between {
  apart: AreasApart;
  reader: WorkspaceReader;
  hooks: Terms['hooks'];
}

function findBetweenTwo(
  { apart, reader, hooks }: Between,
  statements: readonly ExportStatement[],
  earlier: readonly LeftStatement[],
): Found | undefined {
  for (const now of statements) {
    for (const before of earlier) {
      hooks?.keepGoing?.();
      const spans = [before, now].map(({ policy }) => disclosureSpan(getPolicy(policy).rule));
      const pair = { before, now, span: Math.max(...spans) };
      if (before.cohort !== now.cohort || pair.span === 0) continue;
      const known = { entry: before.export, span: pair.span };
      const changed = findChanged(reader, pair);
      if (changed !== undefined) return { ...known, how: 'changed since', codes: changed };
      const only = apart.find(pair);
      if (only !== undefined) return { ...known, how: 'apart', codes: only };
    }
  }
  return undefined;
}

/** By how much the policy may have moved a figure. */
function halfWidthOf({ policy }: ExportStatement): number {
  return Math.floor(getPolicy(policy).rule.base / 2);
}

function findChanged(reader: WorkspaceReader, { before, now, span }: StatementPair): string[] | undefined {
  if (before.geography !== now.geography) return undefined;
  const figures = new Float64Array(reader.getAreas(now.geography).codes.length).fill(NaN);
  locateAreas(reader, before).forEach((area, at) => {
    if (area >= 0) figures[area] = before.figures[at]!;
  });
  const areas = locateAreas(reader, now);
  // What rounding explains is no change.
  const width = halfWidthOf(before) + halfWidthOf(now);
  const changed = now.codes.filter((_, at) => {
    const difference = Math.abs(now.figures[at]! - figures[areas[at]!]!);
    return difference > width && difference < span;
  });
  return changed.length === 0 ? undefined : changed;
}

interface Same {
  statements: readonly ExportStatement[];
  earlier: readonly LeftStatement[];
  hooks: Terms['hooks'];
}

/** By all cells of an indicator and period, where these are counts of people. */
function findByCells(
  { treated, workspace }: ReadFrom,
  { statements, earlier, hooks }: Same,
): KnownTogether | undefined {
  const { indicator, period, policy } = statements[0]!;
  const group = findTreatment(treated)?.findGroup({ indicator, period });
  if (group === undefined) return findUnhidden(statements, earlier);
  const beyond = new Set(
    workspace.listExports().flatMap(({ id, override }) => (override === null ? [] : [id])),
  );
  const isOverridden = (entry: number): boolean => beyond.has(entry);
  return findKnownTogether({
    reader: workspace,
    group,
    policy,
    now: statements,
    earlier,
    isOverridden,
    hooks,
  });
}

/** Of what is linked to nothing: what one document hid and the next shows. */
function findUnhidden(
  statements: readonly ExportStatement[],
  earlier: readonly LeftStatement[],
): KnownTogether | undefined {
  for (const now of statements) {
    const shown = new Set(now.codes.filter((_, at) => !Number.isNaN(now.figures[at]!)));
    for (const before of earlier) {
      if (before.policy === now.policy || before.geography !== now.geography) continue;
      if (before.cohort !== now.cohort) continue;
      const codes = before.codes.filter((code, at) => Number.isNaN(before.figures[at]!) && shown.has(code));
      if (codes.length > 0) return { how: 'hidden', entry: before.export, span: 0, codes };
    }
  }
  return undefined;
}

/** What the two tell, in the words of the error. */
const tells: Record<Found['how'], (areas: string, some: string) => string> = {
  apart: (areas, some) => `the two differ by ${areas} with ${some}`,
  sums: (areas, some) => `their totals tell of ${some}, in ${areas}`,
  'changed since': (areas, some) => `figures have changed by ${some} since, in ${areas}`,
  changed: (areas, some) => `what is hidden of a total has changed by ${some} since, in ${areas}`,
  'too much': (areas) =>
    `so much has left that it could not be worked out whether counts that are hidden can be told from it, in ${areas}`,
  hidden: (areas) => `counts that one of the two hides could be worked out from both, in ${areas}`,
};

function refuse(workspace: WorkspaceReader, found: Found, indicator: string): PinpointError {
  const left = workspace.listExports().find(({ id }) => id === found.entry);
  const name =
    left === undefined
      ? 'an earlier document'
      : `“${left.title ?? left.file}” (${left.file}, ${left.at.slice(0, 16).replace('T', ' ')})`;
  const { how, span, codes } = found;
  const told = tells[how](formatPlural(codes.length, 'area'), `fewer than ${span} people of ${indicator}`);
  return new PinpointError(
    'disclosure',
    `Together with ${name}, this ${how === 'too much' ? 'might' : 'would'} tell of single people: ${told}.`,
    {
      file: left?.file ?? '',
      found: codes.slice(0, 5).join(', '),
      hint:
        how === 'hidden'
          ? 'Use the policy that the earlier document left under, or leave those areas out; or let it leave with a reason and a name, which is written down.'
          : 'Use the same areas as that document, or change the rule so that more people are between the two; or let it leave with a reason and a name, which is written down.',
    },
  );
}

function isSameColumn(one: ColumnName, other: ColumnName): boolean {
  return (
    one.geography === other.geography &&
    one.indicator === other.indicator &&
    one.cohort === other.cohort &&
    one.period === other.period
  );
}

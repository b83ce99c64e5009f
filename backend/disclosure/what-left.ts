import {
  disclosureSpan,
  flagByte,
  formatPlural,
  getPolicy,
  PinpointError,
  type DisclosureRule,
  type GeographyRef,
} from '#contract';
import type { ExportStatement, WorkspaceReader } from '#data/workspace';
import { findTreatment, type Terms } from './treatment.ts';
import { findTrueColumn } from './true-columns.ts';

/** A document that is about to leave, as far as it can be compared with those that have left. */
export interface ListedAreas {
  /** Of the areas that it lists; null where it lists none. */
  geography: GeographyRef | null;
  codes: readonly string[];
}

/** What a document that is made of a treated reader shows of restricted values. */
export function listShown(treated: WorkspaceReader, { geography, codes }: ListedAreas): ExportStatement[] {
  const treatment = findTreatment(treated);
  if (treatment === undefined) return [];
  return treatment.listAsked().map(({ name, values }) => {
    const { indexOf, codes: all } = treated.getAreas(name.geography);
    // What is told of other areas than those listed, such as their sums, tells of all of them.
    const shown = name.geography === geography ? codes.filter((code) => indexOf.has(code)) : all;
    const figures = Float64Array.from(shown, (code) => values[indexOf.get(code)!]!);
    return { ...name, policy: treatment.policy, codes: [...shown], figures };
  });
}

/**
 * Stops a document that, laid beside one that has left, tells of fewer people than the policy protects: where the areas that one
 * shows and the other does not hold that few people together, or where an area's figure has changed by that few since. Throws
 * `disclosure`, which names the earlier document, unless somebody has said in their name why it may leave.
 */
export function checkAgainstWhatLeft(
  workspace: WorkspaceReader,
  now: readonly ExportStatement[],
  { policy, override }: Terms,
): void {
  if (override !== null) return;
  const { rule } = getPolicy(policy);
  const span = disclosureSpan(rule);
  if (span === 0) return;
  for (const statement of now) {
    const earlier = workspace
      .listStatements(statement.indicator)
      .filter(({ cohort, period }) => cohort === statement.cohort && period === statement.period);
    for (const before of earlier) {
      const found =
        findChanged(before, statement, span) ?? findIsolated(workspace, { before, now: statement, span });
      if (found !== undefined) throw refuse(workspace, { found, before, span, statement, rule });
    }
  }
}

/** Areas that two documents tell of fewer people together, or of which they tell a small difference. */
interface Isolated {
  how: 'apart' | 'changed';
  codes: string[];
}

/** By how much the policy may have moved a figure. */
function halfWidthOf({ policy }: ExportStatement): number {
  return Math.floor(getPolicy(policy).rule.base / 2);
}

function findChanged(before: ExportStatement, now: ExportStatement, span: number): Isolated | undefined {
  if (before.geography !== now.geography) return undefined;
  const figures = new Map(before.codes.map((code, at) => [code, before.figures[at]!]));
  // What rounding explains is no change.
  const width = halfWidthOf(before) + halfWidthOf(now);
  const changed = now.codes.filter((code, at) => {
    const difference = Math.abs(now.figures[at]! - (figures.get(code) ?? NaN));
    return difference > width && difference < span;
  });
  return changed.length === 0 ? undefined : { how: 'changed', codes: changed };
}

interface Pair {
  before: ExportStatement;
  now: ExportStatement;
  span: number;
}

function findIsolated(workspace: WorkspaceReader, { before, now, span }: Pair): Isolated | undefined {
  const home = findCommon(workspace, before.geography, now.geography);
  if (home === undefined) return undefined;
  const column = findTrueColumn(workspace, { ...now, geography: home });
  if (column === undefined) return undefined;
  const { codes } = workspace.getAreas(home);
  const [old, fresh] = [before, now].map((statement) => markAreas(workspace, home, statement));
  for (const [one, other] of [
    [fresh!, old!],
    [old!, fresh!],
  ] as const) {
    const only = [...codes.keys()].filter((area) => one[area] === 1 && other[area] === 0);
    const people = only.reduce((sum, area) => {
      const value = column.values[area]!;
      return sum + (column.flags[area] === flagByte.missing || Number.isNaN(value) ? 0 : value);
    }, 0);
    if (people > 0 && people < span) return { how: 'apart', codes: only.map((area) => codes[area]!) };
  }
  return undefined;
}

/** The finest geography whose areas belong to both; undefined where nothing links them. */
function findCommon(reader: WorkspaceReader, a: GeographyRef, b: GeographyRef): GeographyRef | undefined {
  const all = reader
    .describe()
    .geographies.map(({ geography, vintage }): GeographyRef => `${geography}:${vintage}`);
  const belongs = (from: GeographyRef, to: GeographyRef): boolean =>
    from === to || reader.findParents(from, to) !== undefined;
  return [a, b, ...all].find((each) => belongs(each, a) && belongs(each, b));
}

/** 1 for each area that a statement tells of, itself or by the area that it belongs to. */
function markAreas(reader: WorkspaceReader, home: GeographyRef, statement: ExportStatement): Uint8Array {
  const { indexOf, codes } = reader.getAreas(statement.geography);
  const told = new Uint8Array(codes.length);
  for (const code of statement.codes) {
    const area = indexOf.get(code);
    if (area !== undefined) told[area] = 1;
  }
  if (home === statement.geography) return told;
  const parents = reader.findParents(home, statement.geography)!;
  return Uint8Array.from(parents, (parent) => (parent < 0 ? 0 : told[parent]!));
}

interface Refused {
  found: Isolated;
  before: ExportStatement & { export: number };
  statement: ExportStatement;
  span: number;
  rule: DisclosureRule;
}

function refuse(workspace: WorkspaceReader, { found, before, statement, span }: Refused): PinpointError {
  const left = workspace.listExports().find(({ id }) => id === before.export);
  const name =
    left === undefined
      ? 'an earlier document'
      : `“${left.title ?? left.file}” (${left.file}, ${left.at.slice(0, 16).replace('T', ' ')})`;
  const areas = formatPlural(found.codes.length, 'area');
  const what =
    found.how === 'apart'
      ? `the two differ by ${areas} with fewer than ${span} people of ${statement.indicator}`
      : `${areas} ${found.codes.length === 1 ? 'has' : 'have'} changed by fewer than ${span} people of ${statement.indicator} since`;
  return new PinpointError(
    'disclosure',
    `Together with ${name}, this would tell of single people: ${what}.`,
    {
      file: left?.file ?? '',
      found: found.codes.slice(0, 5).join(', '),
      hint: 'Use the same areas as that document, or change the rule so that more people are between the two; or let it leave with a reason and a name, which is written down.',
    },
  );
}

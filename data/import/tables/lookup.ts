import {
  findColumn,
  type AreaCode,
  type GeographyKind,
  type GeographyRef,
  type LookupMapping,
  quoteText,
  formatPlural,
  families,
  nounsOf,
} from '#contract';
import type { AreaRow } from '#data/workspace';
import { refusal } from '#data/formats/refusals';
import type { ImportOutcome, ImportTask } from '../task.ts';
import { type ShareBasis, type Parents, reportBestFit } from './best-fit.ts';
import { cleanCode, findCodeProblem } from './codes.ts';
import {
  getColumn,
  type Cells,
  openFilledTable,
  type RowVisitor,
  type Table,
  readValue,
} from '#data/formats/text-table';
import { filterTable } from './filter.ts';
import { foldHeader } from './guess/facts.ts';
import { findImplausible } from './implausible.ts';
import { getImportAreas, refuseNoMatch, reportBareAreas, reportStrangers } from './matching.ts';
import { makeOutcome } from './release.ts';
import { createTally, listExamples, reportLeavings, type Tally } from './tally.ts';
import { basisOf, type LookupPair, settleWeights, weigh, type WeightedPair } from './weights.ts';

const nouns = nounsOf(families.lookup.fields);

/** Change codes of the ONS lookups between vintages: unchanged, split, merged, complex (irregular). */
const changeCodes = ['U', 'S', 'M', 'X'];

/**
 * Reads a lookup: which area of one geography belongs to which of another. Between vintages of one kind it carries change codes and
 * weights. Without weights, a file with a row for each smaller unit (a postcode, an output area) tells them by how many rows a pair
 * has; otherwise an area that goes to several is divided equally. Either way such links count as estimated. To an area of another kind
 * nothing is divided: the largest share wins, and the report says how sure that is.
 * Weights are worked out over the whole file, also where the workspace has only part of the areas.
 * Throws as `importObservations` does; also where both ends are the same geography, and where no pair has both ends in the workspace.
 */
export async function importLookup(task: ImportTask<LookupMapping>): Promise<ImportOutcome> {
  const { mapping, staging, progress, files } = task;
  if (mapping.from === mapping.to) {
    throw refusal(`A lookup joins two geographies, but both ends are ${mapping.from}.`, {
      hint: 'Name two different geographies.',
    });
  }
  const ends = { from: areasOf(task, mapping.from), to: areasOf(task, mapping.to) };
  const tally = createTally(staging);
  progress.stage('Looking at the file', 0.1);
  const table = filterTable(await openFilledTable(files), mapping.where);
  progress.stage('Reading', 0.6);
  const pairs: LookupPair[] = [];
  const ended = createEndedNote(table, mapping);
  const leavings = await table.read(
    createPairReader(table, mapping, { tally, pairs, known: ends.from, noteEnded: ended.note }),
    progress,
  );
  ended.report(tally);
  const weighted = weigh(settleWeights(pairs, tally), { column: mapping.weightColumn ?? '', tally });
  progress.stage('Checking', 0.2);
  stageLinks(task, ends, { weighted, basis: basisOf(pairs), tally, table });
  reportLeavings(tally, table, leavings);
  return makeOutcome(task, tally.findings(mapping), {
    kind: 'lookup',
    title: `Lookup from ${mapping.from} to ${mapping.to}`,
    link: { from: mapping.from, to: mapping.to },
    indicators: [],
  });
}

function areasOf({ reader }: ImportTask, ref: GeographyRef): AreaRow {
  const [kind, vintage = ''] = ref.split(':');
  return getImportAreas(reader, kind as GeographyKind, vintage);
}

interface PairTask {
  tally: Tally;
  pairs: LookupPair[];
  known: AreaRow;
  noteEnded: (cells: Cells) => void;
}

/** Notes rows of postcodes out of use: they count as the others do, unless a filter leaves them out, and the report says so. */
function createEndedNote({ layout }: Table, { where = [] }: LookupMapping) {
  const at = layout.columns.findIndex((column) =>
    /^(doterm|date of termination|termination date|terminated)$/.test(foldHeader(column)),
  );
  const column = layout.columns[at];
  let rows = 0;
  let ended = 0;
  return {
    note: (cells: Cells): void => {
      rows++;
      if (column !== undefined && readValue(cells[at]!.trim()).is !== 'missing') ended++;
    },
    report(tally: Tally): void {
      if (ended === 0 || where.some((filter) => findColumn(layout.columns, filter.column) === at)) return;
      tally.warn(
        `${formatPlural(ended, 'row')} of ${rows.toLocaleString('en-GB')} ${ended === 1 ? 'is' : 'are'} of postcodes out of use (“${column}”) and count as the others do; --where "${column}=" leaves them out.`,
      );
    },
  };
}

function createPairReader(
  table: Table,
  mapping: LookupMapping,
  { tally, pairs, known, noteEnded }: PairTask,
): RowVisitor {
  const fromAt = getColumn(table, mapping.fromColumn, nouns.fromColumn);
  const toAt = getColumn(table, mapping.toColumn, nouns.toColumn);
  const weightAt =
    mapping.weightColumn === null ? -1 : getColumn(table, mapping.weightColumn, nouns.weightColumn);
  const changeAt =
    mapping.changeColumn === null ? -1 : getColumn(table, mapping.changeColumn, nouns.changeColumn);
  const seen = new Map<string, LookupPair>();
  const read = [fromAt, toAt, weightAt, changeAt];
  const hasUnits = table.layout.columns.some((_, at) => !read.includes(at));
  const repeats = createRepeatCheck(table, read);
  const findPairProblem = (cells: Cells): string | undefined =>
    [fromAt, toAt]
      .map((at) => findCodeProblem(cells[at]!, table.layout.columns[at]!))
      .find((problem) => problem !== undefined);
  /** Of two weights nobody can tell which is right. */
  const contradict = (first: LookupPair, row: number): void => {
    const at = pairs.indexOf(first);
    if (at >= 0) {
      pairs.splice(at, 1);
      tally.reject(
        first.row,
        `contradicts row ${row}: another weight of ${first.from} → ${first.to}; neither was taken`,
      );
    }
    tally.reject(
      row,
      `contradicts row ${first.row}: another weight of ${first.from} → ${first.to}; neither was taken`,
    );
  };
  return {
    misfit(row, reason) {
      tally.rows.read++;
      tally.reject(row, reason);
    },
    row(cells, row) {
      tally.rows.read++;
      noteEnded(cells);
      const [from, to] = [cleanCode(cells[fromAt]!), cleanCode(cells[toAt]!)];
      const problem = findPairProblem(cells);
      if (problem !== undefined) return tally.reject(row, problem);
      const weight = weightAt < 0 ? null : readWeight(cells[weightAt]!);
      if (typeof weight === 'string') return tally.reject(row, weight);
      const key = `${from} ${to}`;
      const first = seen.get(key);
      // What areas elsewhere rest on is not told, so their rows are not kept.
      const isNew = !known.indexOf.has(from) || repeats.isNew(cells, key);
      if (first !== undefined) {
        if (weight !== null && hasUnits && isNew) return void first.more.push({ row, weight });
        if (first.weight !== weight) return contradict(first, row);
        if (weightAt >= 0 || !isNew) return tally.reject(row, `repeats row ${first.row}: ${from} → ${to}`);
        first.rows++;
        return;
      }
      const change = changeAt < 0 ? null : readChange(cells[changeAt]!, tally);
      const pair = { from, to, weight, change, row, rows: 1, more: [] };
      seen.set(key, pair);
      pairs.push(pair);
    },
  };
}

/**
 * Tells rows that are of another smaller unit from rows that merely come twice, by what the lookup leaves unread. Where it leaves
 * nothing unread, a row can only be counted: the file was cut down to its pairs.
 */
function createRepeatCheck(table: Table, read: readonly number[]) {
  const unread = table.layout.columns.map((_, at) => at).filter((at) => !read.includes(at));
  const known = new Set<string>();
  return {
    isNew(cells: Cells, pair: string): boolean {
      if (unread.length === 0) return true;
      const unit = `${pair} ${unread.map((at) => cells[at]!.trim()).join('\u0001')}`;
      if (known.has(unit)) return false;
      known.add(unit);
      return true;
    },
  };
}

function readWeight(cell: string): number | string {
  const reading = readValue(cell);
  if (reading.is !== 'number') return `the weight ${quoteText(cell)} is not a number`;
  const share = { ...reading, unit: null };
  const doubt = findImplausible(share, { kind: 'amount', isLarge: false });
  return doubt === undefined ? reading.value : `the weight ${quoteText(cell)} is ${doubt}`;
}

function readChange(cell: string, tally: Tally): string | null {
  const code = cell.trim().toUpperCase();
  if (changeCodes.includes(code)) return code;
  tally.marker(code === '' ? 'blank' : code, 'missing');
  return null;
}

interface Weighted {
  weighted: readonly WeightedPair[];
  basis: ShareBasis;
  tally: Tally;
  table: Table;
}

function stageLinks(
  task: ImportTask<LookupMapping>,
  ends: { from: AreaRow; to: AreaRow },
  { weighted, basis, tally, table }: Weighted,
): void {
  const { mapping, reader, staging } = task;
  const strangers = { from: new Set<string>(), to: new Set<string>() };
  const met = { from: new Uint8Array(ends.from.codes.length), to: new Uint8Array(ends.to.codes.length) };
  const divided = new Map<AreaCode, Parents>();
  for (const { from, to, weight, change, assumed, rows } of weighted) {
    const [fromArea, toArea] = [ends.from.indexOf.get(from), ends.to.indexOf.get(to)];
    if (fromArea === undefined) strangers.from.add(from);
    if (toArea === undefined) strangers.to.add(to);
    if (fromArea === undefined || toArea === undefined) continue;
    met.from[fromArea] = 1;
    met.to[toArea] = 1;
    if (assumed) tally.flags.estimated++;
    const parents = divided.get(from) ?? { from, shares: [] };
    parents.shares.push({ to, weight, rows });
    divided.set(from, parents);
    tally.rows.taken += rows;
    staging.addLink({ from, to, weight, change });
  }
  if (tally.rows.taken === 0) throw refuseNoPair(task, strangers, { weighted, basis, tally, table });
  reportStrangers(tally, [...strangers.from], { geography: mapping.from, reader });
  reportStrangers(tally, [...strangers.to], { geography: mapping.to, reader });
  reportBareAreas(tally, ends.from, met.from);
  reportChildless(ends.to, met.to, { tally, mapping });
  reportEditions(tally, mapping);
  reportShares(tally, mapping, { parents: [...divided.values()], basis });
}

/** A lookup between editions is kept, and nothing reads it: nobody should wait for values that do not come. */
function reportEditions(tally: Tally, { from, to }: LookupMapping): void {
  if (from.split(':')[0] !== to.split(':')[0]) return;
  tally.warn(
    `Values are not carried from ${from} to ${to} by this lookup: a rule about ${to} needs values of ${to}.`,
  );
}

function reportChildless(
  areas: AreaRow,
  met: Uint8Array,
  { tally, mapping }: { tally: Tally; mapping: LookupMapping },
): void {
  const childless = areas.codes.filter((_, area) => met[area] === 0);
  if (childless.length === 0) return;
  tally.warn(
    `${formatPlural(childless.length, 'area', 'areas')} of ${mapping.to} ${childless.length === 1 ? 'gets' : 'get'} no area of ${mapping.from}: ${listExamples(childless)}.`,
  );
}

/** Says how areas with several partners are shared out. */
function reportShares(
  tally: Tally,
  { from, to, weightColumn }: LookupMapping,
  { parents, basis }: { parents: readonly Parents[]; basis: ShareBasis },
): void {
  const [fromKind] = from.split(':');
  if (!to.startsWith(`${fromKind}:`)) return reportBestFit(tally, parents, { from, to, basis });
  const codes = parents.filter(({ shares }) => shares.length > 1).map((area) => area.from);
  if (codes.length === 0 || weightColumn !== null) return;
  const how =
    basis === 'rows' ? 'divided by the number of rows that the file has for each' : 'divided equally';
  tally.warn(
    `${formatPlural(codes.length, 'area')} of ${from} ${codes.length === 1 ? 'goes' : 'go'} to several of ${to} and the file has no weights: ${how} and marked as estimated, for example ${listExamples(codes, codes.length, 3)}.`,
  );
}

function refuseNoPair(
  { mapping, reader }: ImportTask<LookupMapping>,
  strangers: { from: Set<string>; to: Set<string> },
  { weighted, tally, table }: Weighted,
): Error {
  const file = table.label;
  const [firstReject] = tally.findings(mapping).rejects;
  if (weighted.length === 0) {
    return refusal(`“${file}” has no pair of areas${firstReject ? `: ${firstReject.reason}` : ''}.`, {
      file,
      row: firstReject?.row,
    });
  }
  const froms = new Set(weighted.map(({ from }) => from));
  const side = strangers.from.size === froms.size ? 'from' : 'to';
  return refuseNoMatch({ file, geography: mapping[side], reader }, [...strangers[side]]);
}

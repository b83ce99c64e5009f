import type { AreaCode, GeographyKind, GeographyRef, LookupMapping } from '#contract';
import type { AreaRow } from '#data/workspace';
import { watchFiles } from '../archive.ts';
import { fingerprintFiles } from '../fingerprint.ts';
import { refuse } from '../refusal.ts';
import type { ImportOutcome, ImportTask } from '../task.ts';
import { cleanCode } from './codes.ts';
import { getColumn } from './columns.ts';
import { getImportAreas, refuseNoMatch, reportBareAreas, reportStrangers } from './matching.ts';
import { makeOutcome } from './release.ts';
import { openFilledTable, type RowVisitor, type Table } from './table.ts';
import { count, createTally, listExamples, reportLeavings, type Tally } from './tally.ts';
import { readValue } from './values.ts';

/** One row of a lookup. */
interface Pair {
  from: AreaCode;
  to: AreaCode;
  /** As in the file; null where there is no weight column. */
  weight: number | null;
  change: string | null;
  row: number;
}

/** Change codes of the ONS lookups between vintages: unchanged, split, merged, complex (irregular). */
const changeCodes = ['U', 'S', 'M', 'X'];

/**
 * Reads a lookup: which area of one geography belongs to which of another. Between vintages of one kind it carries change codes and
 * weights; without weights an area that goes to several is divided equally and the links count as estimated.
 * Weights are worked out over the whole file, also where the workspace has only part of the areas.
 * Throws as `importObservations` does; also where both ends are the same geography, and where no pair has both ends in the workspace.
 */
export async function importLookup(task: ImportTask<LookupMapping>): Promise<ImportOutcome> {
  const { mapping, staging, progress, files } = task;
  if (mapping.from === mapping.to) {
    throw refuse(`A lookup joins two geographies, but both ends are ${mapping.from}.`, {
      hint: 'Name two different geographies.',
    });
  }
  const ends = { from: areasOf(task, mapping.from), to: areasOf(task, mapping.to) };
  const tally = createTally(staging);
  progress.stage('Looking at the file', 0.1);
  const checkUnchanged = await watchFiles(files);
  const table = await openFilledTable(files);
  progress.stage('Reading', 0.6);
  const pairs: Pair[] = [];
  const leavings = await table.read(createPairReader(table, mapping, { tally, pairs }), progress);
  const weighted = weigh(pairs, tally);
  progress.stage('Checking', 0.2);
  stageLinks(task, ends, { weighted, tally, table });
  reportLeavings(tally, table, leavings);
  const sha256 = await fingerprintFiles(files);
  await checkUnchanged();
  return makeOutcome(
    task,
    { findings: tally.findings(mapping), sha256 },
    {
      kind: 'lookup',
      title: `Lookup from ${mapping.from} to ${mapping.to}`,
      link: { from: mapping.from, to: mapping.to },
      indicators: [],
    },
  );
}

function areasOf({ reader }: ImportTask, ref: GeographyRef): AreaRow {
  const [kind, vintage = ''] = ref.split(':');
  return getImportAreas(reader, kind as GeographyKind, vintage);
}

function createPairReader(
  table: Table,
  mapping: LookupMapping,
  { tally, pairs }: { tally: Tally; pairs: Pair[] },
): RowVisitor {
  const fromAt = getColumn(table, mapping.fromColumn, 'column of the areas that belong');
  const toAt = getColumn(table, mapping.toColumn, 'column of the areas they belong to');
  const weightAt =
    mapping.weightColumn === null ? -1 : getColumn(table, mapping.weightColumn, 'weight column');
  const changeAt =
    mapping.changeColumn === null ? -1 : getColumn(table, mapping.changeColumn, 'change column');
  const seen = new Map<string, number>();
  return {
    misfit(row, reason) {
      tally.rows.read++;
      tally.reject(row, reason);
    },
    row(cells, row) {
      tally.rows.read++;
      const [from, to] = [cleanCode(cells[fromAt]!), cleanCode(cells[toAt]!)];
      if (from === '' || to === '')
        return tally.reject(row, `one end of the pair is blank: “${from}” → “${to}”`);
      const first = seen.get(`${from} ${to}`);
      if (first !== undefined) return tally.reject(row, `repeats row ${first}: ${from} → ${to}`);
      const weight = weightAt < 0 ? null : readWeight(cells[weightAt]!);
      if (typeof weight === 'string') return tally.reject(row, weight);
      seen.set(`${from} ${to}`, row);
      pairs.push({
        from,
        to,
        weight,
        change: changeAt < 0 ? null : readChange(cells[changeAt]!, tally),
        row,
      });
    },
  };
}

function readWeight(cell: string): number | string {
  const reading = readValue(cell);
  if (reading.is !== 'number') return `the weight “${cell}” is not a number`;
  return reading.value >= 0 ? reading.value : `the weight ${cell} is negative`;
}

function readChange(cell: string, tally: Tally): string | null {
  const code = cell.trim().toUpperCase();
  if (changeCodes.includes(code)) return code;
  tally.marker(code === '' ? 'blank' : code, 'missing');
  return null;
}

/** The pairs with a weight each: the share of `from` that goes to `to`. Percent become shares; without weights, equal parts. */
function weigh(pairs: readonly Pair[], tally: Tally): (Pair & { weight: number; assumed: boolean })[] {
  const byFrom = new Map<AreaCode, { parts: number; sum: number }>();
  for (const { from, weight } of pairs) {
    const entry = byFrom.get(from) ?? { parts: 0, sum: 0 };
    byFrom.set(from, { parts: entry.parts + 1, sum: entry.sum + (weight ?? 0) });
  }
  const largest = pairs.reduce((most, { weight }) => Math.max(most, weight ?? 0), 0);
  const scale = largest > 1.01 && largest <= 100.5 ? 100 : 1;
  if (scale === 100) tally.warn('The weights are percentages and were divided by 100.');
  warnOfWeights(pairs, byFrom, scale, tally);
  return pairs.map((pair) => {
    const { parts } = byFrom.get(pair.from)!;
    return pair.weight === null
      ? { ...pair, weight: 1 / parts, assumed: parts > 1 }
      : { ...pair, weight: pair.weight / scale, assumed: false };
  });
}

function warnOfWeights(
  pairs: readonly Pair[],
  byFrom: ReadonlyMap<AreaCode, { parts: number; sum: number }>,
  scale: number,
  tally: Tally,
): void {
  if (pairs.every(({ weight }) => weight === null)) return;
  const odd = [...byFrom].filter(([, { sum }]) => Math.abs(sum / scale - 1) > 0.01).map(([code]) => code);
  if (odd.length > 0) {
    tally.warn(
      `The weights of ${count(odd.length, 'area does', 'areas do')} not add up to 1: ${listExamples(odd)}.`,
    );
  }
}

interface Weighted {
  weighted: readonly (Pair & { weight: number; assumed: boolean })[];
  tally: Tally;
  table: Table;
}

function stageLinks(
  task: ImportTask<LookupMapping>,
  ends: { from: AreaRow; to: AreaRow },
  { weighted, tally, table }: Weighted,
): void {
  const { mapping, reader, staging } = task;
  const strangers = { from: new Set<string>(), to: new Set<string>() };
  const met = { from: new Uint8Array(ends.from.codes.length), to: new Uint8Array(ends.to.codes.length) };
  const divided = new Set<string>();
  for (const { from, to, weight, change, assumed } of weighted) {
    const [fromArea, toArea] = [ends.from.indexOf.get(from), ends.to.indexOf.get(to)];
    if (fromArea === undefined) strangers.from.add(from);
    if (toArea === undefined) strangers.to.add(to);
    if (fromArea === undefined || toArea === undefined) continue;
    met.from[fromArea] = 1;
    met.to[toArea] = 1;
    if (assumed) {
      tally.flags.estimated++;
      divided.add(from);
    }
    tally.rows.taken++;
    staging.addLink({ from, to, weight, change });
  }
  if (tally.rows.taken === 0) throw refuseNoPair(task, strangers, { weighted, tally, table });
  reportStrangers(tally, [...strangers.from], { geography: mapping.from, reader });
  reportStrangers(tally, [...strangers.to], { geography: mapping.to, reader });
  reportBareAreas(tally, ends.from, met.from);
  reportChildless(ends.to, met.to, { tally, mapping });
  if (divided.size > 0) reportDivided(tally, mapping, [...divided]);
}

function reportChildless(
  areas: AreaRow,
  met: Uint8Array,
  { tally, mapping }: { tally: Tally; mapping: LookupMapping },
): void {
  const childless = areas.codes.filter((_, area) => met[area] === 0);
  if (childless.length === 0) return;
  tally.warn(
    `${count(childless.length, 'area', 'areas')} of ${mapping.to} ${childless.length === 1 ? 'gets' : 'get'} no area of ${mapping.from}: ${listExamples(childless)}.`,
  );
}

function reportDivided(
  tally: Tally,
  { from, to, weightColumn }: LookupMapping,
  codes: readonly string[],
): void {
  if (weightColumn !== null) return;
  tally.warn(
    `${count(codes.length, 'area')} of ${from} ${codes.length === 1 ? 'goes' : 'go'} to several of ${to} and the file has no weights: divided equally and marked as estimated, for example ${listExamples(codes, codes.length, 3)}.`,
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
    return refuse(`“${file}” has no pair of areas${firstReject ? `: ${firstReject.reason}` : ''}.`, {
      file,
      row: firstReject?.row,
    });
  }
  const froms = new Set(weighted.map(({ from }) => from));
  const side = strangers.from.size === froms.size ? 'from' : 'to';
  return refuseNoMatch({ file, geography: mapping[side], reader }, [...strangers[side]]);
}

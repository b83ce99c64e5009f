import { mkdtempSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { exportRequest, PinpointError, getPolicy, type DisclosurePolicy, type GeographyRef } from '#contract';
import type { WorkspaceWriter } from '#data/workspace';
import { exportTargetList } from '../../../backend/documents/index.ts';
import { makeProgress } from '../../../backend/jobs/progress.ts';
import type { Displayed, PrintedPolicy } from '../../attacker/displayed.ts';
import { boundCells } from '../../attacker/solve-bounds.ts';
import { recoverExactly } from '../../attacker/solve-exactly.ts';
import { codeOf, publishValues } from '../../data/workspace/build.ts';
import { casesOf, makeDraw, makeRandom } from '../../trial-length.ts';
import { aCounty, valuesOf } from '../disclosure/a-county.ts';

const draw = makeDraw();
const policies: DisclosurePolicy[] = ['round5', 'under5', '10-5', '7-5', 'custom:3,0', 'custom:8,0,no-zeros'];
const places: GeographyRef[] = ['lsoa:2011', 'ward:2013', 'district:2013'];
const needs = ['claimants', 'claimants[sex=male]'];

interface Drawn {
  random: () => number;
  workspace: WorkspaceWriter;
  areas: number;
}

/** A county with claimants, and men among them, that are restricted; and a published score, by which lists are drawn. */
function drawCounty(index: number): Drawn {
  const random = makeRandom(draw.seed + index);
  const typical = 2 + random() * 12;
  const areas = 8 + Math.floor(random() * 9);
  const counts = Array.from({ length: areas }, () => Math.floor(-Math.log(1 - random()) * typical));
  const { workspace } = aCounty(counts);
  const men = counts.map((count) => Math.round(count * random()));
  publishValues(
    workspace,
    'claimants',
    { '2008-07': valuesOf(men) },
    { cohort: 'sex=male', draft: { sensitivity: 'restricted' } },
  );
  const scores = counts.map(() => Math.floor(random() * 100));
  publishValues(workspace, 'score', { '2008-07': valuesOf(scores) });
  return { random, workspace, areas };
}

/** What a document says, as somebody reads it who has nothing but its files. */
interface Read {
  policy: DisclosurePolicy;
  geography: GeographyRef;
  need: string;
  /** By code; null = [c]. */
  shown: Map<string, number | null>;
}

/** Writes a list as the app does; undefined where it was stopped. */
async function write({ random, workspace }: Drawn, policy: DisclosurePolicy): Promise<Read | undefined> {
  const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)]!;
  const [geography, need] = [pick(places), pick(needs)];
  const folder = mkdtempSync(join(workspace.path, '..', 'list-'));
  const limit = geography === 'lsoa:2011' ? random() * 100 - 40 : -1;
  const rule = `score > ${limit.toFixed(0)}`;
  const request = exportRequest.parse({
    question: { rule, geography, period: null, need, order: null },
    title: 'A list',
    author: null,
    limit: null,
    share: null,
    all: false,
    coverage: null,
    policy,
    format: 'csv',
    fileName: 'list',
  });
  try {
    await exportTargetList(
      workspace.path,
      { type: 'export', request, coverage: null, folder, madeBy: 'a test', readOnly: false },
      makeProgress(new SharedArrayBuffer(4), () => undefined),
    );
  } catch (error) {
    if (error instanceof PinpointError && error.code === 'disclosure') return undefined;
    throw error;
  }
  return { policy, geography, need, shown: readCsv(readFileSync(join(folder, 'list.csv'), 'utf8')) };
}

function readCsv(text: string): Map<string, number | null> {
  const [head = '', ...rows] = text.split('\r\n').filter((row) => row !== '');
  const names = head.split(',');
  const [code, count] = [names.indexOf('code'), names.findIndex((name) => name.startsWith('claimants'))];
  return new Map(
    rows.map((row) => {
      const cells = row.split(',');
      return [cells[code]!, cells[count] === '[c]' ? null : Number(cells[count])];
    }),
  );
}

/** Everything that adds up in the county: cells by name, and the sums. */
class Known {
  readonly names: string[] = [];
  readonly equations: { total: number; parts: number[]; elsewhere: number }[] = [];

  constructor(areas: number) {
    const sizes: [GeographyRef, string, number][] = [
      ['lsoa:2011', 'A', 1],
      ['ward:2013', 'W', 4],
      ['district:2013', 'D', 8],
    ];
    const all = Array.from({ length: areas }, (_, at) => at);
    for (const [geography, prefix, size] of sizes)
      for (let at = 0; at < Math.ceil(areas / size); at += 1) {
        const name = codeOf(at, prefix);
        const [total, ...parts] = [needs[0]!, needs[1]!, 'others'].map((need) =>
          this.cell(geography, need, name),
        );
        this.equations.push({ total: total!, parts, elsewhere: 0 });
        if (size === 1) continue;
        const inside = all.filter((each) => Math.floor(each / size) === at);
        for (const need of needs)
          this.equations.push({
            total: this.cell(geography, need, name),
            parts: inside.map((each) => this.cell('lsoa:2011', need, codeOf(each))),
            elsewhere: 0,
          });
      }
  }

  cell(geography: string, need: string, code: string): number {
    const name = `${geography} ${need} ${code}`;
    const found = this.names.indexOf(name);
    return found < 0 ? this.names.push(name) - 1 : found;
  }
}

function printedPolicy(policy: DisclosurePolicy): PrintedPolicy {
  const { threshold, base, keepsZeros } = getPolicy(policy).rule;
  return { threshold, base, keepsZeros };
}

/** Documents laid together: each of their cells is a cell of its own, which is the same as that of the county. */
function layTogether(
  known: Known,
  documents: readonly Read[],
): { displayed: Displayed; hidden: [cell: number, width: number][] } {
  const shown: (number | null)[] = known.names.map(() => null);
  const policyOf = known.names.map(() => printedPolicy('none'));
  const equations = [...known.equations];
  const hidden: [number, number][] = [];
  for (const { policy, geography, need, shown: cells } of documents) {
    const rule = printedPolicy(policy);
    for (const [code, count] of cells) {
      const cell = known.cell(geography, need, code);
      if (count === null) hidden.push([cell, Math.max(rule.threshold, rule.base - 1, 1)]);
      else {
        equations.push({ total: cell, parts: [shown.push(count) - 1], elsewhere: 0 });
        policyOf.push(rule);
      }
    }
  }
  const upper = shown.map(() => 1000 * 16);
  return {
    hidden,
    displayed: {
      shown,
      upper,
      equations,
      policyOf,
      policy: printedPolicy('none'),
      isExact: shown.map(() => false),
    },
  };
}

/** What an attacker finds who has these documents, and did not have from the first alone. */
async function listFaults(known: Known, documents: readonly Read[]): Promise<string[]> {
  const { displayed, hidden } = layTogether(known, documents);
  const [first] = documents;
  const before = layTogether(known, documents.length > 1 ? [first!] : []).displayed;
  const cells = hidden.map(([cell]) => cell);
  const recovered = recoverExactly(displayed);
  const had = recoverExactly(before);
  const bounds = await boundCells(displayed, { cells });
  const boundsBefore = await boundCells(before, { cells });
  return hidden.flatMap(([cell, width], at) => {
    const [low, high] = bounds[at]!;
    const [least, most] = boundsBefore[at]!;
    const isNarrowed = high - low < width && high - low < most - least;
    const isRecovered = recovered.has(cell) && !had.has(cell);
    return isNarrowed || isRecovered ? [`${known.names[cell]} is ${low} to ${high}`] : [];
  });
}

test(
  'nobody recovers or narrows a hidden count by one list, or by two that both could leave',
  { timeout: 1_800_000 },
  async () => {
    const trials = casesOf(8, 300);
    let [refused, stopped, both, secret] = [0, 0, 0, 0];
    const faults: string[] = [];
    // A few counties may by chance have nothing to hide.
    const isEnough = (): boolean => both > 0 && secret > 0;
    let index = 0;
    for (; index < trials || (!isEnough() && index < 10 * trials); index += 1) {
      const drawn = drawCounty(index);
      const known = new Known(drawn.areas);
      const own = policies[index % policies.length]!;
      const first = await write(drawn, own);
      if (first === undefined) {
        refused += 1;
        continue;
      }
      const other = drawn.random() < 0.5 ? own : policies[Math.floor(drawn.random() * policies.length)]!;
      const second = await write(drawn, other);
      if (second === undefined) stopped += 1;
      else both += 1;
      const sets = second === undefined ? [[first]] : [[first], [second], [first, second]];
      secret += [...first.shown.values()].filter((count) => count === null).length;
      for (const documents of sets)
        for (const fault of await listFaults(known, documents))
          faults.push(
            `${index}, ${documents.map(({ policy, geography, need }) => `${policy} ${geography} ${need}`).join(' + ')}: ${fault}`,
          );
    }
    console.log(
      `${index} counties from seed ${draw.seed}: ${both} pairs left, ${stopped} were stopped, ${refused} refused at first; ${secret} counts hidden`,
    );
    expect(faults).toEqual([]);
    expect(both).toBeGreaterThan(0);
    expect(secret).toBeGreaterThan(0);
  },
);

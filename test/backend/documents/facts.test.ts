import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { tableRequest, type TableContent } from '#contract';
import { openForReading } from '#data/workspace';
import { makeDocument } from '../../../backend/documents/make.ts';
import { makeProgress } from '../../../backend/jobs/progress.ts';
import { copyDemonstration } from '../../demonstration.ts';

const travel = { mode: 'distance', limit: 1.234567891 };
const geography = 'ward:2003';
const need = { indicator: 'jsa_claimants', cohort: 'sex=male' };
const coverage = { geography, selector: '*', travel, need };
const place = { lon: -2.981234567891, lat: 53.41234567891 };

/** One of each document, asked for with more decimals than anybody would print; the compiler misses none. */
const contents: Record<TableContent['kind'], unknown> = {
  provision: { selector: '*' },
  catchment: { request: { place, geography, travel, points: null } },
  coverage: { request: coverage },
  ledger: { request: { ...coverage, by: 'area' } },
  placing: {
    request: { ...coverage, goal: { kind: 'count', sites: 1 }, floor: 0.123456789, timeLimitSeconds: 0 },
  },
  performance: { request: { by: 'programme' } },
  reach: { request: { geography, need } },
  destinations: { request: { geography: null, origin: place, travel } },
};

/** Numbers of facts with more decimals than three, or five in a pair of degrees. */
function listLong(facts: readonly (readonly [string, string])[]): string[] {
  return facts.flatMap(([name, value]) => {
    const most = /^(Title|Result|Place|From)$/.test(name) ? 5 : name === 'Floor' ? 4 : 3;
    const numbers = value.match(/\d+\.\d+/g) ?? [];
    return numbers
      .filter((number) => number.split('.')[1]!.length > most)
      .map((number) => `${name}: ${number}`);
  });
}

test.each(Object.keys(contents) as TableContent['kind'][])(
  'no fact of a document of %s has more decimals than what it is of allows',
  async (kind) => {
    const folder = mkdtempSync(join(tmpdir(), 'pinpoint-test-'));
    copyDemonstration(join(folder, 'demo.gpkg'));
    const reader = openForReading(join(folder, 'demo.gpkg'));
    onTestFinished(() => reader.close());
    const content = { kind, ...(contents[kind] as object) };
    const request = tableRequest.parse({ content, title: null, author: null, format: 'csv', fileName: 'a' });
    const { facts } = await makeDocument(request, {
      reader,
      writer: null,
      progress: makeProgress(new SharedArrayBuffer(4), () => undefined),
      madeBy: 'a test',
      result: null,
      policy: 'none',
      geography: null,
    });
    expect(facts.length).toBeGreaterThan(5);
    expect(listLong(facts)).toEqual([]);
  },
);

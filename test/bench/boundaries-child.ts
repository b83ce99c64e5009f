// One import in a process of its own, so that its peak memory is its own. Prints what it took as JSON.
import { basename } from 'node:path';
import type { BoundariesMapping } from '#contract';
import { importFiles, quietProgress } from '#data/import';
import { createStaging, createWorkspace } from '#data/workspace';

/** Seconds and mebibytes of one import. */
export interface BoundariesTiming {
  staged: number;
  published: number;
  /** Including the start of the process; measured from outside. */
  total: number;
  peakMegabytes: number;
}

const [source, target] = process.argv.slice(2) as [string, string];
const mapping: BoundariesMapping = {
  family: 'boundaries',
  geography: 'lsoa',
  vintage: '2011',
  codeField: 'LSOA11CD',
  nameField: 'LSOA11NM',
  parentField: null,
  parentGeography: null,
  crs: null,
  layer: null,
};

const workspace = createWorkspace(target, { holder: 'a benchmark' });
const staging = createStaging();
const begun = performance.now();
const { draft } = await importFiles({
  files: [{ path: source, name: basename(source) }],
  mapping,
  reader: workspace,
  staging,
  progress: quietProgress,
  publisher: null,
  licence: null,
  now: () => new Date().toISOString(),
});
const middle = performance.now();
workspace.publish(staging, draft);
const end = performance.now();
staging.discard();
workspace.close();
const timing = {
  staged: (middle - begun) / 1000,
  published: (end - middle) / 1000,
  peakMegabytes: process.resourceUsage().maxRSS / 1024,
};
console.log(JSON.stringify(timing));

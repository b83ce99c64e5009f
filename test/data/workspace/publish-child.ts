// Run by crash.test.ts in a process of its own: publishes one fixed release, and is killed while it does.
import { createStaging, openForWriting } from '#data/workspace';

const [path = '', network = ''] = process.argv.slice(2);
const writer = openForWriting(path, {
  holder: 'a child',
  now: () => '2026-02-02T00:00:00.000Z',
  network: network === 'network',
});
const staging = createStaging();
const period = { id: '2018', label: '2018', first: '2018-01-01', last: '2018-12-31' };
for (let i = 0; i < 400; i++) {
  for (let cut = 0; cut < 60; cut++) {
    staging.addObservation({
      areaCode: `A${String(i).padStart(3, '0')}`,
      indicator: 'jsa',
      cohort: cut === 0 ? 'all' : `cut=${cut}`,
      period,
      value: i + cut,
      flag: 0,
    });
  }
}
process.stdout.write('publishing\n');
writer.publish(staging, {
  kind: 'observations',
  title: 'JSA by cut',
  file: 'cuts.csv',
  sha256: 'c'.repeat(64),
  publisher: null,
  licence: null,
  attribution: [],
  period: '2018',
  retrieved: null,
  rounding: 0,
  mapping: {},
  report: {},
  rows: { read: 24_000, taken: 24_000, rejected: 0 },
  geography: { kind: 'lsoa', vintage: '2011' },
  indicators: [],
});
process.stdout.write('published\n');
// Stays, so that it is always killed and never closes the file.
setInterval(() => undefined, 1000);

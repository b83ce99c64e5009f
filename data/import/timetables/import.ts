import type { TimetableMapping } from '#contract';
import { buildTimetable, encodeTimetable } from '#core/routing';
import type { TimetableFacts } from '#core/timetables';
import { makeOutcome } from '../tables/index.ts';
import type { ImportFindings, ImportOutcome, ImportTask } from '../task.ts';
import { readGtfs, type TimetableReading } from './read.ts';
import { refuseSeveral } from './refusals.ts';
import { regionOf } from '../region.ts';
import { phraseUse } from './together.ts';

/**
 * Reads a GTFS feed, cut to the region of the workspace's areas unless the mapping says otherwise or there are no areas,
 * and stages its compact timetable with the health report. Throws as `readGtfs`.
 */
export async function importTimetable(task: ImportTask<TimetableMapping>): Promise<ImportOutcome> {
  const { files, mapping, reader, staging, progress } = task;
  const [file, ...others] = files;
  if (file === undefined || others.length > 0) throw refuseSeveral(files.length);
  const region = mapping.cutMarginKm === null ? undefined : regionOf(reader);
  const reading = await readGtfs(file, {
    progress,
    ...(region === undefined ? {} : { region, marginKm: mapping.cutMarginKm! }),
  });
  progress.checkCancelled();
  progress.stage('Making the timetable', 0.05);
  const bytes = encodeTimetable(buildTimetable(reading.input));
  const health = { ...reading.health, bytes: bytes.length };
  const { identity } = reading;
  staging.setTimetable({ facts: { ...health, identity } satisfies TimetableFacts, bytes });
  for (const { file: name, row, column, reason } of reading.rejects)
    staging.addReject(row, `${name}${column === null ? '' : `, ${column}`}: ${reason}`);
  const { firstDay, lastDay, publisher } = health;
  const title = `Timetable ${file.name}${firstDay === null ? '' : `, ${firstDay} to ${lastDay}`}`;
  const use = phraseUse(reader, { title, identity, timeZone: health.timeZone });
  const findings = describeFindings({ reading: { ...reading, health }, mapping, use });
  return makeOutcome({ ...task, publisher: task.publisher ?? publisher }, findings, {
    kind: 'timetable',
    title,
    indicators: [],
  });
}

interface Read {
  reading: TimetableReading;
  mapping: TimetableMapping;
  /** How it is used, in sentences. */
  use: string[];
}

function describeFindings({ reading, mapping, use }: Read): ImportFindings {
  const { rows, rejects, health } = reading;
  return {
    rows,
    rejects: rejects.map(({ file, row, reason }) => ({ row, reason: `${file}: ${reason}` })),
    unmatched: { codes: [], areas: [], codesTotal: 0, areasTotal: 0 },
    flags: { suppressed: 0, estimated: 0, rounded: 0 },
    markers: [],
    mended: [],
    warnings: listWarnings(health, use),
    mapping,
    timetable: health,
  };
}

/** The health report in sentences, the gravest first. */
function listWarnings(health: TimetableReading['health'], use: readonly string[]): string[] {
  const { problems, cut, tripsADay, firstDay, lastDay, daysWithout, counts, modes } = health;
  const order = ['error', 'warning', 'note'];
  const sorted = problems.toSorted((a, b) => order.indexOf(a.severity) - order.indexOf(b.severity));
  const number = (value: number): string => value.toLocaleString('en-GB');
  return [
    `${number(counts.trips)} trips of ${number(counts.routes)} routes (${modes.map(({ mode }) => mode).join(', ')}) at ${number(counts.stops)} stops, from ${firstDay} to ${lastDay}${tripsADay === null ? '' : `, ${number(tripsADay.median)} trips on the middle day of ${number(tripsADay.days)} with service`}.`,
    ...(cut === null
      ? []
      : [
          `Cut to the region: ${number(cut.trips)} of ${number(cut.tripsRead)} trips and ${number(cut.stops)} of ${number(cut.stopsRead)} stops were kept.`,
        ]),
    ...(daysWithout.length === 0
      ? []
      : [
          `No service on ${daysWithout
            .slice(0, 5)
            .map(({ first, last }) => (first === last ? first : `${first} to ${last}`))
            .join(', ')}${daysWithout.length > 5 ? ' and further days' : ''}.`,
        ]),
    ...use,
    ...sorted.map(
      ({ severity, file, problem, times, examples }) =>
        `${severity}: ${file}: ${number(times)} ${problem}${examples.length === 0 ? '' : ` (${examples.slice(0, 3).join(', ')})`}`,
    ),
  ];
}

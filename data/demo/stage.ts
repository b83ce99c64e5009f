import { createHash } from 'node:crypto';
import { flagByte } from '#contract';
import type { GeographyRef, Period, TimetableMapping } from '#contract';
import { buildTimetable, encodeTimetable } from '#core/routing';
import type { TimetableFacts } from '#core/timetables';
import { boundsOf, labelPoint, landAreaM2, shapeFromRings } from '#core/geography';
import { comparePeriods, periodFromId } from '#core/periods';
import { createStaging } from '#data/workspace';
import type { ReleaseDraft, Staging, WorkspaceWriter } from '#data/workspace';
import type { DemoColumn, DemoData, DemoGeography } from './demo-data.ts';
import { describeTimetable, identifyTimetable } from './transport/health.ts';

export const lsoaGeography: GeographyRef = 'lsoa:2001';
const lsoaEdition = { kind: 'lsoa', vintage: '2001' } as const;
const wardEdition = { kind: 'ward', vintage: '2003' } as const;

const credit = 'Synthetic demonstration: outlines are stylised, values are invented. Not for decisions.';
const agreement =
  'City region totals and benchmarks after the Liverpool City Region Multi-Area Agreement papers on employment and skills, 2008.';

/** Publishes areas of one geography with their parents. */
export function publishAreas(
  writer: WorkspaceWriter,
  { kind, vintage, within, title, areas }: DemoGeography,
): void {
  const draft = {
    ...stagedDraftOf('boundaries', `stylised ${title}`, areas),
    geography: { kind, vintage },
    ...(within ? { parentGeography: within } : {}),
    sourceCrs: 'EPSG:4326',
  };
  publish(writer, draft, (staging) => {
    for (const { code, name, parent, polygons } of areas) {
      const shape = shapeFromRings(polygons);
      const { lon, lat } = labelPoint(shape);
      staging.addArea({
        code,
        name,
        shape,
        labelPoint: [lon, lat],
        landAreaM2: landAreaM2(shape),
        bounds: boundsOf(shape),
        parentCode: parent,
      });
    }
  });
}

/** Publishes all columns of some indicators as one release; `rounding` is what the publisher's rounding may hide either way. */
export function publishFigures(
  writer: WorkspaceWriter,
  data: DemoData,
  { ids, title, rounding = 0 }: { ids: string[]; title: string; rounding?: number },
): void {
  const columns = data.columns.filter(({ indicator }) => ids.includes(indicator));
  const draft = {
    ...stagedDraftOf('observations', title, columns),
    rounding,
    period: coveredBy(columns),
    geography: lsoaEdition,
    indicators: data.indicators.filter(({ id }) => ids.includes(id)),
  };
  const known = rounding > 0 ? flagByte.rounded : flagByte.exact;
  const codes = data.geographies.find(({ kind }) => kind === 'lsoa')!.areas.map(({ code }) => code);
  publish(writer, draft, (staging) => {
    for (const column of columns) stageColumn(staging, { column, codes, known });
  });
}

/** Publishes the wards of the Deprived Areas Fund as the designation `daf`. */
export function publishFundedWards(writer: WorkspaceWriter, codes: string[]): void {
  const name = 'Deprived Areas Fund wards';
  const draft = {
    ...stagedDraftOf('designation', name, codes),
    designation: { id: 'daf', name, geography: wardEdition },
  };
  publish(writer, draft, (staging) => {
    for (const code of codes) staging.addDesignated(code);
  });
}

/** Publishes the comparators' rates. The rates must have been defined. */
export function publishBenchmarks(writer: WorkspaceWriter, { benchmarks }: DemoData): void {
  const draft = {
    ...stagedDraftOf('benchmark', 'UK, GB and North West rates', benchmarks),
    period: coveredBy(benchmarks),
  };
  publish(writer, draft, (staging) => {
    for (const { period, ...benchmark } of benchmarks) {
      staging.addBenchmark({ ...benchmark, period: getPeriod(period) });
    }
  });
}

/** Publishes providers, programmes, sites and deliveries as one release, and their performance as another. */
export function stageProvision(writer: WorkspaceWriter, { provision, performance }: DemoData): void {
  const { providers, programmes, sites, deliveries } = provision;
  publish(writer, stagedDraftOf('sites', 'invented provision', provision), (staging) => {
    for (const provider of providers) staging.addProvider(provider);
    for (const programme of programmes) staging.addProgramme(programme);
    for (const site of sites) staging.addSite(site);
    for (const delivery of deliveries) staging.addDelivery(delivery);
  });
  const draft = {
    ...stagedDraftOf('performance', 'invented performance by ward', performance),
    period: coveredBy(performance),
    geography: wardEdition,
  };
  publish(writer, draft, (staging) => {
    for (const { area, period, ...row } of performance) {
      staging.addPerformance({ ...row, areaCode: area, period: getPeriod(period) });
    }
  });
}

/** Publishes the timetable with what a health report would say of it. */
export function publishTimetable(writer: WorkspaceWriter, { timetable: input }: DemoData): void {
  const timetable = buildTimetable(input);
  const bytes = encodeTimetable(timetable);
  const health = describeTimetable(input, timetable, bytes.length);
  const facts = { ...health, identity: identifyTimetable(input) } satisfies TimetableFacts;
  const title = 'invented bus, rail and ferry timetable';
  const draft = stagedDraftOf('timetable', title, createHash('sha256').update(bytes).digest('hex'));
  const mapping: TimetableMapping = { family: 'timetable', cutMarginKm: null };
  const read = Object.values(health.counts).reduce((sum, rows) => sum + rows, 0);
  const report = { rows: { read, taken: read, rejected: 0 }, mapping, timetable: health };
  publish(writer, { ...draft, mapping, report }, (staging) => staging.setTimetable({ facts, bytes }));
}

function stageColumn(
  staging: Staging,
  { column, codes, known }: { column: DemoColumn; codes: string[]; known: number },
): void {
  const { indicator, cohort, period, cells } = column;
  const when = getPeriod(period);
  for (const [i, cell] of cells.entries()) {
    if (cell === 'missing') continue;
    const [value, flag] = cell === 'suppressed' ? [null, flagByte.suppressed] : [cell, known];
    staging.addObservation({ areaCode: codes[i]!, indicator, cohort, period: when, value, flag });
  }
}

/** Stages and publishes one release. */
export function publish(
  writer: WorkspaceWriter,
  draft: ReleaseDraft,
  fill: (staging: Staging) => void,
): void {
  const staging = createStaging();
  try {
    fill(staging);
    const taken = Object.values(staging.counts).reduce((sum, count) => sum + count, 0);
    writer.publish(staging, { ...draft, rows: { read: taken, taken, rejected: 0 } });
  } finally {
    staging.discard();
  }
}

/** There is no file: the hash is that of the content, so that the same demonstration is known again. */
export function stagedDraftOf(kind: ReleaseDraft['kind'], title: string, content: unknown): ReleaseDraft {
  return {
    kind,
    title: `Synthetic demonstration: ${title}`,
    file: 'made by Pinpoint',
    sha256: createHash('sha256').update(JSON.stringify(content)).digest('hex'),
    publisher: 'Pinpoint',
    licence: 'Synthetic, free to use',
    attribution: kind === 'boundaries' ? [credit] : [credit, agreement],
    period: null,
    retrieved: null,
    rounding: 0,
    mapping: null,
    report: null,
    rows: { read: 0, taken: 0, rejected: 0 },
    indicators: [],
  };
}

function coveredBy(items: { period: string }[]): string {
  const periods = [...new Set(items.map(({ period }) => period))].map(getPeriod).toSorted(comparePeriods);
  const [first, last] = [periods[0]!, periods.at(-1)!];
  return first.id === last.id ? first.label : `${first.label} to ${last.label}`;
}

function getPeriod(id: string): Period {
  const period = periodFromId(id);
  if (!period) throw new RangeError(`${id} is not the id of a period.`);
  return period;
}

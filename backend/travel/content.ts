import type { JobResult, TravelContent } from '#contract';
import { measureCatchment } from './catchment.ts';
import { measureAreaCoverage, measureLedger } from './coverage.ts';
import { measureDestinations } from './destinations.ts';
import { settle, type Measuring, type SettledTravel } from './measuring.ts';
import { measurePlacing } from './placing.ts';

/** What was worked out, and how its travel was measured. */
export interface MeasuredContent {
  result: JobResult;
  /** In words. */
  method: string;
  date: string | null;
  /** The releases of the timetables; none where none were needed. */
  timetables: number[];
  /** The release of the population points; null where journeys end in none. */
  points: number | null;
}

/** What was worked out before, with how its travel was measured. */
export function describeMeasured(
  content: TravelContent,
  result: JobResult,
  measuring: Measuring,
): MeasuredContent {
  return { result, ...listFacts(settle(content.request.travel, content.request.geography, measuring)) };
}

/** Works out what a job or a table is about. `onInterim` is told a first answer where a better one is looked for. */
export async function measureContent(
  content: TravelContent,
  measuring: Measuring,
  onInterim: (result: JobResult) => void = () => undefined,
): Promise<MeasuredContent> {
  const settled = settle(content.request.travel, content.request.geography, measuring);
  const { travel, timetable } = settled;
  const dated = { ...content, request: { ...content.request, travel } } as typeof content;
  const result = await work(dated, { ...measuring, timetable }, onInterim);
  return { result, ...listFacts(settled) };
}

function listFacts({ travel, timetable, method, ends }: SettledTravel): Omit<MeasuredContent, 'result'> {
  return {
    method,
    date: travel.date,
    timetables: timetable?.members.map(({ release }) => release) ?? [],
    points: ends?.release ?? null,
  };
}

async function work(
  content: TravelContent,
  measuring: Measuring,
  onInterim: (result: JobResult) => void,
): Promise<JobResult> {
  switch (content.kind) {
    case 'catchment':
      return { kind: 'catchment', catchment: measureCatchment(content.request, measuring) };
    case 'coverage':
      return { kind: 'coverage', coverage: await measureAreaCoverage(content.request, measuring) };
    case 'ledger':
      return { kind: 'ledger', ledger: await measureLedger(content.request, measuring) };
    case 'destinations':
      return { kind: 'destinations', destinations: measureDestinations(content.request, measuring) };
    default: {
      const onGreedy = (placing: Extract<JobResult, { kind: 'placing' }>['placing']): void =>
        onInterim({ kind: 'placing', placing });
      return { kind: 'placing', placing: await measurePlacing(content.request, measuring, onGreedy) };
    }
  }
}

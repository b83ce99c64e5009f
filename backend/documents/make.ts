import {
  drawsAreas,
  getFormat,
  takesLayers,
  type Coverage,
  type DisclosurePolicy,
  type GeographyRef,
  type JobResult,
  type TableRequest,
} from '#contract';
import type { Shape } from '#core/geography';
import type { ExportDocument, Fact } from '#core/disclosure';
import type { Progress } from '#data/import';
import type { ReleaseRow, WorkspaceReader, WorkspaceWriter } from '#data/workspace';
import {
  listProvisionReleases,
  describeMeasured,
  measureContent,
  type MeasuredContent,
} from '../travel/index.ts';
import { describeHidden } from '../disclosure/index.ts';
import { listOrigin } from './facts.ts';
import { listedIn } from './leaving.ts';
import { documentCatchment } from './catchment.ts';
import { makeCatchmentsTable, sitesOf } from './catchments.ts';
import { documentCoverage, documentLedger } from './coverage.ts';
import type { Made, Making } from './making.ts';
import { documentPerformance, documentReach } from './performance.ts';
import { documentDestinations } from './destinations.ts';
import { documentPlacing } from './placing.ts';
import { placeDocument } from './place-document.ts';
import { documentProvision } from './provision.ts';

interface Context {
  reader: WorkspaceReader;
  writer: WorkspaceWriter | null;
  progress: Progress;
  madeBy: string;
  /** What was worked out before for the same content; null = it is worked out now. */
  result: JobResult | null;
  /** Under which it leaves. */
  policy: DisclosurePolicy;
  /** Of the areas that it lists; null where it lists none. */
  geography: GeographyRef | null;
}

/** Works out what a table holds and lays it out with every fact about it, for the gate. */
export async function makeDocument(request: TableRequest, context: Context): Promise<ExportDocument> {
  const { reader, madeBy } = context;
  const isDrawn = drawsAreas(getFormat(request.format));
  const making: Making = {
    reader,
    shapesOf: (geography) => (isDrawn ? shapesOf(reader, geography) : new Map()),
  };
  const { made, measured } = await makeContent(request, { context, making });
  const releases = listReleases(request, { made, measured, reader });
  const title = request.title ?? made.title;
  const origin = {
    releases: releases.map(({ id, kind, title: name, file, sha256, imported, publisher, licence }) => ({
      id,
      kind,
      title: name,
      file,
      sha256,
      imported,
      publisher,
      licence,
    })),
    licences: [...new Set(releases.flatMap((release) => release.attribution))],
    author: request.author,
    made: request.made ?? new Date().toISOString(),
    madeBy,
  };
  const facts: Fact[] = [
    ['Title', title],
    ...made.facts,
    ...(measured === null ? [] : travelFacts(measured)),
    ...(reader.state().synthetic ? [['Note', 'All values of this workspace are synthetic.'] as Fact] : []),
    ...listOrigin({
      ...origin,
      policy: context.policy,
      hidden: describeHidden(reader, listedIn(made.tables, context.geography)),
    }),
  ];
  const description = made.facts[0]?.join(': ') ?? title;
  return placeDocument({ ...origin, title, description, tables: made.tables, facts }, request);
}

function travelFacts({ method, date }: MeasuredContent): Fact[] {
  return [['Travel', method], ...(date === null ? [] : [['Day of travel', date] as Fact])];
}

async function makeContent(
  request: TableRequest,
  { context, making }: { context: Context; making: Making },
): Promise<{ made: Made; measured: MeasuredContent | null }> {
  const { content } = request;
  if (content.kind === 'provision') return { made: documentProvision(content, making), measured: null };
  if (content.kind === 'performance') return { made: documentPerformance(content, making), measured: null };
  if (content.kind === 'reach') return { made: documentReach(content, making), measured: null };
  const measured =
    context.result === null
      ? await measureContent(content, context)
      : describeMeasured(content, context.result, context);
  const { result } = measured;
  if (content.kind === 'catchment' && result.kind === 'catchment')
    return { made: documentCatchment(content, result.catchment, making), measured };
  if (content.kind === 'coverage' && result.kind === 'coverage') {
    const made = documentCoverage(content, result.coverage, making);
    return { made: addCatchments(made, request, { coverage: result.coverage, context }), measured };
  }
  if (content.kind === 'ledger' && result.kind === 'ledger')
    return { made: documentLedger(content, result.ledger, making), measured };
  if (content.kind === 'placing' && result.kind === 'placing')
    return { made: documentPlacing(content, result.placing, making), measured };
  if (content.kind === 'destinations' && result.kind === 'destinations')
    return { made: documentDestinations(content, result.destinations), measured };
  throw new Error(`What was worked out is no ${content.kind}.`);
}

/** Where a format takes layers, coverage also holds the catchments of its sites. */
function addCatchments(
  made: Made,
  { content, format }: TableRequest,
  { coverage, context }: { coverage: Coverage; context: Context },
): Made {
  if (!takesLayers(getFormat(format)) || content.kind !== 'coverage') return made;
  const sites = sitesOf(coverage, context.reader.getProvision());
  return { ...made, tables: [...made.tables, makeCatchmentsTable(content.request, sites, context)] };
}

function shapesOf(reader: WorkspaceReader, geography: string): Map<string, Shape> {
  return new Map([...reader.readShapes(geography)].map(({ code, shape }) => [code, shape]));
}

interface Used {
  made: Made;
  measured: MeasuredContent | null;
  reader: WorkspaceReader;
}

/** Whether a content speaks of performance only, whose releases it names itself. */
function isOfRowsAlone({ kind }: TableRequest['content']): boolean {
  return kind === 'performance' || kind === 'reach';
}

/** The releases behind areas, provision, timetable and need, in the order they were imported. */
function listReleases({ content }: TableRequest, { made, measured, reader }: Used): ReleaseRow[] {
  const geography = content.kind === 'provision' ? null : content.request.geography;
  const usesProvision =
    !isOfRowsAlone(content) && (content.kind !== 'catchment' || 'site' in content.request.place);
  const ids = new Set([
    ...(geography === null ? [] : reader.listReleasesOf(geography, [])),
    ...(usesProvision ? listProvisionReleases(reader) : []),
    ...(measured?.timetables ?? []),
    ...(measured?.points == null ? [] : [measured.points]),
    ...made.releases,
  ]);
  return [...ids].map((id) => reader.getRelease(id)).toSorted((a, b) => a.id - b.id);
}

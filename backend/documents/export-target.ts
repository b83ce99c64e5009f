import {
  drawsAreas,
  getFormat,
  outcomes,
  takesLayers,
  type Coverage,
  type ExportRequest,
  type TargetList,
} from '#contract';
import type { DocumentTable } from '#core/disclosure';
import type { Shape } from '#core/geography';
import { evaluateRule, type AreaTable } from '#core/targeting';
import type { Progress } from '#data/import';
import type { WorkspaceReader } from '#data/workspace';
import { readUnderPolicy, type Terms } from '../disclosure/index.ts';
import { makeAreaTable } from '../figures/index.ts';
import type { Exported, Task } from '../jobs/index.ts';
import { listWants, makeTargetList, makeTravelTimeCache } from '../targets/index.ts';
import { measureContent, measureWant, type Measuring } from '../travel/index.ts';
import { makeCatchmentsTable, sitesOf } from './catchments.ts';
import { atDesk, leave, readTerms, type Desk, type Ready } from './leave.ts';
import { changesFigures, checkLeaving, settleTerms } from './leaving.ts';
import { documentOfList } from './priority-list.ts';
import { placeDocument } from './place-document.ts';
import { makeProvisionTable, makeSitesTable } from './provision.ts';

/**
 * Writes a priority-area list into a folder: the list itself first, then what belongs beside it, then its run file where one is
 * wanted. Records what left in the workspace's export log, unless the workspace is read-only.
 */
export function exportTargetList(
  workspacePath: string,
  task: Extract<Task, { type: 'export' }>,
  progress: Progress,
): Promise<Exported> {
  return atDesk(workspacePath, task, async (desk) =>
    leave(await makeListReady(task, desk, progress), { ...task, ...desk }),
  );
}

type ListTask = Pick<Extract<Task, { type: 'export' }>, 'request' | 'coverage' | 'madeBy'>;

/** A priority-area list, ready to leave. Throws `disclosure` where it may not. */
export async function makeListReady(
  { request, coverage: found, madeBy }: ListTask,
  { workspace, writer }: Desk,
  progress: Progress,
): Promise<Ready> {
  const terms = settleTerms(request, workspace, progress);
  const reader = readUnderPolicy(workspace, terms);
  const measuring = { reader, writer, progress };
  progress.stage('Evaluating the rule', 0.3);
  const travelTimes = makeTravelTimeCache();
  const { geography } = request.question;
  const table = makeAreaTable(reader, geography, travelTimes.finderFor(geography));
  for (const want of listWants(request.question, table))
    travelTimes.keep(want, await measureWant(want, measuring));
  const coverage = await treatCoverage(request, { found, terms }, measuring);
  const further = takesLayers(getFormat(request.format)) ? listLayers({ request, coverage }, measuring) : [];
  const { policy } = terms;
  const { made } = request;
  const withProvision = further.length > 0;
  const list = makeTargetList(request, { reader, table, madeBy, made, policy, withProvision, coverage });
  progress.checkCancelled();
  progress.stage('Writing', 0.6);
  const shapes = drawsAreas(getFormat(request.format)) ? pickShapes(list, reader) : new Map();
  const document = placeDocument(documentOfList(list, { shapes, further }), request);
  const statements = checkLeaving({ treated: reader, workspace, writer, terms, document, geography });
  const asked = { kind: 'list' as const, request: { ...request, ...readTerms(terms) } };
  return { document, statements, terms, geography, reader, asked, rule: list.rule, judge: makeJudge(table) };
}

/** Judges areas by other rules over the same data. */
function makeJudge(table: AreaTable): Ready['judge'] {
  return (question) => {
    const { outcomes: found } = evaluateRule({ ...question, order: null, need: null }, table);
    const indexOf = new Map(table.codes.map((code, index) => [code, index]));
    return (code) => {
      const index = indexOf.get(code);
      return index === undefined ? undefined : outcomes[found[index]!];
    };
  };
}

/** The coverage that a list names, worked out again of treated counts where these differ from those at the desk. */
async function treatCoverage(
  { coverage }: ExportRequest,
  { found, terms }: { found: Coverage | null; terms: Terms },
  measuring: Measuring,
): Promise<Coverage | null> {
  if (coverage === null) return null;
  if (found !== null && !changesFigures(terms, measuring.reader)) return found;
  const { result } = await measureContent({ kind: 'coverage', request: coverage.request }, measuring);
  return result.kind === 'coverage' ? result.coverage : null;
}

/** The outlines of the areas on a list, by code. */
function pickShapes({ areas, geography, vintage }: TargetList, reader: WorkspaceReader): Map<string, Shape> {
  const wanted = new Set(areas.map(({ code }) => code));
  const picked = new Map<string, Shape>();
  for (const { code, shape } of reader.readShapes(`${geography}:${vintage}`))
    if (wanted.has(code)) picked.set(code, shape);
  return picked;
}

/** What is delivered, as a layer beside the areas, none where nothing is; with coverage also its sites and their catchments. */
function listLayers(
  { request, coverage }: Pick<Extract<Task, { type: 'export' }>, 'request' | 'coverage'>,
  measuring: Measuring,
): DocumentTable[] {
  const { reader } = measuring;
  const delivered =
    reader.listSites().length === 0 ? [] : [makeProvisionTable({ selector: '*', day: null }, reader)];
  if (request.coverage === null || coverage === null) return delivered;
  const sites = sitesOf(coverage, reader.getProvision());
  return [
    ...delivered,
    makeSitesTable(sites),
    makeCatchmentsTable(request.coverage.request, sites, measuring),
  ];
}

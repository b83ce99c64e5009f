import { join } from 'node:path';
import { drawsAreas, getFormat, takesLayers, type TargetList } from '#contract';
import { passGate, type DocumentTable } from '#core/disclosure';
import type { Shape } from '#core/geography';
import { writeDocument } from '#data/export';
import type { Progress } from '#data/import';
import { joinForWriting, openForReading, type WorkspaceReader } from '#data/workspace';
import { makeAreaTable } from '../figures/index.ts';
import { hashFile } from '../files/index.ts';
import type { NamedFile, Task } from '../jobs/index.ts';
import { listWants, makeTargetList, makeTravelTimeCache } from '../targets/index.ts';
import { measureWant, type Measuring } from '../travel/index.ts';
import { makeCatchmentsTable, sitesOf } from './catchments.ts';
import { documentOfList } from './priority-list.ts';
import { makeProvisionTable, makeSitesTable } from './provision.ts';

/**
 * Writes a priority-area list into a folder: the list itself first, then what belongs beside it. Records what left in
 * the workspace's export log, unless the workspace is read-only.
 */
export async function exportTargetList(
  workspacePath: string,
  { request, coverage, folder, madeBy, readOnly }: Extract<Task, { type: 'export' }>,
  progress: Progress,
): Promise<NamedFile[]> {
  const writer = readOnly ? null : joinForWriting(workspacePath);
  const workspace = writer ?? openForReading(workspacePath);
  try {
    progress.stage('Evaluating the rule', 0.3);
    const travelTimes = makeTravelTimeCache();
    const { geography } = request.question;
    const table = makeAreaTable(workspace, geography, travelTimes.finderFor(geography));
    for (const want of listWants(request.question, table))
      travelTimes.keep(want, await measureWant(want, { reader: workspace, writer, progress }));
    const further = takesLayers(getFormat(request.format))
      ? listLayers({ request, coverage }, { reader: workspace, writer, progress })
      : [];
    const withProvision = further.length > 0;
    const list = makeTargetList(request, { reader: workspace, table, madeBy, withProvision, coverage });
    progress.checkCancelled();
    progress.stage('Writing', 0.6);
    const shapes = drawsAreas(getFormat(request.format)) ? pickShapes(list, workspace) : new Map();
    const document = documentOfList(list, { shapes, further });
    const names = await writeDocument(passGate(document, request.policy), { ...request, folder });
    const files = names.map((name) => ({ name, path: join(folder, name) }));
    const { author, rule, policy } = list;
    for (const { name, path } of files)
      writer?.recordExport({
        author,
        format: request.format,
        rule,
        policy,
        file: name,
        sha256: hashFile(path),
      });
    return files;
  } finally {
    workspace.close();
  }
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

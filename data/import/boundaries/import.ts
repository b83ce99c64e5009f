import { stat } from 'node:fs/promises';
import { type BoundariesMapping, formatPlural } from '#contract';
import { type Bounds, boundsOf } from '#core/geography';
import { refusal } from '#data/formats/refusals';
import { makeOutcome } from '../tables/index.ts';
import type { ImportOutcome, ImportTask } from '../task.ts';
import { regionOf } from '../region.ts';
import { refuseOtherAreas, reportVintage } from './codes.ts';
import {
  createProjector,
  type Crs,
  liesInWorldOf,
  listBounds,
  type Projector,
  refuseMisplaced,
  resolveCrs,
} from '#data/formats/crs';
import { refuseAbroad, refuseExchanged } from './abroad.ts';
import { findField } from './guess.ts';
import { refuseNoAreas } from './inspect.ts';
import { Intake } from './intake.ts';
import { type ChosenLayer, refuseRivals } from './layers.ts';
import { openChosenLayer } from './open.ts';
import { reportParents } from './parents.ts';
import { createLocalRefiner, createSharedRefiner, type Refiner, type Refining } from './refiner.ts';
import type { Refined } from './refine.ts';
import { type Feature, isShape } from '#data/formats/layer';
import { uniteParts } from './unite.ts';

type Task = ImportTask<BoundariesMapping>;

/**
 * Reads boundaries, brings them to lon, lat, mends what can be mended and stages them with label point and land area.
 * Features with the same code are parts of one area and are united, wherever they stand in the file. A feature without code,
 * without a usable area or outside of the CRS is rejected with its number in the layer, from 1, and so is one that repeats the
 * outline of another. Throws `input_refused` where the file cannot be read, its codes are of another kind of area, its CRS is
 * unknown or contradicts the coordinates, or no feature at all can be taken.
 */
export async function importBoundaries(task: Task): Promise<ImportOutcome> {
  task.progress.stage('Reading the file', 0.2);
  const refiner = await chooseRefiner(task);
  try {
    const { intake, crs } = await takeAreas(task, refiner);
    return outcome(task, intake, crs);
  } finally {
    refiner.close();
  }
}

async function takeAreas(task: Task, refiner: Refiner): Promise<{ intake: Intake; crs: Crs }> {
  const source = await openChosenLayer(task.files, task.mapping, () => task.progress.checkCancelled());
  try {
    if (source.rivals.length > 0) throw refuseRivals(source, task.mapping);
    const intake = new Intake(task, source);
    task.progress.checkCancelled();
    task.progress.stage('Checking the areas', 0.6);
    const crs = await takeFeatures({ task, source, intake, refiner });
    task.progress.stage('Comparing', 0.1);
    intake.refuseNothing();
    uniteParts(task, intake);
    reportVintage(task, intake);
    reportParents(task, intake);
    return { intake, crs };
  } finally {
    source.close();
  }
}

/** A second thread pays from files that take about a second. */
async function chooseRefiner(task: Task): Promise<Refiner> {
  const sizes = await Promise.all(task.files.map(async ({ path }) => (await stat(path)).size));
  const isSmall = sizes.reduce((sum, size) => sum + size, 0) < largeFileBytes;
  const keepGoing = (): void => task.progress.checkCancelled();
  return isSmall ? createLocalRefiner(keepGoing) : createSharedRefiner(keepGoing);
}

const largeFileBytes = 8_000_000;

interface Taking {
  task: Task;
  source: ChosenLayer;
  intake: Intake;
  refiner: Refiner;
}

/** How the coordinates of a layer become lon, lat. */
interface Placing {
  crs: Crs;
  project: Projector;
}

/** A batch whose shapes are being refined. */
interface Pending {
  features: Feature[];
  refining: Refining;
}

async function takeFeatures(taking: Taking): Promise<Crs> {
  const { task, source } = taking;
  const { mapping, progress } = task;
  const fields = [mapping.codeField, mapping.nameField, mapping.parentField].map((field) =>
    chooseField(source, field),
  );
  if (fields[0] === '') throw noCodeField(source, mapping.codeField);
  const pending: Pending[] = [];
  let placing: Placing | undefined;
  for await (const features of source.batches(fields)) {
    progress.checkCancelled();
    placing ??= begin(taking, features);
    for (const feature of features) place(feature, placing);
    const shapes = features.map(({ geometry }) => geometry).filter(isShape);
    pending.push({ features, refining: taking.refiner.begin(shapes) });
    stageFinished(taking, pending);
  }
  for (const { features, refining } of pending) {
    progress.checkCancelled();
    stageBatch(taking, features, refining.get());
  }
  if (placing !== undefined) return placing.crs;
  throw refusal(`“${source.file}” holds no areas at all.`, { file: source.file, found: '0 features' });
}

/** Stages in the order of the file what is ready; what another thread still has in hand waits, and what comes after it. */
function stageFinished(taking: Taking, pending: Pending[]): void {
  for (let next = pending[0]; next !== undefined; next = pending[0]) {
    const refined = pending.length > mostPending ? next.refining.get() : next.refining.find();
    if (refined === undefined) return;
    pending.shift();
    stageBatch(taking, next.features, refined);
  }
}

/** Batches kept in memory at most. */
const mostPending = 12;

function chooseField(source: ChosenLayer, field: string | null): string {
  if (field === null || field === '') return '';
  const found = findField(source.fields, field);
  if (found !== undefined) return found;
  if (source.fields.length === 0) throw noCodeField(source, field);
  throw refusal(`“${source.file}” has no field “${field}”.`, {
    file: source.file,
    column: field,
    expected: source.fields.join(', ') || 'a file with attributes',
    hint: 'Choose one of the fields named.',
  });
}

function noCodeField(source: ChosenLayer, stated: string) {
  if (source.fields.length === 0) {
    return refusal(`“${source.file}” has no attributes, so its areas have no codes.`, {
      file: source.file,
      found: 'geometry alone',
      expected: 'polygons with a code each',
      hint: 'Download it again with all of its fields, or choose another file.',
    });
  }
  return refusal(`It is not known which field of “${source.file}” holds the area codes.`, {
    file: source.file,
    found: stated === '' ? 'no field chosen' : stated,
    expected: source.fields.join(', '),
    hint: 'Choose the field with the codes.',
  });
}

/** What must hold before anything is taken is looked at on the first batch, so that a wrong file is told at once. */
function begin({ task, source, intake }: Taking, first: readonly Feature[]): Placing {
  refuseNoAreas(first, source);
  const codes = first.map(({ values }) => intake.cleanCode(values[0]!)).filter((code) => code !== '');
  refuseOtherAreas(codes, task.mapping.geography, source.file);
  const bounds = listBounds(first);
  const crs = resolveCrs(source, bounds, task.mapping.crs);
  refuseMisplaced(crs, bounds, source.file);
  const project = createProjector(crs);
  const corners = bounds.map((box) => projectBox(box, project));
  refuseAbroad(codes, corners, { file: source.file, crs });
  const exchanged = bounds.map(([west, south, east, north]) =>
    projectBox([south, west, north, east], project),
  );
  refuseExchanged({ placed: corners, exchanged }, regionOf(task.reader), { file: source.file, crs });
  for (const note of [...source.notes, ...crs.notes]) intake.tally.warn(note);
  return { crs, project };
}

function projectBox([west, south, east, north]: Bounds, project: Projector): Bounds {
  const coordinates = Float64Array.of(west, south, east, north);
  project(coordinates);
  return boundsOf({ coordinates, ringEnds: new Uint32Array(), polygonEnds: new Uint32Array() });
}

/** Brings a feature to lon, lat, or notes that it cannot lie where it says. */
function place(feature: Feature, { crs, project }: Placing): void {
  const { geometry } = feature;
  if (!isShape(geometry)) return;
  if (liesInWorldOf(crs, boundsOf(geometry))) project(geometry.coordinates);
  else feature.geometry = { problem: `it lies outside of ${crs.name}` };
}

function stageBatch(
  { task, source, intake }: Taking,
  features: readonly Feature[],
  refined: readonly Refined[],
): void {
  let shape = 0;
  for (const feature of features) {
    const result = isShape(feature.geometry) ? refined[shape++]! : { refused: feature.geometry.problem };
    stageFeature(task, intake, { feature, result });
  }
  task.progress.report(intake.tally.rows.read, source.rows, 'areas');
}

function stageFeature(
  task: Task,
  intake: Intake,
  { feature, result }: { feature: Feature; result: Refined },
): void {
  const { row, values } = feature;
  intake.tally.rows.read += 1;
  const code = intake.claimCode(row, values[0]!);
  if (code === undefined) return;
  if ('refused' in result) {
    intake.reject(row, code, lowerFirst(result.refused));
    return;
  }
  const { mended, ...measured } = result;
  const parent = intake.claimParent(row, values[2]!);
  if (parent === undefined) return;
  intake.noteMended(code, mended);
  const name = intake.readName(values[1]!);
  if (intake.findFirst(code) === undefined) {
    task.staging.addArea({
      ...measured,
      code,
      name: name === '' ? code : name,
      parentCode: parent === '' ? null : parent,
    });
  } else task.staging.addPart(code, row, measured.shape);
  intake.take(code, { row, name, parent });
}

function lowerFirst(sentence: string): string {
  return sentence.charAt(0).toLowerCase() + sentence.slice(1).replace(/\.$/, '');
}

function outcome(task: Task, intake: Intake, crs: Crs): ImportOutcome {
  const { mapping } = task;
  const licensed = withLicence(task, intake);
  const findings = { ...intake.tally.findings(mapping), mended: intake.listMended() };
  return makeOutcome(licensed, findings, {
    kind: 'boundaries',
    title: `${titles[mapping.geography]} ${mapping.vintage} boundaries (${formatPlural(intake.parents.size, 'area')})`,
    file: task.files.map(({ name }) => name).join(', '),
    sourceCrs: crs.name,
    geography: { kind: mapping.geography, vintage: mapping.vintage },
    parentGeography: intake.parentGeography ?? undefined,
    indicators: [],
  });
}

/**
 * Boundaries with official codes and no publisher said get the licence lines that the Office for National Statistics and the
 * Ordnance Survey ask for, and the report says so: a list that leaves without them could not be published.
 */
function withLicence(task: Task, intake: Intake): Task {
  if (task.publisher !== null || task.licence !== null || !intake.hasOfficialCodes()) return task;
  intake.tally.warn(
    'No publisher was said and the codes are official ones, so the licence lines of the Office for National Statistics were attached; say another publisher and licence if they come from elsewhere.',
  );
  return {
    ...task,
    publisher: 'Office for National Statistics',
    licence: `the Open Government Licence v.3.0\nContains OS data © Crown copyright and database right ${task.mapping.vintage}`,
  };
}

const titles = {
  oa: 'OA',
  lsoa: 'LSOA',
  msoa: 'MSOA',
  ward: 'Ward',
  district: 'District',
  region: 'Region',
} as const;

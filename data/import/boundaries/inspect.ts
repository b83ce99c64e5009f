import { type Inspection, PinpointError } from '#contract';
import type { WorkspaceReader } from '#data/workspace';
import { type ImportFile, watchFiles } from '#data/formats/archive';
import { refusal } from '#data/formats/refusals';
import { listBounds, refuseMisplaced, resolveCrs } from '#data/formats/crs';
import { guessMapping } from './guess.ts';
import { openChosenLayer } from './open.ts';
import { type Feature, type ShapeLayer, isShape, tellOf } from '#data/formats/layer';

/** Features that guesses rest on, and those shown. */
const guessedFrom = 1000;
const shown = 20;

/**
 * A first look at a boundary file: format, layers, fields, the first rows, its CRS, and the best guess of the mapping.
 * `hint` holds what the person already said, by mapping field; a `reader` tells which vintage of the parents its workspace knows. A CRS that is missing, wrong or unreadable is told in the notes,
 * so that another can be stated. Throws `input_refused` where there is nothing to import: no known format, a damaged or
 * incomplete file, a layer of points or lines.
 */
export async function inspectBoundaries(
  files: readonly ImportFile[],
  hint: Readonly<Record<string, string>>,
  reader?: WorkspaceReader,
): Promise<Inspection> {
  const checkUnchanged = await watchFiles(files);
  const source = await openChosenLayer(files, { ...hint, layer: hint.layer ?? null });
  try {
    await source.readThrough();
    const first = await readFirst(source);
    refuseNoAreas(first, source);
    const sample = source.sample(guessedFrom);
    const { mapping, open, notes } = guessMapping({
      fields: source.fields,
      sample,
      names: source.names,
      hint,
      reader,
    });
    const place = lookAtPlace(source, first, hint.crs ?? null);
    mapping.layer = source.layers.length > 1 && source.rivals.length === 0 ? source.layer : null;
    if (source.rivals.length > 0) open.unshift('layer');
    await checkUnchanged();
    return {
      family: 'boundaries',
      format: source.format,
      encoding: source.encoding,
      crs: place.name,
      layers: source.layers,
      columns: source.fields,
      sample: sample.slice(0, shown),
      rows: source.rows,
      mapping,
      open,
      notes: [...source.notes, ...place.notes, ...notes],
    };
  } finally {
    source.close();
  }
}

async function readFirst(source: ShapeLayer): Promise<Feature[]> {
  for await (const batch of source.batches([])) return batch;
  return [];
}

/** Throws `input_refused` where not one of the first features is an area, for the reason most of them share. */
export function refuseNoAreas(features: readonly Feature[], source: ShapeLayer): void {
  const problems = new Map<string, number>();
  for (const { geometry } of features) {
    if (isShape(geometry)) return;
    problems.set(geometry.problem, (problems.get(geometry.problem) ?? 0) + 1);
  }
  const [most] = [...problems].toSorted((a, b) => b[1] - a[1]);
  const [problem] = most ?? ['it is missing'];
  throw refusal(`“${source.file}” holds no areas: ${tellOf('its first feature', problem)}.`, {
    file: source.file,
    found: problem,
    expected: 'polygons',
    hint: 'Choose the layer with the boundaries themselves, not with their centroids or outlines.',
  });
}

function lookAtPlace(
  source: ShapeLayer,
  first: readonly Feature[],
  stated: string | null,
): { name: string | null; notes: string[] } {
  try {
    const bounds = listBounds(first);
    const crs = resolveCrs(source, bounds, stated);
    refuseMisplaced(crs, bounds, source.file);
    return { name: source.crs === null && stated === null ? null : crs.name, notes: crs.notes };
  } catch (error) {
    if (!(error instanceof PinpointError)) throw error;
    const { hint } = error.details;
    return { name: null, notes: [hint === undefined ? error.message : `${error.message} ${hint}`] };
  }
}

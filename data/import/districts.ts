import { createHash } from 'node:crypto';
import {
  type GeographyKind,
  type GeographyRef,
  type LookupMapping,
  type PinpointError,
  formatPlural,
} from '#contract';
import { dissolve, type Shape } from '#core/geography';
import { findDistrictName } from '#core/names';
import type { AreaRow, Staging, WorkspaceReader } from '#data/workspace';
import { refine } from './boundaries/index.ts';
import type { Progress } from '#data/formats/progress';
import { refusal } from '#data/formats/refusals';
import { createTally, listExamples, type Tally } from './tables/index.ts';
import type { ImportFindings, ImportOutcome } from './task.ts';

/** Districts to make out of the areas of `from`. */
export interface DistrictsTask {
  from: GeographyRef;
  reader: WorkspaceReader;
  staging: Staging;
  progress: Progress;
}

/** How areas are sorted into districts: by their codes in a parent field or lookup, or by the names of the areas. */
interface Sorting {
  by: 'codes' | 'names';
  to: GeographyRef;
  /** Code of the district of the area at a position; undefined where nobody knows. */
  codeOf: (area: number) => string | undefined;
}

/** One district and what it is made of. */
interface District {
  code: string;
  /** How often each name occurs among its areas. */
  names: Map<string, number>;
  shapes: Shape[];
}

const examples = 20;

/**
 * Districts of small areas, for where no boundaries of districts are at hand: each area belongs to the district that its
 * parent code names, else to the one that its name begins with ("Bolton 005A" lies in Bolton), and a district's outline is
 * that of its areas together. Districts known by name alone have their name as code. Areas of which neither is known stay
 * without a district and are reported. The release is marked as derived and carries the licence lines of the boundaries.
 * Throws `not_found` for an unknown geography, and `input_refused` where it has drawn districts already, has no outlines,
 * or nothing tells the districts.
 */
export function deriveDistricts(task: DistrictsTask): Promise<ImportOutcome> {
  return Promise.resolve().then(() => derive(task));
}

function derive(task: DistrictsTask): ImportOutcome {
  const { from, reader, staging, progress } = task;
  const areas = reader.getAreas(from);
  const sorting = sortAreas(from, areas, reader);
  const tally = createTally(staging);
  progress.stage('Reading the areas', 0.3);
  const districts = gather(task, { areas, sorting, tally });
  if (districts.length === 0) throw nothingTells(from, areas);
  progress.stage('Joining outlines', 0.6);
  for (const [done, district] of districts.entries()) {
    progress.checkCancelled();
    progress.report(done, districts.length, 'districts');
    stageDistrict(district, { staging, progress });
  }
  warn(tally, { from, sorting, districts });
  return outcome(task, { sorting, tally, districts });
}

function sortAreas(from: GeographyRef, areas: AreaRow, reader: WorkspaceReader): Sorting {
  const parents = areas.parents.filter(({ geography }) => geography.startsWith('district:'));
  const drawn = parents.find(({ geography }) => isDrawn(reader.getAreas(geography)));
  if (drawn !== undefined) throw alreadyThere(from, drawn.geography);
  const [known] = parents;
  if (known !== undefined)
    return { by: 'codes', to: known.geography, codeOf: (area) => known.codes[known.index[area]!] };
  const [kind, vintage] = from.split(':') as [GeographyKind, string];
  const to: GeographyRef = `district:${vintage}`;
  if (reader.describe().geographies.some((it) => `${it.geography}:${it.vintage}` === to && it.areas > 0))
    throw alreadyThere(from, to);
  return { by: 'names', to, codeOf: (area) => findDistrictName(kind, areas.names[area]!) };
}

function isDrawn({ lon }: AreaRow): boolean {
  return lon.some((degrees) => !Number.isNaN(degrees));
}

function alreadyThere(from: GeographyRef, to: GeographyRef): PinpointError {
  return refusal(`The workspace has districts already: ${to}.`, {
    found: to,
    hint: `Link ${from} to them, or take them out first.`,
  });
}

function nothingTells(from: GeographyRef, { names, codes }: AreaRow): PinpointError {
  const [first = ''] = names;
  return refusal(`Neither codes nor names of ${from} tell in which district an area lies.`, {
    found: first === '' ? (codes[0] ?? 'no areas') : first,
    expected: 'names such as “Bolton 005A”, or a parent field or lookup with the codes of districts',
    hint: 'Import the boundaries with the field of district codes as parent field, or a lookup.',
  });
}

function gather(
  { from, reader, staging, progress }: DistrictsTask,
  { areas, sorting, tally }: { areas: AreaRow; sorting: Sorting; tally: Tally },
): District[] {
  const [kind] = from.split(':') as [GeographyKind];
  const districts = new Map<string, District>();
  for (const { code, name, shape } of reader.readShapes(from)) {
    if (tally.rows.read % 200 === 0) progress.checkCancelled();
    tally.rows.read += 1;
    const parent = sorting.codeOf(areas.indexOf.get(code)!);
    if (parent === undefined) {
      noteWithout(tally, code, name);
      continue;
    }
    tally.rows.taken += 1;
    const district = districts.get(parent) ?? { code: parent, names: new Map<string, number>(), shapes: [] };
    const said = findDistrictName(kind, name) ?? '';
    district.names.set(said, (district.names.get(said) ?? 0) + 1);
    district.shapes.push(shape);
    districts.set(parent, district);
    if (sorting.by === 'names') staging.addLink({ from: code, to: parent, weight: 1, change: null });
  }
  return [...districts.values()].toSorted((a, b) => (a.code < b.code ? -1 : 1));
}

function noteWithout(tally: Tally, code: string, name: string): void {
  tally.reject(tally.rows.read, `nothing tells the district of ${code} ${name}`.trimEnd());
  tally.unmatched.areasTotal += 1;
  if (tally.unmatched.areas.length < examples) tally.unmatched.areas.push(code);
}

/** The name that most of its areas begin with; the code where their names do not tell. */
function nameOf({ code, names }: District): string {
  const [most] = [...names].filter(([name]) => name !== '').toSorted((a, b) => b[1] - a[1]);
  return most?.[0] ?? code;
}

function stageDistrict(
  district: District,
  { staging, progress }: Pick<DistrictsTask, 'staging' | 'progress'>,
): void {
  const { code, shapes } = district;
  const joined = dissolve(shapes);
  const refined = 'refused' in joined ? joined : refine(joined.shape, () => progress.checkCancelled());
  if ('refused' in refined)
    throw refusal(`The areas of ${nameOf(district)} cannot be joined to one outline: ${refined.refused}`, {
      found: code,
      hint: 'Import the boundaries again, or import boundaries of districts.',
    });
  const { mended: _, ...measured } = refined;
  staging.addArea({ ...measured, code, name: nameOf(district), parentCode: null });
}

interface Found {
  from: GeographyRef;
  sorting: Sorting;
  districts: readonly District[];
}

function warn(tally: Tally, { from, sorting, districts }: Found): void {
  const sizes = districts.map(
    (district) => `${nameOf(district)} (${formatPlural(district.shapes.length, 'area')})`,
  );
  const way = sorting.by === 'names' ? 'the names of the areas' : 'the district codes of the areas';
  tally.warn(
    `${formatPlural(districts.length, 'district')} of ${from} derived from ${way}: ${listExamples(sizes, sizes.length, 10)}.`,
  );
  const { areas, areasTotal } = tally.unmatched;
  if (areasTotal > 0)
    tally.warn(
      `${formatPlural(areasTotal, 'area stays', 'areas stay')} without a district, because neither code nor name tells it, such as ${listExamples(areas, areasTotal)}.`,
    );
}

/** Made from the workspace alone: publisher, licence and lines are those of the boundaries that the areas came with. */
function outcome(
  { from, reader }: DistrictsTask,
  { sorting, tally, districts }: { sorting: Sorting; tally: Tally; districts: readonly District[] },
): ImportOutcome {
  const { to, by } = sorting;
  const mapping: LookupMapping = {
    family: 'lookup',
    from,
    to,
    fromColumn: '',
    toColumn: '',
    weightColumn: null,
    changeColumn: null,
  };
  const findings: ImportFindings = tally.findings(mapping);
  const sources = reader.listReleasesOf(from, []).map((id) => reader.getRelease(id));
  const [, vintage] = to.split(':') as [string, string];
  const said = (values: (string | null)[]): string | null =>
    [...new Set(values.filter((value) => value !== null))].join('; ') || null;
  const derivedFrom = `District outlines derived from the ${by} of ${from}: ${sources.map(({ title }) => title).join('; ')}.`;
  return {
    findings,
    draft: {
      kind: 'derived',
      title: `Districts ${vintage} derived from the ${by} of ${from} (${formatPlural(districts.length, 'district')})`,
      file: '',
      sha256: hashOf(from, districts),
      publisher: said(sources.map(({ publisher }) => publisher)),
      licence: said(sources.map(({ licence }) => licence)),
      attribution: [...new Set([...sources.flatMap(({ attribution }) => attribution), derivedFrom])],
      period: null,
      retrieved: null,
      rounding: 0,
      mapping,
      report: findings,
      rows: findings.rows,
      geography: { kind: 'district', vintage },
      ...(by === 'names' ? { link: { from, to } } : {}),
      indicators: [],
    },
  };
}

function hashOf(from: GeographyRef, districts: readonly District[]): string {
  const hash = createHash('sha256').update(`districts of ${from}`);
  for (const { code, shapes } of districts) {
    hash.update(`\n${code}`);
    for (const { coordinates } of shapes) hash.update(new Uint8Array(coordinates.slice().buffer));
  }
  return hash.digest('hex');
}

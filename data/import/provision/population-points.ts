import { type Cells, type Table } from '#data/formats/text-table';
import { type GeographyRef, type PointsMapping, formatPlural, families, nounsOf } from '#contract';
import type { AreaRow, WorkspaceReader } from '#data/workspace';
import type { ImportOutcome, ImportTask } from '../task.ts';
import {
  cleanCode,
  findCodeProblem,
  getImportAreas,
  listExamples,
  refuseNoMatch,
  reportBareAreas,
  reportStrangers,
  type Tally,
} from '../tables/index.ts';
import { type Column, columnOf, readAmount, RowProblem } from './cells.ts';
import { createOutlines, type Outlines } from './outlines.ts';
import { createPostcodePlacing } from './placing.ts';
import { createPositionReader, type Position } from './position.ts';
import { findRegion } from './region.ts';
import { readRows, type RowWork } from './rows.ts';

const nouns = nounsOf(families.points.fields);

/**
 * Reads population points: the area a point belongs to by its code, else the area it lies in; its position by degrees, easting
 * and northing, or postcode; and how many live there. Rows whose weight is blank, withheld or below 0 are rejected. Points
 * outside the area that their code names are taken and counted. Throws `not_found` for a geography without areas, and
 * `input_refused` where nothing can be taken, no code matches, or the file lacks a column.
 */
export function importPopulationPoints(task: ImportTask<PointsMapping>): Promise<ImportOutcome> {
  return readRows(task, (table, tally) => beginPoints(task, table, tally));
}

function beginPoints(
  { mapping, reader, staging }: ImportTask<PointsMapping>,
  table: Table,
  tally: Tally,
): RowWork {
  const geography: GeographyRef = `${mapping.geography}:${mapping.vintage}`;
  const areas = getImportAreas(reader, mapping.geography, mapping.vintage);
  const position = createPositionReader(table, mapping.position, { reader, region: findRegion(reader) });
  const weight = columnOf(table, mapping.weightColumn, nouns.weightColumn);
  const outlines = createOutlines(reader, geography);
  const assign = createAssignment(table, mapping, { reader, geography, areas, outlines });
  const sums = createSums(areas);
  let ended = 0;
  return {
    row(cells, row) {
      const named = assign.byCode(cells);
      if (named instanceof RowProblem) return named;
      if (named === null) return 'left out';
      const people = weight === undefined ? 1 : readWeight(cells, weight, tally);
      if (people instanceof RowProblem) return people;
      const at = position(cells);
      if (at instanceof RowProblem) return at;
      if (at.doubt !== null) return new RowProblem(at.doubt);
      const code = named ?? assign.byPlace(at);
      if (code instanceof RowProblem) return code;
      if (code === undefined) return 'left out';
      if (named !== undefined) assign.compare(named, at, row);
      if (at.ended) ended++;
      staging.addPoint({ areaCode: code, lon: at.lon, lat: at.lat, weight: people });
      sums.add(code, people);
      return undefined;
    },
    finish() {
      assign.report(tally, table);
      if (ended > 0)
        tally.warn(
          `${formatPlural(ended, 'position comes', 'positions come')} from a postcode that is out of use.`,
        );
      if (weight === undefined)
        tally.warn('The file says nothing of weights: all points of an area weigh alike.');
      sums.report(tally, geography);
      reportReplaced(tally, reader, geography);
      return {
        kind: 'points',
        title: `${formatPlural(tally.rows.taken, 'population point')} of ${geography}`,
        geography: { kind: mapping.geography, vintage: mapping.vintage },
        indicators: [],
      };
    },
  };
}

/** How many live at a point. */
function readWeight(cells: Cells, column: Column, tally: Tally): number | RowProblem {
  const cell = cells[column.at]!.trim();
  const reading = readAmount(cells, column, { kind: 'amount', tally });
  if (reading instanceof RowProblem) return reading;
  if (reading.is === 'number') return reading.value;
  if (reading.is === 'suppressed') {
    tally.flags.suppressed++;
    return new RowProblem(`the weight in the column “${column.name}” is withheld (“${cell}”)`);
  }
  const said = cell === '' ? 'blank' : `missing (“${cell}”)`;
  return new RowProblem(`the weight in the column “${column.name}” is ${said}`);
}

interface Place {
  reader: WorkspaceReader;
  geography: GeographyRef;
  areas: AreaRow;
  outlines: Outlines;
}

/** Tells which area a point belongs to, and keeps what was odd about it. */
function createAssignment(
  table: Table,
  { codeColumn, position }: PointsMapping,
  { reader, geography, areas, outlines }: Place,
) {
  const column = columnOf(table, codeColumn, nouns.codeColumn);
  const hasCoordinates = position.lonColumn !== null || position.eastingColumn !== null;
  const byPostcode = createPostcodePlacing(reader, { geography, areas, outlines });
  const strangers = new Set<string>();
  const outside: string[] = [];
  let nowhere = 0;
  return {
    /** The area that the code names; null where the geography lacks it, undefined without a column of codes. */
    byCode(cells: Cells): string | null | undefined | RowProblem {
      if (column === undefined) return undefined;
      const code = cleanCode(cells[column.at]!);
      if (areas.indexOf.has(code)) return code;
      const problem = findCodeProblem(cells[column.at]!, column.name);
      if (problem !== undefined) return new RowProblem(problem);
      strangers.add(code);
      return null;
    },
    /** The area that the point lies in; undefined where it lies in none. */
    byPlace({ lon, lat, postcode }: Position): string | undefined | RowProblem {
      if (!hasCoordinates && postcode !== null) {
        const found = byPostcode(postcode);
        if (!(found instanceof RowProblem)) return found;
      }
      const code = outlines.locate(lon, lat);
      if (code === undefined) nowhere++;
      return code;
    },
    compare(code: string, { lon, lat }: Position, row: number): void {
      if (outlines.isDrawn(code) && outlines.locate(lon, lat) !== code)
        outside.push(`${code} (row ${row.toLocaleString('en-GB')})`);
    },
    report(tally: Tally, { label }: Table): void {
      if (strangers.size > 0 && tally.rows.taken === 0)
        throw refuseNoMatch({ file: label, geography, reader }, [...strangers]);
      reportStrangers(tally, [...strangers], { geography, reader });
      if (nowhere > 0)
        tally.warn(
          `${formatPlural(nowhere, 'point lies', 'points lie')} in no area of ${geography} and ${nowhere === 1 ? 'was' : 'were'} left out.`,
        );
      if (outside.length > 0)
        tally.warn(
          `${formatPlural(outside.length, 'point lies', 'points lie')} outside the area that ${outside.length === 1 ? 'its code names and was' : 'their codes name and were'} taken all the same: ${listExamples(outside)}.`,
        );
    },
  };
}

/** Adds up what areas got. */
function createSums(areas: AreaRow) {
  const met = new Uint8Array(areas.codes.length);
  const people = new Float64Array(areas.codes.length);
  return {
    add(code: string, weight: number): void {
      const area = areas.indexOf.get(code)!;
      met[area] = 1;
      people[area]! += weight;
    },
    report(tally: Tally, geography: GeographyRef): void {
      const weightless = areas.codes.filter((_, area) => met[area] === 1 && people[area] === 0);
      if (weightless.length > 0)
        tally.warn(
          `In ${formatPlural(weightless.length, 'area')} every point has the weight 0, so its points weigh alike: ${listExamples(weightless)}.`,
        );
      reportBareAreas(tally, areas, met);
      const bare = met.reduce((sum, isMet) => sum + 1 - isMet, 0);
      if (bare > 0)
        tally.warn(
          `${formatPlural(bare, 'area')} of ${geography} ${bare === 1 ? 'has' : 'have'} no point in the file; journeys end in a point on ${bare === 1 ? 'its' : 'their'} surface there.`,
        );
    },
  };
}

function reportReplaced(tally: Tally, reader: WorkspaceReader, geography: GeographyRef): void {
  const before = reader.findAreaPoints(geography);
  if (before === undefined) return;
  const points = formatPlural(before.area.length, 'point');
  tally.warn(`They take the place of the ${points} of release ${before.release} (${before.title}).`);
}

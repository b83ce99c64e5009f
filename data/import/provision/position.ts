import { quoteColumns, readBareNumber, type Cells, type Table } from '#data/formats/text-table';
import { type PositionColumns, families, nounsOf } from '#contract';
import type { WorkspaceReader } from '#data/workspace';
import { createProjector, parseCrs } from '#data/formats/crs';
import { refusal } from '#data/formats/refusals';
import { codeOf, type Column, columnOf, RowProblem } from './cells.ts';
import { doubtKm, findDoubt, isSexagesimal, type Numbers } from './doubt.ts';
import { isNear, type Region } from './region.ts';

const { fields } = families.sites.fields.position;
const nouns = nounsOf(fields);

/** Where a row lies, in degrees. */
export interface Position {
  lon: number;
  lat: number;
  /** As in the file; null without one. */
  postcode: string | null;
  /** The postcode that gave the position is out of use. */
  ended: boolean;
  /**
   * Why the place is doubtful: another reading of its numbers would put it into the region, where most rows so far lie or would lie.
   * null where it is not.
   */
  doubt: string | null;
}

/** Reads the position of one row. */
export type PositionReader = (cells: Cells) => Position | RowProblem;

/** What eastings and northings are in where nothing else is said. */
export const britishGrid = 'EPSG:27700';

/** Whether metres lie on the British National Grid. */
export function isOnBritishGrid(easting: number, northing: number): boolean {
  return easting >= 0 && easting < 700_000 && northing >= 0 && northing < 1_300_000;
}

interface Pair {
  x: Column;
  y: Column;
}

export interface PositionContext {
  reader: WorkspaceReader;
  region: Region | undefined;
  /** Rows of which the place is doubted: all where left out. Most of a national directory lies elsewhere, rightly. */
  doubtsUpTo?: number;
}

/**
 * Makes the reader of positions: degrees, else easting and northing, else the postcode through the workspace's directory,
 * whichever a row has first. Throws `input_refused` where no way is named, where only half of a pair is, and where postcodes
 * are the only way but the workspace has no directory.
 */
export function createPositionReader(
  table: Table,
  columns: PositionColumns,
  { reader, region, doubtsUpTo = Infinity }: PositionContext,
): PositionReader {
  const degrees = pairOf(table, columns, ['lonColumn', 'latColumn']);
  const grid = pairOf(table, columns, ['eastingColumn', 'northingColumn']);
  const postcode = columnOf(table, columns.postcodeColumn, nouns.postcodeColumn);
  if (!degrees && !grid && !postcode) throw refuseNowhere(table);
  if (!degrees && !grid) refuseWithoutDirectory(table, reader, postcode!);
  const crs = columns.crs ?? britishGrid;
  const project = grid && createProjector(parseCrs(crs, table.label));
  let read = 0;
  let local = 0;
  // In a list of the whole country some rightly lie where an exchange would put them into the region: it must be most of the file.
  const stands = (found: { lon: number; lat: number; doubt?: string | undefined }): boolean => {
    if (region && (found.doubt !== undefined || isNear(region, [found.lon, found.lat], doubtKm))) local++;
    return found.doubt !== undefined && local * 2 > read;
  };
  return (cells) => {
    const text = codeOf(cells, postcode);
    if (text instanceof RowProblem) return text;
    const doubting = read++ < doubtsUpTo;
    const found =
      (degrees && readDegrees(cells, degrees, { region, doubting })) ??
      (grid && readGrid(cells, grid, { crs, project: project!, region: doubting ? region : undefined })) ??
      (text === '' ? undefined : readPostcode(text, postcode!, reader)) ??
      new RowProblem(
        `the row has no position: ${namesOf([degrees, grid], postcode)} ${phraseNothing(cells, degrees ?? grid)}`,
      );
    if (found instanceof RowProblem) return found;
    return {
      lon: found.lon,
      lat: found.lat,
      ended: found.ended ?? false,
      doubt: stands(found) ? found.doubt! : null,
      postcode: text === '' ? null : text,
    };
  };
}

/** What stands in the columns of a row without a position. */
function phraseNothing(cells: Cells, pair: Pair | undefined): string {
  const text = pair === undefined ? '' : cells[pair.x.at]!.trim();
  if (text === '') return 'blank';
  return readBareNumber(text) === 0 ? '0, which stands for none' : `“${text}”, which stands for none`;
}

type Found =
  | { lon: number; lat: number; ended?: boolean; doubt?: string | undefined }
  | RowProblem
  | undefined;

type Coordinate = 'lonColumn' | 'latColumn' | 'eastingColumn' | 'northingColumn';

function pairOf(
  table: Table,
  columns: PositionColumns,
  [first, second]: [Coordinate, Coordinate],
): Pair | undefined {
  const x = columnOf(table, columns[first], nouns[first]);
  const y = columnOf(table, columns[second], nouns[second]);
  if (x && y) return { x, y };
  if (!x && !y) return undefined;
  const [one, other] = [first, second].map((key) => fields[key].label.toLowerCase());
  const missing = x ? other : one;
  throw refusal(`Which column of “${table.label}” holds the ${missing} is not said.`, {
    file: table.label,
    found: `the columns ${quoteColumns(table.layout)}`,
    hint: `A position needs both ${one} and ${other}.`,
  });
}

/** Two numbers of a row; undefined where both cells hold nothing, or both are 0, which stands for no position. */
function numbersOf(cells: Cells, { x, y }: Pair): [number, number] | RowProblem | undefined {
  const numbers = [readBareNumber(cells[x.at]!), readBareNumber(cells[y.at]!)] as const;
  if (numbers.every((number) => number === null)) return undefined;
  for (const [i, column] of [x, y].entries()) {
    if (typeof numbers[i] === 'number') continue;
    const text = cells[column.at]!.trim();
    return new RowProblem(
      numbers[i] === null
        ? `the column “${column.name}” ${text === '' ? 'is blank' : `holds “${text}”`}`
        : `“${text}” in the column “${column.name}” is not a coordinate${adviseWriting(text)}`,
    );
  }
  const [first, second] = numbers as [number, number];
  return first === 0 && second === 0 ? undefined : [first, second];
}

/** How a coordinate in another writing is to be written. */
function adviseWriting(text: string): string {
  if (isSexagesimal(text)) return ': write degrees, minutes and seconds as decimal degrees, such as 53.4119';
  if (/^-?\d+,\d+$/.test(text)) return `: write a decimal point, as in ${text.replace(',', '.')}`;
  const [, degrees, side] = /^(\d+(?:\.\d+)?) ?°? ?([NSEW])$/i.exec(text) ?? [];
  if (degrees === undefined || side === undefined) return '';
  return `: write it without the letter, as in ${/[sw]/i.test(side) ? '-' : ''}${degrees}`;
}

function readDegrees(
  cells: Cells,
  pair: Pair,
  { region, doubting }: { region: Region | undefined; doubting: boolean },
): Found {
  const numbers = numbersOf(cells, pair);
  if (numbers === undefined || numbers instanceof RowProblem) return numbers;
  const [lon, lat] = numbers;
  if (region && !region.holds(lon, lat) && region.holds(lat, lon)) {
    return new RowProblem(
      `longitude ${lon} and latitude ${lat} look exchanged: “${pair.x.name}” should hold the longitude`,
    );
  }
  const numbersRead = { x: lon, y: lat };
  const inWorld = Math.abs(lon) <= 180 && Math.abs(lat) <= 90;
  const at = inWorld ? { lon, lat } : undefined;
  const doubt = doubting ? findDoubt(numbersRead, 'degrees', { at, region }) : undefined;
  if (!inWorld && doubt !== undefined) return new RowProblem(describeDoubt(pair, numbersRead, doubt));
  if (Math.abs(lon) > 180) {
    return new RowProblem(`${lon} in the column “${pair.x.name}” is not a longitude (−180 to 180 degrees)`);
  }
  if (Math.abs(lat) > 90) {
    return new RowProblem(`${lat} in the column “${pair.y.name}” is not a latitude (−90 to 90 degrees)`);
  }
  return { lon, lat, doubt: doubt && describeDoubt(pair, numbersRead, doubt) };
}

function describeDoubt({ x, y }: Pair, numbers: Numbers, doubt: string): string {
  return `${numbers.x} and ${numbers.y} in the columns “${x.name}” and “${y.name}” ${doubt}`;
}

interface Grid {
  crs: string;
  project: (coordinates: Float64Array) => void;
  region: Region | undefined;
}

function readGrid(cells: Cells, pair: Pair, { crs, project, region }: Grid): Found {
  const numbers = numbersOf(cells, pair);
  if (numbers === undefined || numbers instanceof RowProblem) return numbers;
  const [x, y] = numbers;
  const point = Float64Array.of(x, y);
  project(point);
  const [lon, lat] = [point[0]!, point[1]!];
  const isPlace = Number.isFinite(lon) && Number.isFinite(lat) && Math.abs(lat) <= 90;
  const isOff = crs === britishGrid && !isOnBritishGrid(x, y);
  const at = isPlace && !isOff ? { lon, lat } : undefined;
  const doubt = crs === britishGrid ? findDoubt({ x, y }, 'metres', { at, region }) : undefined;
  const described = doubt && describeDoubt(pair, { x, y }, doubt);
  if (isOff && described !== undefined) return new RowProblem(described);
  if (isOff) {
    const column = x < 0 || x >= 700_000 ? pair.x : pair.y;
    return new RowProblem(
      `${column === pair.x ? x : y} in the column “${column.name}” lies outside the British National Grid (eastings 0 to 700,000, northings 0 to 1,300,000)`,
    );
  }
  if (isPlace) return { lon, lat, doubt: described };
  return new RowProblem(
    `${x}, ${y} in the columns “${pair.x.name}” and “${pair.y.name}” is no place in ${crs}`,
  );
}

function readPostcode(text: string, column: Column, reader: WorkspaceReader): Found {
  const found = reader.findPostcode(text);
  if (found) return { lon: found.lon, lat: found.lat, ended: found.ended !== null };
  return new RowProblem(
    `the postcode “${text}” in the column “${column.name}” is not in the postcode directory of the workspace`,
    'unknown postcode',
  );
}

function namesOf(pairs: readonly (Pair | undefined)[], postcode: Column | undefined): string {
  const names = [...pairs.flatMap((pair) => (pair ? [pair.x, pair.y] : [])), ...(postcode ? [postcode] : [])];
  return `${names.map(({ name }) => `“${name}”`).join(', ')} ${names.length === 1 ? 'is' : 'are'}`;
}

function refuseNowhere(table: Table): Error {
  return refusal(`Where the rows of “${table.label}” lie is not said.`, {
    file: table.label,
    found: `the columns ${quoteColumns(table.layout)}`,
    expected: 'columns with longitude and latitude, easting and northing, or a postcode',
    hint: 'Name two of the columns found as longitude and latitude or as easting and northing (--lon-column and --lat-column, or --easting-column and --northing-column), or one as the postcode.',
  });
}

/** Throws where postcodes cannot be looked up at all. */
export function refuseWithoutDirectory(table: Table, reader: WorkspaceReader, { name }: Column): void {
  if (reader.describe().provision.postcodes > 0) return;
  throw refusal(
    `The postcodes of “${table.label}” cannot be placed: the workspace has no postcode directory.`,
    {
      file: table.label,
      column: name,
      hint: 'Import one first, such as OS Code-Point Open or the ONS Postcode Directory, as postcodes.',
    },
  );
}

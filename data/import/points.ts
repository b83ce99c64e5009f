import { readBareNumber, saysNothing, type Table } from '#data/formats/text-table';
import { cleanName, findCodeFault, quoteText } from '#contract';
import { quietProgress } from '#data/formats/progress';
import { refusal } from '#data/formats/refusals';
import type { ImportFile } from '#data/formats/archive';
import { openFilledPlaces } from '#data/formats/points';

/** A place from a list of places. */
export interface ListedPoint {
  id: string;
  /** The id where the file gives none. */
  name: string;
  lon: number;
  lat: number;
  /** null where the file gives none. */
  cost: number | null;
}

const headers = {
  id: /^(id|code|key|ref|reference|point)$/i,
  name: /^(name|title|label)$/i,
  lon: /^(lon|lng|long|longitude|x)$/i,
  lat: /^(lat|latitude|y)$/i,
  cost: /^(cost|price)$/i,
};

type Columns = Record<keyof typeof headers, number>;

/**
 * Reads a table of places: columns `id`, `lon`, `lat` in degrees, and perhaps `name` and `cost`, in any order, or a layer of points with such attributes. Throws
 * `input_refused` with row and column for a missing column, coordinates that are none, an empty id, an id that comes twice,
 * and a cost that is no number from 0 up.
 */
export async function readPoints(file: ImportFile): Promise<ListedPoint[]> {
  const table = await openFilledPlaces([file], { reach: 'all', crs: null });
  const columns = findColumns(table);
  const points: ListedPoint[] = [];
  const seen = new Map<string, number>();
  const visitor = {
    row(cells: readonly string[], row: number) {
      const point = readPoint(cells, { row, columns, file: table.label });
      const before = seen.get(point.id);
      if (before !== undefined)
        throw refusal(`The id ${point.id} comes twice: in rows ${before} and ${row}.`, {
          file: table.label,
          row,
          found: point.id,
        });
      seen.set(point.id, row);
      points.push(point);
    },
    misfit(row: number, reason: string) {
      throw refusal(`Row ${row} does not fit the header: ${reason}.`, { file: table.label, row });
    },
  };
  await table.read(visitor, quietProgress);
  refuseExchanged(points, table.label);
  return points;
}

/** The United Kingdom with latitude first lies in the Indian Ocean. */
function refuseExchanged(points: readonly ListedPoint[], file: string): void {
  const isExchanged = ({ lon, lat }: ListedPoint) => lon >= 49 && lon <= 61.5 && lat >= -11 && lat <= 2.5;
  const first = points.find(isExchanged);
  if (first === undefined) return;
  throw refusal(`The longitude and latitude of ${first.id} look exchanged.`, {
    file,
    column: 'lon',
    found: `lon ${first.lon}, lat ${first.lat}`,
    expected: 'longitudes of −11 to 2.5 and latitudes of 49 to 61.5, as in the United Kingdom',
    hint: 'Rename the columns, so that “lon” holds the longitude and “lat” the latitude.',
  });
}

function findColumns({ label, layout }: Table): Columns {
  const find = (shape: RegExp): number => layout.columns.findIndex((name) => shape.test(name.trim()));
  const columns = Object.fromEntries(
    Object.entries(headers).map(([name, shape]) => [name, find(shape)]),
  ) as Columns;
  const missing = (['id', 'lon', 'lat'] as const).filter((name) => columns[name] < 0);
  if (missing.length === 0) return columns;
  throw refusal(`“${label}” has no column ${missing.join(', ')}.`, {
    file: label,
    column: missing[0]!,
    found: layout.columns.join(', '),
    expected: 'the columns id, lon and lat',
  });
}

interface Place {
  row: number;
  columns: Columns;
  file: string;
}

function readPoint(cells: readonly string[], place: Place): ListedPoint {
  const { columns, row, file } = place;
  const id = cells[columns.id]!.trim();
  if (saysNothing(id)) throw refusal(`Row ${row} has no id.`, { file, row, column: 'id' });
  const fault = findCodeFault(id);
  if (fault !== undefined)
    throw refusal(`The id ${quoteText(id)} in row ${row} ${fault}.`, { file, row, column: 'id', found: id });
  const said = cells[columns.name] ?? '';
  const name = saysNothing(said) ? '' : cleanName(said);
  const costText = cells[columns.cost]?.trim() ?? '';
  return {
    id,
    name: name === '' ? id : name,
    lon: getNumber(cells[columns.lon]!, { ...place, column: 'lon', range: [-180, 180] }),
    lat: getNumber(cells[columns.lat]!, { ...place, column: 'lat', range: [-90, 90] }),
    cost:
      readBareNumber(costText) === null
        ? null
        : getNumber(costText, { ...place, column: 'cost', range: [0, Infinity] }),
  };
}

function getNumber(
  text: string,
  { row, file, column, range: [low, high] }: Place & { column: string; range: [number, number] },
): number {
  const value = readBareNumber(text);
  if (typeof value === 'number' && value >= low && value <= high) return value;
  const expected = high === Infinity ? 'a number from 0 up' : `degrees from ${low} to ${high}`;
  throw refusal(`${quoteText(text)} in row ${row} is not a ${column === 'cost' ? 'cost' : 'coordinate'}.`, {
    file,
    row,
    column,
    found: text,
    expected,
  });
}

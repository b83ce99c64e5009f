import { readBareNumber } from '#data/formats/text-table';
import type { PositionColumns } from '#contract';
import { type ColumnFacts, type GuessTask, holdsNumbers } from '../tables/index.ts';

/** Columns are looked for one after another; one that has been taken is not taken again. */
export interface ColumnPicker {
  /** What the person said, else the first free column whose header fits one of the patterns (the first patterns count most). */
  pick(field: string, patterns: readonly RegExp[], fits?: (column: ColumnFacts) => boolean): string | null;
  /** Makes a column unavailable. */
  take(name: string | null): void;
  free(): ColumnFacts[];
}

/** A picker of the columns of a sample, with none taken yet; what the person said of a field comes first. */
export function createPicker({ sample, hint }: GuessTask): ColumnPicker {
  const taken = new Set<string>();
  const free = (): ColumnFacts[] => sample.columns.filter(({ name }) => !taken.has(name));
  const take = (name: string | null): void => void (name !== null && taken.add(name));
  return {
    free,
    take,
    pick(field, patterns, fits = () => true) {
      const said = hint[field];
      const found = said ?? findColumn(free(), patterns, fits)?.name ?? null;
      take(found);
      return found;
    },
  };
}

function findColumn(
  columns: readonly ColumnFacts[],
  patterns: readonly RegExp[],
  fits: (column: ColumnFacts) => boolean,
): ColumnFacts | undefined {
  for (const pattern of patterns) {
    const found = columns.find((column) => pattern.test(column.header) && fits(column));
    if (found) return found;
  }
  return undefined;
}

const ukPostcode = /^[a-z]{1,2}\d[a-z\d]? ?\d[a-z]{2}$/i;

/** Whether most texts of a column have the form of a British postcode. */
export function holdsPostcodes({ distinct }: ColumnFacts): boolean {
  const texts = [...distinct].slice(0, 500);
  return (
    texts.length > 0 &&
    texts.filter((text) => ukPostcode.test(text.replaceAll(/\s+/g, ' '))).length >= texts.length / 2
  );
}

function numbersOf({ distinct }: ColumnFacts): number[] {
  return [...distinct].slice(0, 500).flatMap((text) => readBareNumber(text) ?? []);
}

function within(low: number, high: number): (column: ColumnFacts) => boolean {
  return (column) =>
    column.filled === 0 ||
    (holdsNumbers(column) && numbersOf(column).every((value) => value >= low && value <= high));
}

/** A name that says it all is believed even where the numbers are odd or written oddly (`53,4119`): the import says which rows. */
function holdsSome({ filled, markers, distinct }: ColumnFacts): boolean {
  return filled === markers || [...distinct].some((text) => /\d/.test(text));
}

/** Metres, not degrees: some number is large. */
function holdsMetres(column: ColumnFacts): boolean {
  return (
    within(-1e6, 1e7)(column) && (column.filled === 0 || numbersOf(column).some((value) => value > 1000))
  );
}

/** Where rows lie: by headers, and in a file without any by the size of the numbers. */
export function guessPosition(task: GuessTask, picker: ColumnPicker): PositionColumns {
  const lonColumn =
    picker.pick('lonColumn', [/^lon(g|gitude)?$/, /longitude/, /^lng$/], holdsSome) ??
    picker.pick('lonColumn', [/^x( coord(inate)?)?$/], within(-180, 180));
  const latColumn =
    picker.pick('latColumn', [/^lat(itude)?$/, /latitude/], holdsSome) ??
    picker.pick('latColumn', [/^y( coord(inate)?)?$/], within(-90, 90));
  const eastingColumn =
    picker.pick('eastingColumn', [/^eastings?$/, /easting/], holdsSome) ??
    picker.pick('eastingColumn', [/oseast|^e$|^x$|^x coord/], holdsMetres);
  const northingColumn =
    picker.pick('northingColumn', [/^northings?$/, /northing/], holdsSome) ??
    picker.pick('northingColumn', [/osnrth|^n$|^y$|^y coord/], holdsMetres);
  const postcodeColumn = guessPostcodeColumn(picker);
  return {
    ...pair('lon', 'lat', lonColumn, latColumn),
    ...pair('easting', 'northing', eastingColumn, northingColumn),
    crs: task.hint['crs'] ?? null,
    postcodeColumn,
  } as PositionColumns;
}

/** Half a pair is none. */
function pair(a: string, b: string, x: string | null, y: string | null): Record<string, string | null> {
  const whole = x !== null && y !== null;
  return { [`${a}Column`]: whole ? x : null, [`${b}Column`]: whole ? y : null };
}

/** The column that holds postcodes, by its header, else by its content; it is then taken. null where there is none. */
export function guessPostcodeColumn(picker: ColumnPicker): string | null {
  const byHeader = picker.pick('postcodeColumn', [
    /^(unit )?post ?code$/,
    /^(pcds?|pcd\d?|pc)$/,
    /post ?code/,
  ]);
  if (byHeader !== null) return byHeader;
  const byContent = picker.free().find(holdsPostcodes)?.name ?? null;
  picker.take(byContent);
  return byContent;
}

function isMetre(column: ColumnFacts): boolean {
  const numbers = numbersOf(column);
  return holdsNumbers(column) && numbers.filter((value) => value > 10_000).length > numbers.length / 2;
}

/** The first two neighbouring free columns of large numbers: easting, then northing. */
export function guessMetres(
  { notes }: GuessTask,
  picker: ColumnPicker,
): { eastingColumn: string | null; northingColumn: string | null } {
  const free = picker.free();
  const at = free.findIndex(
    (column, i) => isMetre(column) && free[i + 1]?.at === column.at + 1 && isMetre(free[i + 1]!),
  );
  if (at < 0) return { eastingColumn: null, northingColumn: null };
  const [easting, northing] = [free[at]!, free[at + 1]!];
  notes.push(
    `“${easting.name}” and “${northing.name}” hold large numbers side by side and are taken for easting and northing.`,
  );
  picker.take(easting.name);
  picker.take(northing.name);
  return { eastingColumn: easting.name, northingColumn: northing.name };
}

/** Says which of the ways to a position the guess found, or that it found none. */
export function notePosition({ open, notes }: GuessTask, position: PositionColumns): void {
  const { lonColumn, latColumn, eastingColumn, northingColumn, postcodeColumn, crs } = position;
  const ways = [
    ...(lonColumn === null ? [] : [`degrees in “${lonColumn}” and “${latColumn}”`]),
    ...(eastingColumn === null
      ? []
      : [`${crs ?? 'EPSG:27700 (British National Grid)'} in “${eastingColumn}” and “${northingColumn}”`]),
    ...(postcodeColumn === null ? [] : [`the postcode in “${postcodeColumn}”`]),
  ];
  if (ways.length === 0) open.push('lonColumn', 'latColumn');
  else notes.push(`Positions are read from ${ways.join(', else from ')}.`);
}

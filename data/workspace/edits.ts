import { createHash } from 'node:crypto';
import {
  cleanName,
  findCodeFault,
  PinpointError,
  quoteText,
  type Delivery,
  type Programme,
  type Provider,
  type Site,
} from '#contract';
import type { Connection } from './connection.ts';
import type { Dictionary, DictionaryRow } from './dictionary.ts';
import type { New } from './interfaces.ts';
import { lastSiteFid } from './publish-provision.ts';

/** A change of provision by hand: what it is done with. */
export interface Edit {
  connection: Connection;
  dictionary: Dictionary;
  now: string;
}

type Entered = 'provider' | 'programme' | 'site' | 'delivery';

const nouns: Record<Entered, string> = {
  provider: 'provider',
  programme: 'programme',
  site: 'site',
  delivery: 'delivery',
};

/**
 * One row of what people enter by hand (a provider, a site …), without its geometry; undefined where there is none of
 * that id.
 */
export function findRow(connection: Connection, table: Entered, id: string): DictionaryRow | undefined {
  const row = connection.get<DictionaryRow>(`SELECT * FROM ${table} WHERE id = ?`, id);
  if (row !== undefined) delete row['geom'];
  return row;
}

/** Throws `not_found`. */
export function getRow(connection: Connection, table: Entered, id: string): DictionaryRow {
  const row = findRow(connection, table, id);
  if (row !== undefined) return row;
  throw new PinpointError('not_found', `There is no ${nouns[table]} ${id}.`, { found: id });
}

/** Writes a provider by hand; one without an id is new. Returns its id. */
export function writeProvider(edit: Edit, { id, name }: New<Provider>): string {
  return write(edit, 'provider', { id, columns: { name: required(name, 'provider') }, name });
}

/** Writes a programme by hand. Throws `not_found` for an unknown provider. */
export function writeProgramme(edit: Edit, { id, name, provider }: New<Programme>): string {
  getRow(edit.connection, 'provider', provider);
  return write(edit, 'programme', { id, columns: { name: required(name, 'programme'), provider }, name });
}

/** Writes a site by hand. Throws `usage` for coordinates that are none and days in the wrong order. */
export function writeSite(
  edit: Edit,
  { id, name, lon, lat, postcode, firstDay, lastDay, kind, jobs }: New<Site>,
): string {
  checkPlace(lon, lat);
  checkDays(firstDay, lastDay);
  const columns = {
    name: required(name, 'site'),
    lon,
    lat,
    postcode,
    first_day: firstDay,
    last_day: lastDay,
    kind,
    jobs,
  };
  return write(edit, 'site', { id, columns, name });
}

/** Writes a delivery by hand. Throws `not_found` for an unknown site or programme, `usage` for days in the wrong order. */
export function writeDelivery(edit: Edit, delivery: New<Delivery>): string {
  getRow(edit.connection, 'site', delivery.site);
  getRow(edit.connection, 'programme', delivery.programme);
  checkDays(delivery.firstDay, delivery.lastDay);
  const columns = {
    programme: delivery.programme,
    site: delivery.site,
    stage: delivery.stage,
    funding_stream: delivery.fundingStream,
    places: delivery.places,
    cost: delivery.cost,
    first_day: delivery.firstDay,
    last_day: delivery.lastDay,
    eligible: JSON.stringify(delivery.eligible),
  };
  return write(edit, 'delivery', {
    id: delivery.id,
    columns,
    name: `${delivery.programme} at ${delivery.site}`,
  });
}

/** Changes some columns of a row that is there. Throws `not_found`. */
export function changeRow(
  edit: Edit,
  table: Entered,
  [id, columns]: [id: string, columns: DictionaryRow],
): void {
  const before = getRow(edit.connection, table, id);
  const after: DictionaryRow = { ...before, ...columns, edited: edit.now };
  if (table === 'site') checkPlace(Number(after['lon']), Number(after['lat']));
  checkDays((after['first_day'] ?? null) as string | null, (after['last_day'] ?? null) as string | null);
  edit.dictionary.put({ table, before, after });
}

interface Written {
  id: string | null;
  columns: DictionaryRow;
  /** What an id is made from. */
  name: string;
}

function write(edit: Edit, table: Entered, { id, columns, name }: Written): string {
  const { connection, dictionary, now } = edit;
  if (id !== null && findRow(connection, table, id) !== undefined) {
    changeRow(edit, table, [id, columns]);
    return id;
  }
  if (id !== null) checkId(id, table);
  const free = id ?? freeId(connection, table, name);
  const place: DictionaryRow = table === 'site' ? { fid: fidOf(connection, free) } : {};
  const release = releaseByHand(edit);
  dictionary.put({ table, before: null, after: { ...place, id: free, ...columns, edited: now, release } });
  return free;
}

function freeId(connection: Connection, table: Entered, name: string): string {
  const made = name
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '_')
    .replaceAll(/^_+|_+$/g, '')
    .slice(0, 60);
  const stem = made === '' ? nouns[table] : made;
  let free = stem;
  for (let number = 2; findRow(connection, table, free) !== undefined; number++) free = `${stem}_${number}`;
  return free;
}

function fidOf(connection: Connection, id: string): number {
  const known = connection.get<{ fid: number }>('SELECT fid FROM attic_site WHERE id = ?', id);
  return known?.fid ?? lastSiteFid(connection) + 1;
}

/** The release that everything entered by hand belongs to; made with the first such row. */
function releaseByHand({ connection, dictionary, now }: Edit): number {
  const found = connection.get<{ id: number }>(
    "SELECT id FROM release WHERE kind = 'edits' ORDER BY id DESC LIMIT 1",
  );
  if (found !== undefined) return found.id;
  const { id } = connection.get<{ id: number }>(
    "SELECT 1 + coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'release'), 0) AS id",
  )!;
  const after = {
    id,
    kind: 'edits',
    title: 'Entered by hand',
    file: 'entered by hand',
    sha256: createHash('sha256').digest('hex'),
    attribution: '[]',
    imported: now,
    rounding: 0,
    rows_read: 0,
    rows_taken: 0,
    rows_rejected: 0,
    mapping: 'null',
    report: 'null',
  };
  dictionary.put({ table: 'release', before: null, after });
  return id;
}

function required(name: string, noun: string): string {
  const clean = cleanName(name);
  if (clean !== '') return clean;
  throw new PinpointError('usage', `A ${noun} needs a name.`, { column: 'name' });
}

function checkId(id: string, table: Entered): void {
  const fault = findCodeFault(id);
  if (fault === undefined) return;
  throw new PinpointError('usage', `The id ${quoteText(id)} of the ${nouns[table]} ${fault}.`, {
    column: 'id',
  });
}

function checkPlace(lon: number, lat: number): void {
  if (Math.abs(lon) <= 180 && Math.abs(lat) <= 90) return;
  throw new PinpointError('usage', `${lon}, ${lat} is not a longitude and a latitude.`, {
    found: `${lon}, ${lat}`,
    expected: 'degrees: longitude −180 to 180, latitude −90 to 90',
  });
}

function checkDays(first: string | null, last: string | null): void {
  if (first === null || last === null || first <= last) return;
  throw new PinpointError('usage', `The last day ${last} is before the first day ${first}.`, {
    found: last,
    expected: `${first} or later`,
  });
}

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Papa from 'papaparse';
import { pinpointJson } from '../../cli/pinpoint.ts';
import { realData } from '../../real-data.ts';

const population = realData('observations/population_2017_lsoa_2011.csv');
const claimants = realData('observations/gm_claimant_count_lsoa_2017-09.csv');

/** Which of the real people are counted, as the restricted indicator `aged`. */
export interface AgedPeople {
  /** Columns of the population by single years of age. */
  ages: readonly string[];
  /** Cohorts, and which of the columns each adds up. */
  cohorts: Readonly<Record<string, readonly string[]>>;
  /** Whether neighbourhoods (MSOAs) are there too, across which wards run. */
  withNeighbourhoods: boolean;
  /** The code of the one district that is taken; left out: all six. */
  district?: string;
}

/** Halton, Knowsley, Liverpool, St Helens, Sefton and Wirral. */
export const sixDistricts = [
  'E06000006',
  'E08000011',
  'E08000012',
  'E08000013',
  'E08000014',
  'E08000015',
] as const;

/**
 * Imports the real six districts of the Liverpool City Region through the command line: 989 LSOAs in 132 wards, six districts and
 * one region; how many people live there, which is published, and how many of them are of some ages, which is restricted: real
 * counts, and small ones. Answers the path.
 */
export async function importSixDistricts(folder: string, people: AgedPeople): Promise<string> {
  const at = new Importer(folder, 'six.gpkg');
  const lsoas = at.take('lcr_lsoa_2011.geojson', people.district);
  const wards = at.take('lcr_ward_2013.geojson', people.district);
  await at.begin();
  await at.boundaries(lsoas, 'lsoa:2011', '--parent-field', 'LADCD');
  await at.boundaries(wards, 'ward:2013', '--parent-field', 'LADCD');
  await at.run('link', at.workspace, '--from', 'lsoa:2011', '--to', 'ward:2013');
  const areas = readFeatures(lsoas).map(({ properties }) => properties);
  const districts = sixDistricts.filter((code) => areas.some((area) => area['LADCD'] === code));
  await at.group(
    ['district:2011', 'region:2011'],
    districts.map((code) => [code, 'E47000004']),
  );
  if (people.withNeighbourhoods)
    await at.group(
      ['lsoa:2011', 'msoa:2011'],
      areas.map((area) => [area['LSOA11CD']!, area['LSOA11NM']!.slice(0, -1)]),
    );
  const rows = people.district === undefined ? population : at.takeRows(population, areas);
  await at.observe(rows, 'residents', '--period', '2017', '--value-column', 'total_population');
  const counted = ['--period', '2017', '--sensitivity', 'restricted', '--sum-columns'];
  await at.observe(rows, 'aged', ...counted, people.ages.join(','));
  for (const [cohort, columns] of Object.entries(people.cohorts))
    await at.observe(rows, 'aged', ...counted, columns.join(','), '--cohort', `age=${cohort}`);
  await at.run('indicator', at.workspace, 'aged_rate', '--rate', 'aged/residents');
  return at.workspace;
}

/**
 * Imports real Greater Manchester: 1,673 LSOAs in 215 wards and ten districts, and its claimants of September 2017, which are
 * restricted here. Answers the path.
 */
export async function importManchester(folder: string): Promise<string> {
  const at = new Importer(folder, 'manchester.gpkg');
  await at.begin();
  await at.boundaries(realData('boundaries/gm_lsoa_2011.geojson'), 'lsoa:2011');
  await at.boundaries(realData('boundaries/gm_ward_2017.geojson'), 'ward:2017');
  const lookup = realData('lookups/trafford_lookups_lsoa_to_ward_best-fit_lookup.csv');
  await at.lookUp(lookup, ['lsoa:2011', 'ward:2017'], ['lsoa11cd', 'wd17cd']);
  await at.run('derive', 'districts', at.workspace, '--geography', 'lsoa:2011');
  await at.observe(population, 'working_age', '--period', '2017', '--sum-columns', '16-64');
  await at.observe(claimants, 'claimants', '--period', '2017-09', '--sensitivity', 'restricted');
  await at.run('indicator', at.workspace, 'claimant_rate', '--rate', 'claimants/working_age');
  return at.workspace;
}

/** How many people live in each LSOA, by code: of the ages whose columns are named. */
export function countPeople(columns: readonly string[]): Map<string, number> {
  return readCounts(population, 'lsoa11_code', columns);
}

/** How many people claimed in each LSOA of Greater Manchester, by code, as it was published. */
export function countClaimants(): Map<string, number> {
  return readCounts(claimants, 'lsoa11cd', ['value']);
}

function readCounts(path: string, code: string, columns: readonly string[]): Map<string, number> {
  const { data } = Papa.parse<Record<string, string>>(readFileSync(path, 'utf8'), {
    header: true,
    skipEmptyLines: true,
  });
  return new Map(
    data.map((row) => [row[code]!, columns.reduce((sum, column) => sum + Number(row[column]), 0)]),
  );
}

interface Feature {
  properties: Record<string, string>;
}

function readFeatures(path: string): Feature[] {
  return (JSON.parse(readFileSync(path, 'utf8')) as { features: Feature[] }).features;
}

/** Imports into a workspace through the command line. */
class Importer {
  readonly workspace: string;
  readonly #folder: string;

  constructor(folder: string, name: string) {
    this.#folder = folder;
    this.workspace = join(folder, name);
  }

  run(...words: string[]): Promise<unknown> {
    return pinpointJson(this.#folder, ...words);
  }

  /** A real file of outlines, or those in it that lie in a district as a file of its own. */
  take(name: string, district: string | undefined): string {
    const path = realData(`boundaries/${name}`);
    if (district === undefined) return path;
    const features = readFeatures(path).filter(({ properties }) => properties['LADCD'] === district);
    const taken = join(this.#folder, name);
    writeFileSync(taken, JSON.stringify({ type: 'FeatureCollection', features }));
    return taken;
  }

  /** The rows of a real table that are of these areas, as a file of its own. */
  takeRows(path: string, areas: readonly Feature['properties'][]): string {
    const codes = new Set(areas.map((area) => area['LSOA11CD']));
    const [head = '', ...rows] = readFileSync(path, 'utf8').split('\n');
    const taken = join(this.#folder, 'rows.csv');
    writeFileSync(taken, [head, ...rows.filter((row) => codes.has(row.slice(0, 9)))].join('\n'));
    return taken;
  }

  begin(): Promise<unknown> {
    return this.run('new', this.workspace);
  }

  boundaries(path: string, geography: string, ...more: string[]): Promise<unknown> {
    const [kind = '', vintage = ''] = geography.split(':');
    return this.run(
      'import',
      'boundaries',
      this.workspace,
      path,
      '--geography',
      kind,
      '--vintage',
      vintage,
      ...more,
    );
  }

  lookUp(path: string, [from, to]: [string, string], [own, theirs]: [string, string]): Promise<unknown> {
    return this.run(
      'import',
      'lookup',
      this.workspace,
      path,
      '--from',
      from,
      '--to',
      to,
      '--from-column',
      own,
      '--to-column',
      theirs,
    );
  }

  /** Larger areas that are known by what lies in them. Their outlines, which nothing here asks for, are a box about the region. */
  async group([from, to]: [string, string], pairs: [string, string][]): Promise<void> {
    const [west, south, east, north] = [-3.3, 53.2, -2.5, 53.8];
    const box = [
      [west, south],
      [east, south],
      [east, north],
      [west, north],
      [west, south],
    ];
    const features = [...new Set(pairs.map(([, whole]) => whole))].map((code) => ({
      type: 'Feature',
      properties: { code, name: code },
      geometry: { type: 'Polygon', coordinates: [box] },
    }));
    const outlines = join(this.#folder, `${to.slice(0, 4)}.geojson`);
    writeFileSync(outlines, JSON.stringify({ type: 'FeatureCollection', features }));
    await this.boundaries(outlines, to, '--code-field', 'code', '--name-field', 'name');
    const lookup = join(this.#folder, `${to.slice(0, 4)}.csv`);
    writeFileSync(lookup, ['own,whole', ...pairs.map((pair) => pair.join(','))].join('\n'));
    await this.lookUp(lookup, [from, to], ['own', 'whole']);
  }

  observe(path: string, indicator: string, ...more: string[]): Promise<unknown> {
    return this.run(
      'import',
      'observations',
      this.workspace,
      path,
      '--geography',
      'lsoa',
      '--vintage',
      '2011',
      '--indicator',
      indicator,
      ...more,
    );
  }
}

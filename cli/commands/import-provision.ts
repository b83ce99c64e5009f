import type { Command } from 'commander';
import { PinpointError, siteKinds, type ImportFamily } from '#contract';
import type { ImportRequest, Options } from './import.ts';
import { choose } from './travel-options.ts';

/** Flags of each family by mapping field: what is said is told to whoever guesses the rest. */
const flags: Record<'providers' | 'sites' | 'performance' | 'postcodes', Record<string, string>> = {
  providers: {
    '--provider-column <name>': 'id of the provider',
    '--provider-name-column <name>': 'its name',
    '--programme-column <name>': 'id of the programme',
    '--programme-name-column <name>': 'its name',
    '--site-column <name>': 'id or name of the site; makes the rows deliveries',
    '--stage-column <name>': 'stage of the continuum',
    '--stage <stage>': 'stage of the whole file',
    '--funding-column <name>': 'funding stream',
    '--places-column <name>': 'places a year',
    '--cost-column <name>': 'pounds a year',
  },
  sites: {
    '--id-column <name>': 'id of the site',
    '--name-column <name>': 'its name',
    '--lon-column <name>': 'longitude, degrees',
    '--lat-column <name>': 'latitude, degrees',
    '--easting-column <name>': 'easting, metres',
    '--northing-column <name>': 'northing, metres',
    '--crs <crs>':
      'of easting and northing, EPSG:27700 unless said; without these columns of the points of a shapefile or GeoJSON',
    '--postcode-column <name>': 'postcode, where there are no coordinates',
    '--kind <kind>': `what the sites are: ${siteKinds.join(' or ')}`,
    '--kind-column <name>': 'the same in each row',
    '--jobs-column <name>': 'jobs or vacancies at the site',
    '--stage-column <name>': 'stage of the continuum; makes the rows deliveries',
    '--stage <stage>': 'stage of the whole file',
    '--funding-column <name>': 'funding stream',
    '--places-column <name>': 'places a year',
    '--margin <km>': 'leave out sites farther than this from the areas',
  },
  performance: {
    '--geography <kind>': 'lsoa, ward …: of the area codes, or what postcodes are added up to',
    '--vintage <year>': 'edition of the geography',
    '--code-column <name>': 'area code',
    '--postcode-column <name>': 'postcode, where there are no area codes',
    '--provider-column <name>': 'provider',
    '--provider <id>': 'provider of the whole file',
    '--programme-column <name>': 'programme',
    '--programme <id>': 'programme of the whole file',
    '--period-column <name>': 'period',
    '--period <period>': 'period of the whole file',
    '--starts-column <name>': 'people who began',
    '--outcomes-column <name>': 'job outcomes',
    '--sustained-column <name>': 'sustained job outcomes',
    '--cost-column <name>': 'pounds paid',
    '--target-column <name>': 'job outcomes agreed',
  },
  postcodes: {
    '--postcode-column <name>': 'postcode',
    '--lon-column <name>': 'longitude, degrees',
    '--lat-column <name>': 'latitude, degrees',
    '--easting-column <name>': 'easting, metres',
    '--northing-column <name>': 'northing, metres',
    '--ended-column <name>': 'date of termination',
  },
};

const pointsFlags = {
  '--code-column <name>': 'code of the area that a point belongs to; without one the area it lies in',
  '--lon-column <name>': 'longitude, degrees',
  '--lat-column <name>': 'latitude, degrees',
  '--easting-column <name>': 'easting, metres',
  '--northing-column <name>': 'northing, metres',
  '--crs <crs>':
    'of easting and northing, EPSG:27700 unless said; without these columns of the points of a shapefile or GeoJSON',
  '--postcode-column <name>': 'postcode, where there are no coordinates',
  '--weight-column <name>': 'how many live there; without one all points of an area weigh alike',
};

const descriptions: Record<keyof typeof flags, string> = {
  providers: 'who delivers which programmes, and where: CSV, point shapefile (zip) or GeoJSON',
  sites: 'places where something is delivered or people work: CSV, point shapefile (zip) or GeoJSON',
  performance: 'starts, outcomes and cost: CSV, point shapefile (zip) or GeoJSON',
  postcodes: 'a directory of postcodes: CSV, point shapefile (zip) or GeoJSON',
};

/** The families that say what is delivered, where people live, and the timetable that they travel by. */
export function addProvisionImports(
  parent: Command,
  family: (parent: Command, name: string) => Command,
  run: (request: ImportRequest) => Promise<void>,
): void {
  for (const [name, own] of Object.entries(flags)) {
    const command = family(parent, name).description(descriptions[name as keyof typeof flags]);
    for (const [flag, meaning] of Object.entries(own)) command.option(flag, meaning);
    command.action((workspace: string, files: string[], options: Options) => {
      const { kind } = options;
      if (typeof kind === 'string') choose('--kind', kind, siteKinds);
      const family = name as ImportFamily;
      const { margin, ...fields } = listTexts(options);
      const cut = typeof margin === 'string' ? { cutMarginKm: readKilometres('--margin', margin) } : {};
      return run({ workspace, family, files, options, fields: { ...fields, ...cut } });
    });
  }
  const points = family(parent, 'points')
    .description(
      'population points, where the people of areas live and journeys end: CSV, point shapefile (zip) or GeoJSON',
    )
    .requiredOption('--geography <kind>', 'lsoa, ward …: the areas that the points are of')
    .requiredOption('--vintage <year>', 'edition of the geography');
  for (const [flag, meaning] of Object.entries(pointsFlags)) points.option(flag, meaning);
  points.action((workspace: string, files: string[], options: Options) =>
    run({ workspace, family: 'points', files, options, fields: listTexts(options) }),
  );
  family(parent, 'timetable')
    .description(
      'a GTFS zip; trips that call in the region of the workspace or near it are kept with all their stops',
    )
    .option('--margin <km>', 'how near the areas a trip must call', '5')
    .option('--whole', 'keep the whole feed')
    .action((workspace: string, files: string[], options: Options) => {
      const margin = String(options['margin']);
      const fields = { cutMarginKm: options['whole'] === true ? null : readKilometres('--margin', margin) };
      return run({ workspace, family: 'timetable', files, options, fields });
    });
}

function readKilometres(flag: string, text: string): number {
  const km = Number(text);
  if (text.trim() !== '' && Number.isFinite(km) && km >= 0) return km;
  throw new PinpointError('usage', `${flag} takes kilometres from 0 up.`, { found: text });
}

const general = new Set(['mapping', 'member', 'table', 'publisher', 'licence', 'where', 'json', 'quiet']);

function listTexts(options: Options): Record<string, unknown> {
  return Object.fromEntries(Object.entries(options).filter(([name]) => !general.has(name)));
}

import {
  flagByte,
  knownPlaces,
  ledgerStageNames,
  type Coverage,
  type Ledger,
  type LedgerRow,
  type LedgerStage,
  type NeedOf,
  getTravelMode,
  writeGeography,
} from '#contract';
import { formatPeriod } from '#core/periods';
import { listCoverageMeasures, phraseCells, type CoverageMeasure } from '#core/provision';
import { readValues } from '#core/targeting';
import { shorthand, type Fact } from '#core/disclosure';
import { makeAreaTable } from '../figures/index.ts';
import { sitesOf } from './catchments.ts';
import {
  areaColumns,
  makeTable,
  number,
  rate,
  orNothing,
  orUnknown,
  text,
  whole,
  type ReadColumn,
} from './columns.ts';
import type { Content, Made, Making } from './making.ts';
import { factNumber } from './facts.ts';
import { makeSitesTable } from './provision.ts';

/** Coverage of each area by a selector, and the sites that it picks. */
export function documentCoverage({ request }: Content<'coverage'>, coverage: Coverage, making: Making): Made {
  const { geography, travel } = request;
  const areas = making.reader.getAreas(geography);
  const shapes = making.shapesOf(geography);
  const provision = making.reader.getProvision();
  const names = new Map(provision.sites.map(({ id, name }) => [id, name]));
  const need = readNeedFacts(geography, request.need, making);
  const [first, ...others] = listCoverageMeasures(coverage, travel);
  const nearest = (area: number): string | null => coverage.sites[coverage.nearest[area]!] ?? null;
  const main = makeTable<number>({
    name: 'coverage',
    sheet: 'Coverage',
    holds: `Coverage: ${areas.codes.length} areas`,
    geometry: 'areas',
    columns: [
      ...areaColumns(areas),
      whole('need', need.title, (area) => need.cell(area, coverage.need[area]!), need.unit),
      ...measureColumns(first === undefined ? [] : [first]),
      text('nearest_site', 'Id of the nearest site', nearest),
      text('nearest_site_name', 'Nearest site', (area) => names.get(nearest(area) ?? '') ?? null),
      ...measureColumns(others),
    ],
    rows: areas.codes.map((_, area) => area),
    describe: (area) => ({ id: areas.codes[area]!, shape: shapes.get(areas.codes[area]!) }),
  });
  const { totals } = coverage;
  return {
    title: `Coverage by ${request.selector}`,
    tables: [main, makeSitesTable(sitesOf(coverage, provision))],
    facts: [
      ['Result', coverage.sentence],
      ...selectionFacts(request),
      ['Need', need.title],
      ['Places', String(totals.places)],
      ['Places that reach nobody in need', String(totals.unreachedPlaces)],
      ['Deliveries without known places', String(totals.deliveriesWithoutPlaces)],
    ],
    releases: need.releases,
  };
}

/** What coverage says of each area; a cell stays empty where nothing is in reach, and a rate that is not known is marked so. */
function measureColumns(measures: readonly CoverageMeasure[]): ReadColumn<number>[] {
  return measures.map((measure) => {
    const { key, unit, kind, values } = measure;
    const column = kind === 'count' ? whole<number> : kind === 'rate' ? rate<number> : number<number>;
    const cell = kind === 'rate' ? orUnknown : orNothing;
    return column(key, phraseCells(measure), (area) => cell(values[area]!), unit);
  });
}

const countNames = { sites: 'sites', programmes: 'programmes', fundingStreams: 'funding streams' };

function selectionFacts(request: Content<'coverage'>['request'] | Content<'ledger'>['request']): Fact[] {
  const { selector, day, geography, travel } = request;
  return [
    ['Selector', selector],
    ['Deliveries of', day ?? 'any date'],
    ['Geography and vintage', writeGeography(geography)],
    ['Limit', `${factNumber(travel.limit, 'travel')} ${getTravelMode(travel.mode).unit}`],
  ];
}

interface NeedFacts {
  title: string;
  unit: string;
  releases: number[];
  /** The count, or the mark of what is not known. */
  cell(area: number, value: number): number | string;
}

/** What the need count of a request is, for people, and how its gaps are marked. */
export function readNeedFacts(geography: string, need: NeedOf, { reader }: Making): NeedFacts {
  const column = readValues(makeAreaTable(reader, geography), need);
  const { name, unit } = reader.getIndicator(need.indicator);
  const cohort = need.cohort === 'all' ? '' : ` (${need.cohort})`;
  const period = column.period === null ? '' : `, ${formatPeriod(column.period)}`;
  return {
    title: `${name}${cohort}${period}`,
    unit,
    releases: column.releases,
    cell(area, value) {
      if (!Number.isNaN(value)) return value;
      return column.flags[area] === flagByte.suppressed ? shorthand.suppressed.mark : shorthand.missing.mark;
    },
  };
}

/** The provision ledger: its rows, and last the totals. */
export function documentLedger({ request }: Content<'ledger'>, ledger: Ledger, making: Making): Made {
  const by = request.by === 'area' ? request.geography : request.by;
  const shapes = making.shapesOf(by);
  const need = readNeedFacts(request.geography, request.need, making);
  const people = need.unit;
  const main = makeTable<LedgerRow>({
    name: 'ledger',
    sheet: 'Ledger',
    holds: `The ledger: ${ledger.rows.length} rows and ${ledger.totals.length} totals`,
    geometry: 'areas',
    columns: [
      text('area_code', `${writeGeography(by)} code; empty in the totals`, ({ code }) => code),
      text('area_name', `${writeGeography(by)} name`, ({ name }) => name),
      text('stage', 'Stage of the continuum', ({ stage }) => nameStage(stage)),
      whole('areas', 'Areas', ({ areas }) => areas),
      whole('unknown_areas', 'Areas whose need is not known', ({ unknownAreas }) => unknownAreas),
      number('need', need.title, (row) => row.need, people),
      number('covered_need', 'Need inside a catchment', (row) => row.coveredNeed, people),
      number('gap', 'Need outside all catchments', (row) => row.gap, people),
      number('coverage', 'Share of need inside a catchment', (row) => row.coverage, '0 to 1'),
      number('duplicated_need', 'Need inside two or more', (row) => row.duplicatedNeed, people),
      number('triplicated_need', 'Need inside three or more', (row) => row.triplicatedNeed, people),
      number(
        'duplication',
        `Mean number of ${countNames[ledger.count]} beyond the first`,
        (row) => row.duplication,
      ),
      number('places', 'Known places that the need draws on', placesOf, 'places a year'),
      rate('places_per_100', 'Places per 100 in need', (row) => row.placesPer100),
      whole('sites', 'Sites in reach', (row) => row.sites),
      whole('programmes', 'Programmes in reach', (row) => row.programmes),
      whole(
        'deliveries_without_places',
        'Deliveries in reach whose places are not known',
        (row) => row.withoutPlaces,
      ),
      text('funding_streams', 'Funding streams in reach', (row) => row.fundingStreams.join('; ')),
    ],
    rows: [...ledger.rows, ...ledger.totals],
    describe: ({ code, stage }) => ({
      id: `${code ?? 'all'} ${stage ?? 'all'}`,
      shape: code === null ? undefined : shapes.get(code),
    }),
  });
  return {
    title: `Provision ledger: ${request.selector}`,
    tables: [main],
    facts: [
      ['Result', ledger.sentence],
      ...selectionFacts(request),
      ['Rows', writeGeography(by)],
      ['Need', need.title],
      ['Places', String(ledger.places)],
      ['Places that reach nobody in need', String(ledger.unreachedPlaces)],
      ['Places drawn on elsewhere', String(ledger.placesElsewhere)],
      ['Deliveries without known places', String(ledger.deliveriesWithoutPlaces)],
    ],
    releases: need.releases,
  };
}

/** The sum of known places; where there are places and none of them is known, the mark for that. */
function placesOf({ places, withoutPlaces }: LedgerRow): number | string {
  return knownPlaces(places, withoutPlaces) === 'none' ? shorthand.missing.mark : places;
}

function nameStage(stage: LedgerStage | null): string {
  if (stage === null) return 'All stages';
  return ledgerStageNames[stage];
}

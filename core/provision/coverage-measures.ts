import { type CountedThing, type Coverage, type Travel, getTravelMode } from '#contract';

/** What coverage says of each area as a number, in the order in which it is shown. */
export const coverageMeasureIds = [
  'minutes',
  'sites',
  'programmes',
  'fundingStreams',
  'covered',
  'gap',
  'duplication',
  'balance',
  'score',
  'enhancedScore',
  'withoutPlaces',
] as const;
export type CoverageMeasureId = (typeof coverageMeasureIds)[number];

/** One of them as a column. */
export interface CoverageMeasure {
  id: CoverageMeasureId;
  /** snake_case, for files. */
  key: string;
  /** For the head of a column. */
  title: string;
  /** What it is, in full. */
  meaning: string;
  /** What an empty cell of it means, where that is not plain. */
  empty?: string;
  unit: string | null;
  /** Shares lie between 0 and 1; rates are per 100. */
  kind: 'travel' | 'count' | 'share' | 'mean' | 'rate';
  /** Aligned with the areas; NaN: of travel where nothing is in reach, of rates where they are not known. */
  values: Float64Array | Int32Array;
}

const countNames: Record<CountedThing, string> = {
  sites: 'sites',
  programmes: 'programmes',
  fundingStreams: 'funding streams',
};

/** The columns of a coverage: travel to the nearest site, what is in reach, gap and duplication, and places within reach. */
export function listCoverageMeasures(coverage: Coverage, { mode }: Pick<Travel, 'mode'>): CoverageMeasure[] {
  const { unit } = getTravelMode(mode);
  return [
    {
      id: 'minutes',
      key: unit,
      title: unit === 'minutes' ? 'Minutes' : 'Nearest',
      meaning: `Travel to the nearest site in ${unit}`,
      empty: 'empty where none is in reach',
      unit,
      kind: 'travel',
      values: coverage.minutes,
    },
    counted('sites', 'sites', 'Sites', coverage.siteCount),
    counted('programmes', 'programmes', 'Programmes', coverage.programmeCount),
    counted('fundingStreams', 'funding_streams', 'Funding streams', coverage.fundingStreamCount),
    {
      id: 'covered',
      key: 'covered',
      title: 'Covered',
      meaning: 'Share of the area inside a catchment',
      unit: '0 to 1',
      kind: 'share',
      values: coverage.covered,
    },
    {
      id: 'gap',
      key: 'gap',
      title: 'Gap',
      meaning: 'Share of the area outside all catchments',
      unit: '0 to 1',
      kind: 'share',
      values: coverage.gap,
    },
    {
      id: 'duplication',
      key: 'duplication',
      title: 'Duplication',
      meaning: `Mean number of ${countNames[coverage.count]} beyond the first`,
      unit: null,
      kind: 'mean',
      values: coverage.duplication,
    },
    {
      id: 'balance',
      key: 'balance',
      title: 'Balance',
      meaning: 'Duplication less gap',
      unit: null,
      kind: 'mean',
      values: coverage.balance,
    },
    {
      id: 'score',
      key: 'score',
      title: 'Places, 2SFCA',
      meaning: 'Places per 100 in need that can be reached (2SFCA)',
      unit: 'per 100 in need',
      kind: 'rate',
      values: coverage.score,
    },
    {
      id: 'enhancedScore',
      key: 'enhanced_score',
      title: 'Places, E2SFCA',
      meaning: 'Places per 100 in need that can be reached, nearer places counting more (E2SFCA, slow decay)',
      unit: 'per 100 in need',
      kind: 'rate',
      values: coverage.enhancedScore,
    },
    {
      id: 'withoutPlaces',
      key: 'deliveries_without_places',
      title: 'Without places',
      meaning: 'Deliveries in reach whose places are not known',
      unit: null,
      kind: 'count',
      values: coverage.withoutPlaces,
    },
  ];
}

function counted(id: CoverageMeasureId, key: string, title: string, values: Int32Array): CoverageMeasure {
  return { id, key, title, meaning: `${title} in reach`, unit: null, kind: 'count', values };
}

/** What a measure is, for the cells of a table: its meaning, and what an empty cell means where that is not plain. */
export function phraseCells({ meaning, empty }: Pick<CoverageMeasure, 'meaning' | 'empty'>): string {
  return empty === undefined ? meaning : `${meaning}; ${empty}`;
}

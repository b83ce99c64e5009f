import { formatPlural, flagByte, type AreaList } from '#contract';
import {
  useAreaMeasures,
  useCoverageFor,
  useProvisionFacts,
  useReachFor,
  useShadingMeasure,
  type AreaMeasure,
} from '../state/index.ts';
import { formatWhole } from '../ui/index.ts';

/** A figure of an area in words: suppressed, missing and "at least" are said. */
export function measureWords(measure: AreaMeasure, index: number): string {
  const flag = measure.flags[index];
  if (flag === flagByte.suppressed) return 'suppressed';
  if (flag === flagByte.missing) return measure.missing.toLowerCase();
  const value = measure.values[index] ?? Number.NaN;
  const number =
    measure.decimals === 0
      ? formatWhole(value)
      : value.toLocaleString('en-GB', { maximumFractionDigits: measure.decimals });
  return `${measure.atLeast?.[index] === 1 ? '≥ ' : ''}${number}`;
}

/** "18 minutes": a figure with its unit where that is short. */
function withUnit(measure: AreaMeasure | undefined, index: number): string {
  if (measure === undefined) return '';
  const words = measureWords(measure, index);
  const isNumber = measure.flags[index] === flagByte.exact;
  return isNumber && ['minutes', 'km', '%'].includes(measure.unit) ? `${words} ${measure.unit}` : words;
}

interface Line {
  name: string;
  value: string;
}

/** "2 sites" */
function counted(measure: AreaMeasure | undefined, index: number, thing: string): string {
  return formatPlural(measure?.values[index] ?? 0, thing);
}

type Find = (id: AreaMeasure['id']) => AreaMeasure | undefined;

function coverageLines(find: Find, nearest: string, index: number): Line[] {
  const value = (id: AreaMeasure['id']): string => withUnit(find(id), index);
  return [
    { name: 'Nearest site', value: nearest === '' ? value('minutes') : `${nearest}, ${value('minutes')}` },
    {
      name: 'In reach',
      value: [
        counted(find('sites'), index, 'site'),
        counted(find('programmes'), index, 'programme'),
        counted(find('fundingStreams'), index, 'stream'),
      ].join(', '),
    },
    {
      name: 'Covered',
      value: `${value('covered')}; gap ${value('gap')}; duplication ${value('duplication')}`,
    },
    {
      name: 'Places per 100',
      value:
        find('score')?.flags[index] === flagByte.missing
          ? 'not known'
          : `${value('score')} (E2SFCA ${value('enhancedScore')})`,
    },
  ];
}

function reachLines(find: Find, isUnsure: boolean, index: number): Line[] {
  const value = (id: AreaMeasure['id']): string => withUnit(find(id), index);
  const unsure = isUnsure ? ' (unsure: too few in need)' : '';
  return [
    { name: 'Starts', value: `${value('starts')}; ${value('startsPer100')} per 100 in need${unsure}` },
    { name: 'Outcomes', value: `${value('successes')}; ${value('successRate')} per 100 starts` },
    { name: 'Of target', value: value('percentOfTarget') },
  ];
}

/** What coverage and reach say of an area, on the map's card; first what shades the map. */
export function MeasureLines({ list, index }: { list: AreaList; index: number }) {
  const measures = useAreaMeasures(list);
  const shading = useShadingMeasure(list);
  const coverage = useCoverageFor(list.geography, list.codes.length);
  const reach = useReachFor(list.geography, list.codes.length);
  const sites = useProvisionFacts()?.provision.sites;
  const find: Find = (id) => measures.find((measure) => measure.id === id);
  const site = coverage?.sites[coverage.nearest[index] ?? -1];
  const nearest = sites?.find(({ id }) => id === site)?.name ?? '';
  const lines = [
    ...(shading?.id === 'balance' ? [{ name: 'Balance', value: measureWords(shading, index) }] : []),
    ...(coverage === null ? [] : coverageLines(find, nearest, index)),
    ...(reach === null ? [] : reachLines(find, reach.unsure[index] === 1, index)),
  ];
  if (lines.length === 0) return null;
  return (
    <dl className="area-card-lines">
      {lines.map(({ name, value }) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

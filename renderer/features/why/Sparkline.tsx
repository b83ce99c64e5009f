import {
  findLeavingAt,
  periodLabel,
  series,
  useLeaving,
  useSession,
  type IndicatorFacts,
} from '../../state/index.ts';
import { formatDecimal, formatPlain, LeavingMark } from '../../ui/index.ts';

interface SparklineProps {
  geography: string;
  code: string;
  /** Its position among the areas of the geography. */
  area: number;
  indicator: IndicatorFacts;
  cohort: string;
}

interface ToldProps extends SparklineProps {
  points: readonly { word: string; value: number; period: string }[];
}

const height = 44;

/** Unbroken runs of known values: a gap is a gap. */
function runsOf(values: Float64Array): { index: number; value: number }[][] {
  const runs: { index: number; value: number }[][] = [[]];
  for (const [index, value] of values.entries()) {
    if (Number.isNaN(value)) runs.push([]);
    else runs.at(-1)?.push({ index, value });
  }
  return runs.filter((run) => run.length > 0);
}

function rangeOf(values: Float64Array): [number, number] {
  let low = Infinity;
  let high = -Infinity;
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return low > high ? [0, 1] : [low, high];
}

function Line({ values }: { values: Float64Array }) {
  const [, high] = rangeOf(values);
  const x = (index: number): number => (values.length < 2 ? 50 : (100 * index) / (values.length - 1));
  const y = (value: number): number => height - 4 - (value / (high || 1)) * (height - 8);
  return (
    <svg
      className="spark"
      width="100%"
      height={height}
      viewBox={`0 0 100 ${height}`}
      preserveAspectRatio="none"
      aria-hidden
    >
      <line className="spark-base" x1="0" x2="100" y1={height - 4} y2={height - 4} />
      {runsOf(values).map((run) => (
        <polyline
          key={run[0]?.index}
          points={run.map(({ index, value }) => `${x(index)},${y(value).toFixed(2)}`).join(' ')}
        />
      ))}
    </svg>
  );
}

/** Values of periods that are told in words, each with what would become of it if it left. */
function Told({ points, geography, area, indicator, cohort }: ToldProps) {
  const description = useSession((state) => state.description);
  const isRate = indicator.kind === 'rate';
  const columns = useLeaving(
    geography,
    points.map(({ period }) => ({ indicator: indicator.id, cohort, period, releases: null })),
  );
  return points.map(({ word, value, period }, at) => {
    const number = isRate ? `${formatDecimal(value)} %` : formatPlain(value);
    const leaving = findLeavingAt(columns[at], area);
    return (
      <span key={word}>
        {word} {number} in {periodLabel(description, period)}
        {leaving === null ? null : (
          <>
            {' '}
            <LeavingMark state={leaving.state} policy={leaving.policy} />
          </>
        )}
        {at < points.length - 1 ? '; ' : '.'}
      </span>
    );
  });
}

/** An indicator of one area over time, from zero, with its first, last and highest values in words. */
export function Sparkline(props: SparklineProps) {
  const { geography, code, indicator, cohort } = props;
  const { value, loading } = series.use({ geography, code, indicator: indicator.id, cohort });
  if (value === null) return <p className="why-fact">{loading ? 'Reading the series…' : 'No series.'}</p>;
  const runs = runsOf(value.values).flat();
  const [first, last] = [runs[0], runs.at(-1)];
  if (first === undefined || last === undefined || runs.length < 2)
    return <p className="why-fact">Only one period has a value: there is no trend to draw.</p>;
  const highest = runs.reduce((best, point) => (point.value > best.value ? point : best));
  const points = [
    { word: 'first', ...first },
    { word: 'last', ...last },
    { word: 'highest', ...highest },
  ].map(({ word, index, value: known }) => ({ word, value: known, period: value.periods[index]! }));
  return (
    <figure>
      <Line values={value.values} />
      <figcaption className="why-fact">
        {indicator.name}: <Told {...props} points={points} />
      </figcaption>
    </figure>
  );
}

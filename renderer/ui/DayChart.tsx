import { formatWhole } from './format.ts';
import { formatDay } from './timetable.ts';

export interface DayChartProps {
  days: readonly { day: string; trips: number }[];
  /** What the chart shows, in a sentence: the same for those who do not see it. */
  words: string;
}

const height = 100;
/** Of the height, for the marks of days without service below the bars. */
const foot = 10;

/** Trips on every day as bars side by side; a day without service has a mark below the line. */
export function DayChart({ days, words }: DayChartProps) {
  const [first, last] = [days[0], days.at(-1)];
  if (first === undefined || last === undefined) return null;
  const most = Math.max(1, ...days.map(({ trips }) => trips));
  return (
    <figure className="day-chart">
      <div className="day-chart-top quiet" aria-hidden>
        {formatWhole(most)} trips
      </div>
      <svg
        role="img"
        aria-label={words}
        viewBox={`0 0 ${days.length} ${height}`}
        preserveAspectRatio="none"
        className="day-chart-bars"
      >
        {days.map(({ day, trips }, at) =>
          trips === 0 ? (
            <rect key={day} className="day-chart-none" x={at} y={height - foot} width={1} height={foot} />
          ) : (
            <rect
              key={day}
              className="day-chart-bar"
              x={at + 0.06}
              y={(height - foot) * (1 - trips / most)}
              width={0.88}
              height={(height - foot) * (trips / most)}
            />
          ),
        )}
      </svg>
      <div className="day-chart-ends quiet" aria-hidden>
        <span>{formatDay(first.day)}</span>
        {days.some(({ trips }) => trips === 0) ? (
          <span>
            <span className="day-chart-key" /> a day without service
          </span>
        ) : null}
        <span>{formatDay(last.day)}</span>
      </div>
    </figure>
  );
}

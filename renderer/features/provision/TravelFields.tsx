import { getTravelMode, isByTimetable, travelModes, travelPercentiles, type TravelMode } from '#contract';
import { setTravel, useProvisionFacts, useTravel } from '../../state/index.ts';
import { Segments, Select, Slider, TextField, type Segment } from '../../ui/index.ts';
import { TimetableList } from './TimetableList.tsx';
import { dayHelp } from './timetables.ts';

/** Those by timetable first, those in kilometres last. */
const placeOf = (id: TravelMode): number =>
  isByTimetable(id) ? 0 : getTravelMode(id).unit === 'minutes' ? 1 : 2;
const modeSegments: Segment<TravelMode>[] = travelModes
  .toSorted((a, b) => placeOf(a) - placeOf(b))
  .map((id) => ({ id, name: getTravelMode(id).name }));

const directions = [
  { id: 'to', name: 'Who can reach it' },
  { id: 'from', name: 'Where people can get to' },
] as const;

const lengths = [
  { id: '1', name: 'one minute' },
  { id: '30', name: '30 minutes' },
  { id: '60', name: '1 hour' },
  { id: '120', name: '2 hours' },
  { id: '180', name: '3 hours' },
];

const percentileNames: Record<number, string> = {
  5: '5 % (lucky)',
  25: '25 %',
  50: '50 % (median)',
  75: '75 %',
  95: '95 % (unlucky)',
};

const clock = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;

function minutesOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return 60 * hours + minutes;
}

function windowOf(start: number, length: number): string {
  return `${clock(start)}-${clock(start + length)}`;
}

function TimeFields() {
  const { window, percentile, direction, date } = useTravel();
  const facts = useProvisionFacts();
  const [from = '07:00', to = '09:00'] = window.split('-');
  const start = minutesOf(from);
  const length = minutesOf(to) - start;
  const isDay = date === null || /^\d{4}-\d{2}-\d{2}$/.test(date);
  return (
    <>
      <Slider
        label={direction === 'to' ? 'Arriving' : 'Leaving'}
        name="Time of day"
        value={start}
        min={0}
        max={1425}
        step={15}
        text={`${from}–${to}`}
        onChange={(value) => setTravel({ window: windowOf(value, length) })}
      />
      <Segments
        label="Direction"
        segments={directions}
        value={direction}
        onChange={(id) => setTravel({ direction: id })}
      />
      <div className="provision-pair">
        <Select
          label="Window"
          options={lengths}
          value={String(length)}
          onChange={(id) => setTravel({ window: windowOf(start, Number(id)) })}
        />
        <Select
          label="Percentile"
          options={travelPercentiles.map((item) => ({ id: String(item), name: percentileNames[item] ?? '' }))}
          value={String(percentile)}
          onChange={(id) =>
            setTravel({ percentile: travelPercentiles.find((item) => String(item) === id) ?? 50 })
          }
        />
      </div>
      <TimetableList />
      {facts === null || !facts.timetables.some(({ inUse }) => inUse) ? (
        <p className="provision-note">
          {(facts?.timetables.length ?? 0) > 0
            ? 'No timetable is in use: tick one, or measure on foot, by bicycle or by distance.'
            : 'This workspace has no timetable: import a GTFS zip, or measure on foot, by bicycle or by distance.'}
        </p>
      ) : (
        <TextField
          label="Day of travel"
          value={date ?? ''}
          placeholder={facts.usualDay ?? 'YYYY-MM-DD'}
          onChange={(text) => setTravel({ date: text.trim() === '' ? null : text.trim() })}
          help={dayHelp(date, facts)}
          error={isDay ? undefined : 'Write the day as 2008-07-01.'}
        />
      )}
    </>
  );
}

/** How far counts as reached: by what, how long, when, how reliably, which way. */
export function TravelFields() {
  const { mode, limit } = useTravel();
  const { unit, limit: limits } = getTravelMode(mode);
  const choose = (id: TravelMode): void => {
    const next = getTravelMode(id);
    setTravel({ mode: id, limit: next.unit === unit ? limit : next.limit.usual });
  };
  return (
    <>
      <Segments label="Travel by" segments={modeSegments} value={mode} onChange={choose} />
      <Slider
        label="Within"
        name={unit === 'kilometres' ? 'Kilometres' : 'Minutes'}
        value={limit}
        min={limits.least}
        max={limits.most}
        step={limits.step}
        text={unit === 'kilometres' ? `${limit} km` : `${limit} minutes`}
        onChange={(value) => setTravel({ limit: value })}
      />
      {isByTimetable(mode) ? <TimeFields /> : null}
    </>
  );
}

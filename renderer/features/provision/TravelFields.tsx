import { travelPercentiles, type TravelMode } from '#contract';
import { setTravel, useProvisionFacts, useTravel } from '../../state/index.ts';
import { Segments, Select, Slider, TextField, type Segment } from '../../ui/index.ts';
import { TimetableList } from './TimetableList.tsx';
import { dayHelp } from './timetables.ts';

const modeNames: Record<TravelMode, string> = {
  transit: 'Transit',
  walk: 'Walk',
  cycle: 'Cycle',
  distance: 'Distance',
};
const modeSegments: Segment<TravelMode>[] = (['transit', 'walk', 'cycle', 'distance'] as const).map((id) => ({
  id,
  name: modeNames[id],
}));

const directions = [
  { id: 'to', name: 'Who can reach it' },
  { id: 'from', name: 'Where one gets from it' },
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
  const isDistance = mode === 'distance';
  const choose = (id: TravelMode): void => {
    const usual = id === 'distance' ? 2 : 30;
    setTravel({ mode: id, limit: (id === 'distance') === isDistance ? limit : usual });
  };
  return (
    <>
      <Segments label="Travel by" segments={modeSegments} value={mode} onChange={choose} />
      <Slider
        label="Within"
        name={isDistance ? 'Kilometres' : 'Minutes'}
        value={limit}
        min={isDistance ? 0.5 : 5}
        max={isDistance ? 20 : 90}
        step={isDistance ? 0.5 : 5}
        text={isDistance ? `${limit} km` : `${limit} minutes`}
        onChange={(value) => setTravel({ limit: value })}
      />
      {mode === 'transit' ? <TimeFields /> : null}
    </>
  );
}

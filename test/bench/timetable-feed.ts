import { createWriteStream } from 'node:fs';
import { Zip, ZipDeflate } from 'fflate';

/** How large a made-up feed is: trips × calls = stop times. */
export interface FeedSize {
  stops: number;
  routes: number;
  tripsARoute: number;
  calls: number;
}

/**
 * Writes the zip of a made-up metropolitan feed: bus routes that run across a square grid of stops, every few minutes from five in the
 * morning until past midnight, on weekdays, Saturdays and Sundays. Ids are as long as real ones. The same size gives the same file.
 */
export async function writeFeed(path: string, size: FeedSize): Promise<void> {
  const output = createWriteStream(path);
  const zip = new Zip((error, chunk, isLast) => {
    if (error) output.destroy(error);
    else if (isLast) output.end(chunk);
    else output.write(chunk);
  });
  const finished = new Promise<void>((resolve, reject) => {
    output.on('finish', () => resolve()).on('error', reject);
  });
  for (const [name, lines] of Object.entries(describeFeed(size))) addFile(zip, name, lines);
  zip.end();
  await finished;
}

const linesAtOnce = 20_000;

function addFile(zip: Zip, name: string, lines: Iterable<string>): void {
  const file = new ZipDeflate(name, { level: 1 });
  zip.add(file);
  const encoder = new TextEncoder();
  let waiting: string[] = [];
  for (const line of lines) {
    waiting.push(line);
    if (waiting.length < linesAtOnce) continue;
    file.push(encoder.encode(`${waiting.join('\n')}\n`));
    waiting = [];
  }
  file.push(encoder.encode(`${waiting.join('\n')}\n`), true);
}

function describeFeed(size: FeedSize): Record<string, Iterable<string>> {
  return {
    'agency.txt': [
      'agency_id,agency_name,agency_url,agency_timezone',
      'A,Bench,https://example.org,Europe/London',
    ],
    'calendar.txt': [
      'service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,start_date,end_date',
      'weekday,1,1,1,1,1,0,0,20230901,20240831',
      'saturday,0,0,0,0,0,1,0,20230901,20240831',
      'sunday,0,0,0,0,0,0,1,20230901,20240831',
    ],
    'routes.txt': ['route_id,agency_id,route_short_name,route_long_name,route_type', ...listRoutes(size)],
    'stops.txt': ['stop_id,stop_name,stop_lat,stop_lon', ...listStops(size)],
    'trips.txt': listTrips(size),
    'stop_times.txt': listStopTimes(size),
  };
}

function* listRoutes({ routes }: FeedSize): Generator<string> {
  for (let route = 0; route < routes; route++) yield `R${route},A,${route},,3`;
}

const stopId = (stop: number) => `1800SB${String(stop).padStart(6, '0')}`;
const tripId = (route: number, trip: number) =>
  `VJ${String(route).padStart(4, '0')}bench939f29683023b${String(trip).padStart(5, '0')}`;

/** A grid of about 300 metres from stop to stop. */
function* listStops({ stops }: FeedSize): Generator<string> {
  const side = Math.ceil(Math.sqrt(stops));
  for (let stop = 0; stop < stops; stop++) {
    const lat = 53.3 + Math.floor(stop / side) * 0.0027;
    const lon = -2.7 + (stop % side) * 0.0045;
    yield `${stopId(stop)},Stop ${stop},${lat.toFixed(6)},${lon.toFixed(6)}`;
  }
}

function* listTrips({ routes, tripsARoute }: FeedSize): Generator<string> {
  yield 'route_id,service_id,trip_id';
  for (let route = 0; route < routes; route++) {
    for (let trip = 0; trip < tripsARoute; trip++) {
      const service = trip % 5 === 3 ? 'saturday' : trip % 5 === 4 ? 'sunday' : 'weekday';
      yield `R${route},${service},${tripId(route, trip)}`;
    }
  }
}

function* listStopTimes({ stops, routes, tripsARoute, calls }: FeedSize): Generator<string> {
  yield 'trip_id,arrival_time,departure_time,stop_id,stop_sequence,pickup_type,drop_off_type,timepoint';
  const side = Math.ceil(Math.sqrt(stops));
  const headway = Math.floor((20 * 3600) / tripsARoute);
  for (let route = 0; route < routes; route++) {
    const step = route % 2 === 0 ? 1 : side;
    const begin = (route * 7919) % stops;
    for (let trip = 0; trip < tripsARoute; trip++) {
      const departure = 5 * 3600 + trip * headway;
      for (let call = 0; call < calls; call++) {
        const at = clock(departure + call * 75);
        const stop = stopId((begin + call * step) % stops);
        yield `${tripId(route, trip)},${at},${at},${stop},${call},0,${call === 0 ? 1 : 0},${call % 8 === 0 ? 1 : 0}`;
      }
    }
  }
}

function clock(seconds: number): string {
  const two = (value: number) => String(Math.floor(value)).padStart(2, '0');
  return `${two(seconds / 3600)}:${two((seconds / 60) % 60)}:${two(seconds % 60)}`;
}

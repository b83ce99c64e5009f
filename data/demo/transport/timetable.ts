import type {
  CalendarDateInput,
  CalendarInput,
  RouteInput,
  TimetableInput,
  TransferInput,
  TripInput,
} from '#core/routing';
import { toPlane } from '../land/plane.ts';
import { busSpeed, busSpells, departuresOf, railSpells, type Service, services } from './clock.ts';
import { type BusLine, drawBusLines } from './lines.ts';
import { landings, railways } from './railways.ts';
import { distanceKm, findNode, type Roads } from './roads.ts';
import { type StopCall, openStopBook, type StopBook } from './stops.ts';

const [bus, rail, ferry] = [3, 2, 4];
const railKmPerHour = 55;
const railDwellSeconds = 40;
/** From the middle of a centre to its landing stage buses take the street. */
const interchanges: Record<string, number> = { Central: 0, 'Birkenhead and Tranmere': 2 };

/** Runs from 1 July 2008 for a year. On bank holidays as on Sundays, at Christmas not at all. */
const [firstDate, lastDate] = ['2008-07-01', '2009-06-30'];
const bankHolidays = [
  '2008-08-25',
  '2008-12-26',
  '2009-01-01',
  '2009-04-10',
  '2009-04-13',
  '2009-05-04',
  '2009-05-25',
];
const christmas = '2008-12-25';

/** Everything is collected here, call by call. */
interface Feed {
  routes: RouteInput[];
  trips: TripInput[];
  columns: { trip: number[]; stop: number[]; sequence: number[]; arrival: number[]; departure: number[] };
}

/** The synthetic timetable of the stylised region: buses, four railways and the ferry, by weekday, Saturday and Sunday. The same every time. */
export function makeTimetable(): TimetableInput {
  const { roads, lines } = drawBusLines();
  const book = openStopBook(roads);
  const feed: Feed = {
    routes: [],
    trips: [],
    columns: { trip: [], stop: [], sequence: [], arrival: [], departure: [] },
  };
  for (const [i, line] of lines.entries()) addBusLine(feed, { line, book, roads, rank: i });
  for (const [i, { id, name, stations }] of railways.entries()) {
    feed.routes.push({ id, name, type: rail });
    const calls = callsAtStations(stations, roads, book);
    addBothWays(feed, { route: id, calls, offset: 4 * i, spells: railSpells, secondsOf: railSeconds });
  }
  addFerry(feed, book);
  const open = Array.from({ length: feed.columns.trip.length }, () => 0);
  return {
    stops: book.stops,
    stations: book.stations,
    routes: feed.routes,
    trips: feed.trips,
    stopTimes: { ...feed.columns, pickup: open, dropOff: open },
    calendars: calendars(),
    calendarDates: calendarDates(),
    frequencies: [],
    transfers: changesAtStations(book, roads),
  };
}

interface Adding {
  line: BusLine;
  book: StopBook;
  roads: Roads;
  rank: number;
}

function addBusLine(feed: Feed, { line, book, roads, rank }: Adding): void {
  const id = `bus-line-${line.name}`;
  const [first, last] = [line.nodes[0]!, line.nodes.at(-1)!].map((node) => roads.nodes[node]!.name);
  feed.routes.push({ id, name: `${line.name} ${first} – ${last} (synthetic)`, type: bus });
  const calls = fromLanding(line, book, roads) ?? book.alongRoad(line.nodes);
  const base = line.kind === 'tunnel' ? 10 : line.kind === 'orbital' ? 20 : [12, 15, 20, 30][rank % 4]!;
  addBothWays(feed, {
    route: id,
    calls,
    offset: 7 * rank,
    spells: (service) => busSpells(service, base),
    secondsOf: (km, minute, service) => (km / busSpeed(minute, service)) * 3600,
  });
  if (rank < 4) addNightBuses(feed, id, calls);
}

/** Lines out of Liverpool and Birkenhead begin at the landing stages of the ferry. */
function fromLanding(line: BusLine, book: StopBook, roads: Roads): StopCall[] | undefined {
  const centre = roads.nodes[line.nodes[0]!]!;
  const landing = line.kind === 'radial' ? landings[interchanges[centre.name] ?? -1] : undefined;
  if (landing === undefined) return undefined;
  const [head, ...rest] = book.alongRoad(line.nodes);
  const begin = book.at(`bus-${landing.id}`, `${landing.name}, bus stop`, landing.at);
  return [
    { stop: begin, km: 0 },
    { stop: head!.stop, km: distanceKm(toPlane(landing.at), centre.at) },
    ...rest,
  ];
}

/** Saturday nights on the first lines, after midnight. */
function addNightBuses(feed: Feed, route: string, calls: readonly StopCall[]): void {
  for (const minute of [24 * 60 + 15, 25 * 60 + 15, 26 * 60 + 15]) {
    addTrip(feed, {
      route,
      service: 'saturday',
      calls,
      minute,
      direction: 'out',
      seconds: (km) => (km / 24) * 3600,
    });
  }
}

interface BothWays {
  route: string;
  calls: StopCall[];
  offset: number;
  spells: (service: Service) => Parameters<typeof departuresOf>[0];
  secondsOf: (km: number, minute: number, service: Service) => number;
}

function addBothWays(feed: Feed, { route, calls, offset, spells, secondsOf }: BothWays): void {
  const back = calls.map(({ stop }, i) => ({ stop, km: calls[i + 1]?.km ?? 0 })).toReversed();
  for (const service of services) {
    for (const [direction, way] of [
      ['out', calls],
      ['back', back],
    ] as const) {
      for (const minute of departuresOf(spells(service), offset + (direction === 'out' ? 0 : 5))) {
        const seconds = (km: number): number => secondsOf(km, minute, service);
        addTrip(feed, { route, service, calls: way, minute, direction, seconds });
      }
    }
  }
}

interface Run {
  route: string;
  service: Service;
  calls: readonly StopCall[];
  minute: number;
  direction: 'out' | 'back';
  /** How long a stretch takes. */
  seconds: (km: number) => number;
}

function addTrip({ trips, columns }: Feed, { route, service, calls, minute, direction, seconds }: Run): void {
  const trip = trips.length;
  trips.push({ id: `${route}-${service}-${direction}-${minute}`, routeId: route, serviceId: service });
  let clock = 60 * minute;
  for (const [sequence, { stop, km }] of calls.entries()) {
    if (sequence > 0) clock += seconds(km);
    columns.trip.push(trip);
    columns.stop.push(stop);
    columns.sequence.push(sequence);
    columns.arrival.push(Math.round(clock));
    columns.departure.push(Math.round(clock));
  }
}

function railSeconds(km: number): number {
  return (km / railKmPerHour) * 3600 + railDwellSeconds;
}

function callsAtStations(names: readonly string[], roads: Roads, book: StopBook): StopCall[] {
  const nodes = names.map((name) => findNode(roads.nodes, name));
  return nodes.map((node, i) => ({
    stop: book.atStation(node),
    km: i === 0 ? 0 : distanceKm(roads.nodes[nodes[i - 1]!]!.at, roads.nodes[node]!.at),
  }));
}

/** Minutes after it left Pier Head at which the ferry is at Seacombe, at Woodside and back. */
const roundTrip = [0, 10, 25, 35];

function addFerry(feed: Feed, book: StopBook): void {
  feed.routes.push({ id: 'ferry', name: 'River ferry (synthetic)', type: ferry });
  const stops = landings.map(({ id, name, at }) => book.at(id, name, at));
  const loop = [...stops, stops[0]!].map((stop, i) => ({
    stop,
    km: i === 0 ? 0 : roundTrip[i]! - roundTrip[i - 1]!,
  }));
  const minutes: Record<Service, number[]> = {
    weekday: [440, 480, 520, ...hourly(10, 16), 990, 1030, 1070, 1110],
    saturday: hourly(10, 18),
    sunday: hourly(10, 18),
  };
  for (const service of services) {
    for (const minute of minutes[service]) {
      // A "kilometre" of the ferry is a minute of its round.
      addTrip(feed, {
        route: 'ferry',
        service,
        calls: loop,
        minute,
        direction: 'out',
        seconds: (km) => 60 * km,
      });
    }
  }
}

function hourly(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, i) => 60 * (from + i));
}

function calendars(): CalendarInput[] {
  const days: Record<Service, number[]> = { weekday: [0, 1, 2, 3, 4], saturday: [5], sunday: [6] };
  return services.map((serviceId) => ({
    serviceId,
    firstDate,
    lastDate,
    weekdays: Array.from({ length: 7 }, (_, day) => days[serviceId].includes(day)),
  }));
}

/** All bank holidays named above fall on weekdays. */
function calendarDates(): CalendarDateInput[] {
  return [
    { serviceId: 'weekday', date: christmas, added: false },
    ...bankHolidays.flatMap((date) => [
      { serviceId: 'weekday', date, added: false },
      { serviceId: 'sunday', date, added: true },
    ]),
  ];
}

/** Where a station and a bus stop stand in one place, changing takes three minutes either way. */
function changesAtStations({ stops, stations }: StopBook, { nodes }: Roads): TransferInput[] {
  const ids = new Set(stops.map(({ id }) => id));
  return stations.flatMap(({ id }) => {
    const node = id.replace('station-', '');
    const [railId, busId] = [`rail-${node}`, `bus-${node}`];
    if (!ids.has(busId) || nodes[Number(node)] === undefined) return [];
    return [
      { fromId: railId, toId: busId, type: 2, minSeconds: 180 },
      { fromId: busId, toId: railId, type: 2, minSeconds: 180 },
    ];
  });
}

/** A place where vehicles stop. Stations are given apart: nobody boards at a station, only at one of its stops. */
export interface StopInput {
  id: string;
  name: string;
  /** Degrees; NaN where unknown: the place of its station is taken, and without one nobody can walk to the stop. */
  lon: number;
  lat: number;
  /** The station or stop it belongs to (`parent_station`); null without one. Unknown and circular parents count as none. */
  parentId: string | null;
}

/** A station: a name and a place that several stops have in common. */
export interface StationInput {
  id: string;
  name: string;
  lon: number;
  lat: number;
}

/** A line as passengers know it. `type` is the GTFS `route_type`: 0 tram, 1 metro, 2 rail, 3 bus, 4 ferry … */
export interface RouteInput {
  id: string;
  name: string;
  type: number;
}

/** One run of a vehicle on every day of its service. Routes that are not in the list are kept as a route without a name. */
export interface TripInput {
  id: string;
  routeId: string;
  serviceId: string;
}

/**
 * Calls of trips at stops as columns of equal length, in any order. Columns keep a metropolitan feed (millions of rows)
 * within memory; plain arrays do as well.
 */
export interface StopTimesInput {
  /** Index into `trips`. */
  trip: ArrayLike<number>;
  /** Index into `stops`. */
  stop: ArrayLike<number>;
  /** `stop_sequence`: any rising numbers. */
  sequence: ArrayLike<number>;
  /**
   * Seconds since midnight of the service day, over 24:00 kept; `untimed` where the file has none. Where only one of
   * the two is given it stands for both.
   */
  arrival: ArrayLike<number>;
  departure: ArrayLike<number>;
  /** GTFS `pickup_type` and `drop_off_type`: 1 = nobody may; every other value (also by phone or driver) = one may. */
  pickup: ArrayLike<number>;
  dropOff: ArrayLike<number>;
}

/** Marks an arrival or departure that the file leaves empty. */
export const untimed = -1;

/** A row of calendar.txt. Several rows of one service add up. Dates are `2023-08-16` and both ends belong to the range. */
export interface CalendarInput {
  serviceId: string;
  firstDate: string;
  lastDate: string;
  /** Seven of them, Monday first. */
  weekdays: readonly boolean[];
}

/** A row of calendar_dates.txt. Where a date is both added and removed, it is removed. */
export interface CalendarDateInput {
  serviceId: string;
  date: string;
  added: boolean;
}

/**
 * A row of frequencies.txt: the trip runs at `first`, `first + headway` … before `last` (half open), counted at the
 * departure from its first stop; its own times then serve only as a pattern. `exact_times` makes no difference.
 */
export interface FrequencyInput {
  tripId: string;
  firstSeconds: number;
  lastSeconds: number;
  headwaySeconds: number;
}

/**
 * A row of transfers.txt between two stops or stations (a station stands for all its stops, also for a stop with itself):
 * 0 recommended: says nothing about time, so the ordinary walk counts;
 * 1 the second vehicle waits: 0 s are needed;  2 needs `minSeconds` (0 as type 0 where null);  3 not possible.
 * A row between stops beats one with a station on one side, that beats one between stations; of equal rows, type 3
 * and then the longest time. Rows for certain routes or trips, and types 4 and 5, must not be given: they do not hold generally.
 */
export interface TransferInput {
  fromId: string;
  toId: string;
  type: number;
  minSeconds: number | null;
}

/** Everything of a GTFS feed that travel needs, as read from its files, in any order. */
export interface TimetableInput {
  stops: readonly StopInput[];
  stations: readonly StationInput[];
  routes: readonly RouteInput[];
  trips: readonly TripInput[];
  stopTimes: StopTimesInput;
  calendars: readonly CalendarInput[];
  calendarDates: readonly CalendarDateInput[];
  frequencies: readonly FrequencyInput[];
  transfers: readonly TransferInput[];
}

export { buildTimetable } from './build.ts';
export { untimed } from './input.ts';
export type {
  CalendarDateInput,
  CalendarInput,
  FrequencyInput,
  RouteInput,
  StationInput,
  StopInput,
  StopTimesInput,
  TimetableInput,
  TransferInput,
  TripInput,
} from './input.ts';
export { timeBetween } from './time-between.ts';
export { listTexts, stopCount, textAt } from './timetable.ts';
export type { Omitted, TextColumn, Timetable } from './timetable.ts';
export { decodeTimetable, encodeTimetable, shareTimetable, viewTimetable } from './codec.ts';
export { joinTimetables } from './join.ts';
export {
  dateFromDay,
  datesWithService,
  dayFromDate,
  getServiceDay,
  listServiceDays,
  tripsOn,
} from './calendar.ts';
export {
  cycleMetresPerMinute,
  detour,
  greatCircleMetres,
  metresWalked,
  walkMetresPerMinute,
  walkSeconds,
} from './earth.ts';
export type { LonLat, Points } from './earth.ts';
export { geodesicMetres } from './geodesic.ts';
export { indexPlaces } from './nearby.ts';
export type { Walk, WalkIndex } from './nearby.ts';
export { changeSeconds, prepareWalks, usualWalkMinutes } from './walks.ts';
export type { WalkGraph } from './walks.ts';
export type { Direction, MinuteWindow, TransitNetwork } from './network.ts';
export { createJourneyFinder, joinEnds, percentileMinutes } from './minutes.ts';
export type { JourneyFinder, MinuteTable, TransitEnds } from './minutes.ts';
export { percentileOfSorted } from './percentile.ts';
export {
  isTimed,
  longestLimitMinutes,
  openTransit,
  openTravelMeter,
  measureMinutesFrom,
  measureMinutesTo,
} from './travel.ts';
export type { JourneyQuery, TransitTerms, TravelMeter, TravelQuestion } from './travel.ts';
export { openArrivals } from './arrivals.ts';
export type { Arrivals } from './arrivals.ts';
export { layAreaEnds, summariseAreas } from './areas.ts';
export type { AreaEnds, AreaCosts, WeightedPoint } from './areas.ts';
export { splitSites, travelMatrix } from './matrix.ts';
export type { MatrixQuestion, TravelMatrix } from './matrix.ts';
export { outlineCircles, straightCircle, transitCircles } from './outline.ts';
export type { Circle, CirclesQuestion } from './outline.ts';

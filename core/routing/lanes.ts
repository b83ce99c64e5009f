/**
 * Parts a list of trips, in order of departure, into lanes in which no trip overtakes another: each trip joins the first
 * lane whose last trip it follows at every stop. Answers the members of each lane in order. `follows(later, earlier)` says
 * whether `later` is at no stop before `earlier`; it must be transitive.
 */
export function splitIntoLanes<T>(trips: readonly T[], follows: (later: T, earlier: T) => boolean): T[][] {
  const lanes: T[][] = [];
  for (const trip of trips) {
    const lane = lanes.find((members) => follows(trip, members.at(-1)!));
    if (lane === undefined) lanes.push([trip]);
    else lane.push(trip);
  }
  return lanes;
}

/** GTFS `route_type` in words, the basic ones. */
const basic: Readonly<Record<number, string>> = {
  0: 'tram',
  1: 'underground',
  2: 'rail',
  3: 'bus',
  4: 'ferry',
  5: 'cable tram',
  6: 'aerial lift',
  7: 'funicular',
  11: 'trolleybus',
  12: 'monorail',
};

/** The extended ones by hundreds. */
const extended: Readonly<Record<number, string>> = {
  1: 'rail',
  2: 'coach',
  4: 'underground',
  7: 'bus',
  8: 'trolleybus',
  9: 'tram',
  10: 'ferry',
  11: 'air',
  12: 'ferry',
  13: 'aerial lift',
  14: 'funicular',
  15: 'taxi',
};

/** What kind of vehicle a GTFS `route_type` (basic or extended) means, in words; `other` for one that is not known. */
export function nameMode(type: number): string {
  if (type === 405) return 'monorail';
  return basic[type] ?? (type >= 100 ? extended[Math.floor(type / 100)] : undefined) ?? 'other';
}

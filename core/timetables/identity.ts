/** A list of names in small: how many there are, and the least of their hashes, by which lists are compared. */
export interface NameSample {
  count: number;
  /** Ascending, without repeats, at most `mostHashes`. */
  least: number[];
}

/** By what a feed is known again when its next edition comes: the whole feed, whatever of it was kept. */
export interface FeedIdentity {
  agencies: NameSample;
  /** Names of lines as passengers know them: ids of routes change more often than these. */
  lines: NameSample;
  /** Ids of stops. */
  stops: NameSample;
}

/** Enough for an overlap of a half to be told from one of a third, however long the lists. */
const mostHashes = 256;

/** Of each of the three lists two feeds must have so much in common to be editions of one. */
const leastCommon = 0.5;

/** The identity of a feed from its names; case and blanks about them do not count, nor do repeats. */
export function identifyFeed(names: Record<keyof FeedIdentity, Iterable<string>>): FeedIdentity {
  return {
    agencies: sampleNames(names.agencies),
    lines: sampleNames(names.lines),
    stops: sampleNames(names.stops),
  };
}

function sampleNames(names: Iterable<string>): NameSample {
  const hashes = new Set<number>();
  for (const name of names) hashes.add(hashOf(name.trim().toLowerCase()));
  const least = Uint32Array.from(hashes).toSorted();
  return { count: hashes.size, least: [...least.subarray(0, mostHashes)] };
}

/** FNV-1a with its bits mixed (the end of MurmurHash3), so that the least hashes are a fair sample. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/**
 * The share of all names of two lists that is in both, 0 to 1 (Jaccard; Broder 1997): exact where both lists have at most
 * 256 names, else from the 256 least hashes of both, within about 0.06. 1 for two empty lists.
 */
export function shareInCommon(a: NameSample, b: NameSample): number {
  const isWhole = a.count <= a.least.length && b.count <= b.least.length;
  const all = Uint32Array.from(new Set([...a.least, ...b.least])).toSorted();
  const seen = isWhole ? all : all.subarray(0, mostHashes);
  if (seen.length === 0) return 1;
  const [inA, inB] = [new Set(a.least), new Set(b.least)];
  return seen.reduce((sum, hash) => sum + (inA.has(hash) && inB.has(hash) ? 1 : 0), 0) / seen.length;
}

/**
 * Whether two feeds are editions of one: of the agencies of both, of the lines of both and of the stops of both at least
 * half are in both. The feed of another company at the same stops has other agencies, the railway has other stops, and
 * school buses that a company gives apart are other lines.
 */
export function isSameFeed(a: FeedIdentity, b: FeedIdentity): boolean {
  return (['agencies', 'lines', 'stops'] as const).every(
    (list) => shareInCommon(a[list], b[list]) >= leastCommon,
  );
}

import { shuffle } from '../random.ts';
import type { Random } from '../random.ts';
import { distance, stepKm } from './curve.ts';
import { outside } from './pieces.ts';
import type { Land } from './pieces.ts';
import type { PlanePoint } from './plane.ts';

/** Seeds of the small cells that areas are put together from, with the piece of land each lies in. */
export interface Seeds {
  points: PlanePoint[];
  piece: number[];
}

/** Small cells that make up one LSOA, on average. */
const cellsPerLsoa = 26;
/** Seeds stand on both sides of each line, this far from it: their common edge is the line. */
const besideLineKm = 0.42 * stepKm;
/** Beyond the lines a few seeds are enough to close the outermost cells. */
const beyondKm = 0.9;
const bucketKm = 0.2;
/** Buckets kept free about the frame, so that no search leaves the grid. */
const bucketMargin = 6;
const triesPerSeed = 5;

/** Scatters seeds: mirrored along every line, elsewhere at random but never too close, closer where it is crowded. */
export function scatterSeeds(land: Land, crowding: (x: number, y: number) => number, random: Random): Seeds {
  const field = new SeedField(land);
  for (const line of land.lines) seedAlong(line, field);
  for (const [x, y] of candidates(land, crowding, random)) {
    field.add(x, y, spacingKm(crowding(x, y)));
  }
  return field.seeds;
}

/** Random points that no pattern shows through; 0.7 / r² is about the most that fit at distance r. */
function spacingKm(lsoasPerKm2: number): number {
  return Math.min(0.42, Math.sqrt(0.7 / (cellsPerLsoa * lsoasPerKm2)));
}

function seedAlong(line: PlanePoint[], field: SeedField): void {
  for (let i = 1; i < line.length; i++) {
    const [from, to] = [line[i - 1]!, line[i]!];
    const length = distance(from, to);
    const [dx, dy] = [
      ((to[0] - from[0]) / length) * besideLineKm,
      ((to[1] - from[1]) / length) * besideLineKm,
    ];
    const [x, y] = [(from[0] + to[0]) / 2, (from[1] + to[1]) / 2];
    field.add(x - dy, y + dx, besideLineKm, true);
    field.add(x + dy, y - dx, besideLineKm, true);
  }
}

function candidates(land: Land, crowding: (x: number, y: number) => number, random: Random): PlanePoint[] {
  const points: PlanePoint[] = [];
  const side = 0.5;
  for (let x = land.west; x < land.east; x += side) {
    for (let y = land.south; y < land.north; y += side) {
      const spacing = spacingKm(crowding(x + side / 2, y + side / 2));
      const tries = Math.ceil((triesPerSeed * side * side) / (spacing * spacing));
      for (let i = 0; i < tries; i++) points.push([x + random() * side, y + random() * side]);
    }
  }
  return shuffle(points, random);
}

/** Accepts a seed only where none is too near. Seeds lie in buckets, each a chain from its newest seed to its oldest. */
class SeedField {
  readonly seeds: Seeds = { points: [], piece: [] };
  private readonly land: Land;
  private readonly columns: number;
  private readonly newest: Int32Array;
  private readonly older: number[] = [];

  constructor(land: Land) {
    this.land = land;
    this.columns = Math.ceil((land.east - land.west) / bucketKm) + 2 * bucketMargin;
    const rows = Math.ceil((land.north - land.south) / bucketKm) + 2 * bucketMargin;
    this.newest = new Int32Array(this.columns * rows).fill(-1);
  }

  /** Adds a seed at least `clearKm` from all others; over water and beyond the region few, unless it is beside a line. */
  add(x: number, y: number, clearKm: number, besideLine = false): void {
    if (!this.isClear(x, y, clearKm)) return;
    const piece = this.land.pieceAt(x, y);
    if (piece === outside && !besideLine && !this.isClear(x, y, beyondKm)) return;
    const bucket = this.bucket(x, y);
    this.older.push(this.newest[bucket]!);
    this.newest[bucket] = this.seeds.points.length;
    this.seeds.points.push([x, y]);
    this.seeds.piece.push(piece);
  }

  private isClear(x: number, y: number, clearKm: number): boolean {
    const reach = Math.ceil(clearKm / bucketKm);
    const home = this.bucket(x, y);
    const clear2 = clearKm * clearKm;
    for (let dr = -reach; dr <= reach; dr++) {
      const last = home + dr * this.columns + reach;
      for (let bucket = last - 2 * reach; bucket <= last; bucket++) {
        for (let other = this.newest[bucket]!; other >= 0; other = this.older[other]!) {
          const seed = this.seeds.points[other]!;
          const [dx, dy] = [seed[0] - x, seed[1] - y];
          if (dx * dx + dy * dy < clear2) return false;
        }
      }
    }
    return true;
  }

  private bucket(x: number, y: number): number {
    const row = Math.floor((y - this.land.south) / bucketKm) + bucketMargin;
    return row * this.columns + Math.floor((x - this.land.west) / bucketKm) + bucketMargin;
  }
}

import type { LandRegion } from '../land/region.ts';
import { nextBell } from '../random.ts';
import type { Random } from '../random.ts';
import { deprivation } from './published.ts';

/** Place of each LSOA among all of England's (1 = the most deprived), and its score. */
export interface Deprivation {
  rank: number[];
  score: number[];
}

/** Share of the city region's areas, and the share of England's that are at least as deprived as the last of them. */
const spread: [here: number, england: number][] = [
  [deprivation.here / 984, deprivation.worstFivePercent / deprivation.areasInEngland],
  [0.35, 0.1],
  [0.47, 0.2],
  [0.63, 0.36],
  [0.8, 0.6],
  [1, 0.985],
];

/** How the score falls along the national order: rough shape of any index whose worst areas stand far out. */
const scores: [england: number, score: number][] = [
  [0, 82],
  [0.005, 72],
  [0.02, 63],
  [0.05, 54],
  [0.1, 45],
  [0.2, 34],
  [0.4, 21],
  [0.6, 14],
  [0.8, 8.5],
  [1, 1],
];

/** Ranks the areas in England so that exactly the published number is in its worst 5 %; no two share a rank. */
export function rankDeprivation({ lsoas }: LandRegion, random: Random): Deprivation {
  const latent = lsoas.map(({ hardship }) => hardship + 3 * nextBell(random));
  const order = [...latent.keys()].toSorted((a, b) => latent[b]! - latent[a]! || a - b);
  const [rank, score]: [number[], number[]] = [[], []];
  let before = 0;
  for (const [place, i] of order.entries()) {
    const share = interpolate([[0, 0], ...spread], (place + 1) / order.length);
    before = Math.max(before + 1, Math.floor(share * deprivation.areasInEngland));
    rank[i] = before;
    score[i] = Math.round(100 * interpolate(scores, before / deprivation.areasInEngland)) / 100;
  }
  return { rank, score };
}

function interpolate(points: [number, number][], x: number): number {
  const next = points.findIndex(([at]) => at >= x);
  if (next <= 0) return points[0]![1];
  const [[x0, y0], [x1, y1]] = [points[next - 1]!, points[next]!];
  return y0 + ((y1 - y0) * (x - x0)) / (x1 - x0);
}

/** A stream of numbers in 0 ≤ x < 1 that is the same on every machine for the same seed. */
export type Random = () => number;

/** Mulberry32: a small generator with 32 bits of state, good enough to scatter points and shake counts. */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** A number of mean 0 and standard deviation 1, bell-shaped, never beyond ±6 (sum of twelve uniform numbers). */
export function nextBell(random: Random): number {
  let sum = -6;
  for (let i = 0; i < 12; i++) sum += random();
  return sum;
}

/** Shuffles in place (Fisher–Yates). */
export function shuffle<T>(items: T[], random: Random): T[] {
  for (let i = items.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [items[i], items[j]] = [items[j]!, items[i]!];
  }
  return items;
}

/**
 * A smooth random surface over the plane, mean about 0 and standard deviation about 1, without a direction or a lattice:
 * a sum of waves of random heading and phase whose lengths lie around `lengthKm`.
 */
export function smoothSurface(lengthKm: number, random: Random): (x: number, y: number) => number {
  const waves = Array.from({ length: 24 }, () => {
    const heading = random() * 2 * Math.PI;
    const number = (2 * Math.PI) / (lengthKm * (0.7 + 0.9 * random()));
    return { kx: number * Math.cos(heading), ky: number * Math.sin(heading), phase: random() * 2 * Math.PI };
  });
  const scale = Math.sqrt(2 / waves.length);
  return (x, y) => {
    let sum = 0;
    for (const wave of waves) sum += Math.sin(wave.kx * x + wave.ky * y + wave.phase);
    return sum * scale;
  };
}

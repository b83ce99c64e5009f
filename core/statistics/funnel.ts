import { wilsonIntervalAt, zOf95, zOf998, type Interval } from './wilson.ts';

export interface FunnelLimits {
  /** Per cent. */
  limits95: Interval;
  limits998: Interval;
}

/**
 * Limits of a funnel plot around a pooled proportion θ (per cent) for a base of n, in per cent and in Wilson form:
 * `[2nθ + z² ∓ z·√(z² + 4nθ(1 − θ))] / [2(n + z²)]`, z = 1.96 and 3.09 (Spiegelhalter 2005, Funnel plots for comparing
 * institutional performance; the Wilson form is that of the Public Health England technical guide). θ = 30 and n = 100 give
 * 21.9 to 39.6 and 18.1 to 45.4. NaN where θ or n is unknown or n is not above 0.
 */
export function funnelLimits(pooledPercent: number, base: number): FunnelLimits {
  const expected = (pooledPercent / 100) * base;
  return {
    limits95: wilsonIntervalAt(expected, base, zOf95),
    limits998: wilsonIntervalAt(expected, base, zOf998),
  };
}

/**
 * Whether a base is too small for its rate to say anything beside a pooled proportion (per cent): even none, or even all,
 * of n succeeding happens by chance more than once in a thousand times, `(1 − θ)ⁿ > 0.001` or `θⁿ > 0.001` (the exact
 * binomial tail that belongs to the 99.8 % limits). True where θ or n is unknown.
 */
export function isTooSmallForFunnel(pooledPercent: number, base: number): boolean {
  const rate = pooledPercent / 100;
  return !((1 - rate) ** base <= 0.001 && rate ** base <= 0.001);
}

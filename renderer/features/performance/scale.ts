import type { Funnel } from '#contract';

/** How starts and rates become places in the plot. */
export interface FunnelScale {
  width: number;
  height: number;
  mostStarts: number;
  /** Per cent. */
  highestRate: number;
}

export const margin = { left: 48, right: 12, top: 10, bottom: 36 };

/** A scale that holds every point and the limits beyond the smallest numbers of starts, which are too wide to tell anything. */
export function fitScale({ points, curve }: Funnel, width: number, height: number): FunnelScale {
  const mostStarts = Math.max(1, ...points.map((point) => point.starts)) * 1.05;
  const wide = curve.filter((at) => at.starts >= mostStarts / 20).map((at) => at.upper998);
  const highest = Math.max(1, ...points.map((point) => point.rate ?? 0), ...wide);
  return { width, height, mostStarts, highestRate: Math.min(100, Math.ceil(highest / 10) * 10) };
}

/** Where so many starts lie on the plot, in pixels from its left edge. */
export function xOf({ width, mostStarts }: FunnelScale, starts: number): number {
  return margin.left + (starts / mostStarts) * (width - margin.left - margin.right);
}

/** Rates above the scale lie on its upper edge. */
export function yOf({ height, highestRate }: FunnelScale, rate: number): number {
  const share = Math.min(1, rate / highestRate);
  return height - margin.bottom - share * (height - margin.top - margin.bottom);
}

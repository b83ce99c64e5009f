import { useEffect, useState } from 'react';
import { readRemembered, remember } from '../state/index.ts';

/** Sizes of the panels in pixels at normal type size, and which of them are folded away. */
export interface Panels {
  left: number;
  right: number;
  bottom: number;
  leftOpen: boolean;
  rightOpen: boolean;
  bottomOpen: boolean;
}

/** Leaves the map 55 % of the width and 60 % of the height of a window of 1366 × 768. */
export const standardPanels: Panels = {
  left: 236,
  right: 356,
  bottom: 216,
  leftOpen: true,
  rightOpen: true,
  bottomOpen: true,
};

export const panelLimits = { left: [200, 420], right: [280, 640], bottom: [96, 640] } as const;

function isPanels(value: unknown): value is Panels {
  if (typeof value !== 'object' || value === null) return false;
  const found = value as Record<string, unknown>;
  return Object.entries(standardPanels).every(([name, usual]) => typeof found[name] === typeof usual);
}

/** The panels' sizes, remembered in this browser. */
export function usePanels(): [Panels, (change: Partial<Panels>) => void] {
  const [panels, setPanels] = useState(() => readRemembered('panels', standardPanels, isPanels));
  useEffect(() => remember('panels', panels), [panels]);
  return [panels, (change) => setPanels((before) => ({ ...before, ...change }))];
}

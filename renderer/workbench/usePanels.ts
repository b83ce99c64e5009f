import { getTheme, type Theme } from '#contract';
import { useEffect, useState } from 'react';
import { readRemembered, remember, useView } from '../state/index.ts';

/** Sizes of the panels in pixels at normal type size, and which of them are folded away. */
export interface Panels {
  left: number;
  right: number;
  bottom: number;
  leftOpen: boolean;
  rightOpen: boolean;
  bottomOpen: boolean;
}

const between = (value: number, least: number, most: number): number =>
  Math.round(Math.min(most, Math.max(least, value)));

/** Leaves the map 55 % of the width and 60 % of the height of a window of 1366 × 768, and more of a larger one. */
export function standardPanels(width: number, height: number): Panels {
  return {
    left: between(0.18 * width, 200, 236),
    right: between(0.26 * width, 288, 440),
    bottom: between(0.26 * height, 150, 360),
    leftOpen: true,
    rightOpen: true,
    bottomOpen: true,
  };
}

export const panelLimits = { left: [200, 420], right: [280, 640], bottom: [96, 640] } as const;

function isPanels(value: unknown): value is Panels {
  if (typeof value !== 'object' || value === null) return false;
  const found = value as Record<string, unknown>;
  return Object.entries(standardPanels(0, 0)).every(([name, usual]) => typeof found[name] === typeof usual);
}

/** On a projector the map and the rule are what the room looks at: the other panels begin folded away. */
function firstPanels(theme: Theme): Panels {
  const { innerWidth, innerHeight } = window;
  if (!getTheme(theme).isForRoom) return standardPanels(innerWidth, innerHeight);
  return {
    ...standardPanels(innerWidth, innerHeight),
    right: 300,
    bottom: 160,
    leftOpen: false,
    bottomOpen: false,
  };
}

const nameFor = (theme: Theme): string => (getTheme(theme).isForRoom ? `panels.${theme}` : 'panels');
const readPanels = (theme: Theme): Panels => readRemembered(nameFor(theme), firstPanels(theme), isPanels);

/** The panels' sizes, remembered in this browser; the projector theme has its own. */
export function usePanels(): [Panels, (change: Partial<Panels>) => void] {
  const theme = useView((state) => state.theme);
  const [held, setHeld] = useState(() => ({ name: nameFor(theme), panels: readPanels(theme) }));
  const current = held.name === nameFor(theme) ? held : { name: nameFor(theme), panels: readPanels(theme) };
  if (current !== held) setHeld(current);
  useEffect(() => remember(held.name, held.panels), [held]);
  return [
    current.panels,
    (change) => setHeld((before) => ({ ...before, panels: { ...before.panels, ...change } })),
  ];
}

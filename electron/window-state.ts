import { readFileSync, renameSync, writeFileSync } from 'node:fs';

export interface WindowBounds {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** Where the window was when it was last closed. */
export interface WindowState {
  bounds: WindowBounds;
  maximised: boolean;
}

export const leastSize = { width: 1024, height: 640 } as const;
const firstSize = { width: 1366, height: 768 } as const;

function isNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}

/** Reads a remembered state; undefined where there is none or it cannot be understood. */
export function findWindowState(path: string): WindowState | undefined {
  try {
    const { bounds, maximised } = JSON.parse(readFileSync(path, 'utf8')) as Partial<WindowState>;
    if (bounds === undefined) return undefined;
    const { x, y, width, height } = bounds;
    if (![x, y, width, height].every(isNumber)) return undefined;
    return { bounds: { x, y, width, height }, maximised: maximised === true };
  } catch {
    return undefined;
  }
}

/** Remembers a state. A place that cannot be written only loses the comfort. */
export function rememberWindowState(path: string, state: WindowState): void {
  try {
    writeFileSync(`${path}.new`, JSON.stringify(state));
    renameSync(`${path}.new`, path);
  } catch {
    // The window then opens in the middle next time.
  }
}

/** How much of the title bar must lie on a display, so that the window can be caught and moved. */
const graspable = 80;

function isReachable({ x, y, width }: WindowBounds, display: WindowBounds): boolean {
  const across = Math.min(x + width, display.x + display.width) - Math.max(x, display.x);
  return across >= graspable && y >= display.y - 8 && y <= display.y + display.height - graspable;
}

/**
 * Size and place for the window: as remembered where that can still be reached on one of the displays (their areas
 * without task bars), else a first size without a place, which centres it. Never less than the least size.
 */
export function fitWindow(
  remembered: WindowState | undefined,
  displays: readonly WindowBounds[],
): Partial<WindowBounds> & { width: number; height: number } {
  if (remembered === undefined) return { ...firstSize };
  const { bounds } = remembered;
  const width = Math.max(leastSize.width, bounds.width);
  const height = Math.max(leastSize.height, bounds.height);
  const reachable = displays.some((display) => isReachable({ ...bounds, width, height }, display));
  return reachable ? { x: bounds.x, y: bounds.y, width, height } : { width, height };
}

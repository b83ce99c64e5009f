/**
 * What this browser remembers between visits: theme, panel sizes, layers. Never anything from a workspace.
 * A browser that forbids storage, or holds nonsense there, just forgets.
 */
const prefix = 'pinpoint.';

/** What was remembered under a name; the fallback where nothing of the right kind is. */
export function readRemembered<Value>(
  name: string,
  fallback: Value,
  accepts: (value: unknown) => value is Value,
): Value {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(prefix + name) ?? 'null');
    return accepts(value) ? value : fallback;
  } catch {
    return fallback;
  }
}

/** Remembers a value under a name, where the browser lets us. */
export function remember(name: string, value: unknown): void {
  try {
    localStorage.setItem(prefix + name, JSON.stringify(value));
  } catch {
    // A full or forbidden store costs the person nothing but this memory.
  }
}

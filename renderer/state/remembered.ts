/**
 * What this browser remembers. Between visits: theme, panel sizes, and by workspace what was chosen there (ids and switches, never
 * its numbers). Until its window is closed: what was typed to search. A browser that forbids storage, or holds nonsense there,
 * just forgets.
 */
const prefix = 'pinpoint.';

const stores = {
  visits: (): Storage => localStorage,
  window: (): Storage => sessionStorage,
} as const;
type Span = keyof typeof stores;

/** What was remembered under a name; the fallback where nothing of the right kind is. */
export function readRemembered<Value>(
  name: string,
  fallback: Value,
  accepts: (value: unknown) => value is Value,
  span: Span = 'visits',
): Value {
  try {
    const value: unknown = JSON.parse(stores[span]().getItem(prefix + name) ?? 'null');
    return accepts(value) ? value : fallback;
  } catch {
    return fallback;
  }
}

/** Remembers a value under a name, where the browser lets us. */
export function remember(name: string, value: unknown, span: Span = 'visits'): void {
  try {
    stores[span]().setItem(prefix + name, JSON.stringify(value));
  } catch {
    // A full or forbidden store costs the person nothing but this memory.
  }
}

/** So many workspaces are remembered; those not changed for longest are forgotten. */
const mostWorkspaces = 20;

type ByWorkspace = Record<string, unknown>;
const isByWorkspace = (value: unknown): value is ByWorkspace => typeof value === 'object' && value !== null;

const workspaceKey = (id: string): string => `file ${id}`;

/** What was remembered under a name of one workspace, by the id of its file; the fallback as above. */
export function readRememberedOf<Value>(
  workspace: string,
  name: string,
  fallback: Value,
  accepts: (value: unknown) => value is Value,
): Value {
  const value = readRemembered(name, {}, isByWorkspace)[workspaceKey(workspace)];
  return accepts(value) ? value : fallback;
}

/** Remembers a value under a name of one workspace. Other windows may have remembered theirs meanwhile. */
export function rememberOf(workspace: string, name: string, value: unknown): void {
  const { [workspaceKey(workspace)]: _, ...others } = readRemembered(name, {}, isByWorkspace);
  const kept = Object.entries(others).slice(1 - mostWorkspaces);
  remember(name, Object.fromEntries([...kept, [workspaceKey(workspace), value]]));
}

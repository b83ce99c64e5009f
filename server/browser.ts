import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

export interface BrowserCommand {
  command: string;
  args: string[];
}

function isOnPath(name: string): boolean {
  return (process.env['PATH'] ?? '').split(delimiter).some((folder) => existsSync(join(folder, name)));
}

/** How to open an address for the person at this machine; undefined without a display or without a browser. */
export function findBrowser(): BrowserCommand | undefined {
  if (process.platform === 'win32') return { command: 'cmd', args: ['/c', 'start', ''] };
  if (process.platform === 'darwin') return { command: 'open', args: [] };
  const hasDisplay = process.env['DISPLAY'] !== undefined || process.env['WAYLAND_DISPLAY'] !== undefined;
  if (!hasDisplay) return undefined;
  const names = ['xdg-open', 'chromium', 'google-chrome', 'microsoft-edge', 'firefox'];
  const name = names.find(isOnPath);
  return name === undefined ? undefined : { command: name, args: [] };
}

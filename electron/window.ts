import { join } from 'node:path';
import { app, BrowserWindow, screen, type WebContents, type WebPreferences } from 'electron';
import { isOwnPage, pageUrl } from './origin.ts';
import { findWindowState, fitWindow, leastSize, rememberWindowState } from './window-state.ts';
import { windowPreferences } from './window-preferences.ts';

/** The ground colour of the light theme: what is seen before the page is drawn. */
const ground = '#e9edf1';

/** Keeps a page where it is: no other address, no new window, no page inside the page. */
export function confine(contents: WebContents): void {
  const stay = (event: { preventDefault(): void; url: string }): void => {
    if (!isOwnPage(event.url)) event.preventDefault();
  };
  contents.on('will-navigate', stay);
  contents.on('will-frame-navigate', stay);
  contents.on('will-redirect', stay);
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  const { session } = contents;
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
}

/** Opens the one window, where and as large as it was, and loads the page into it. */
export function openWindow(): BrowserWindow {
  const statePath = join(app.getPath('userData'), 'window.json');
  const remembered = findWindowState(statePath);
  const displays = screen.getAllDisplays().map((display) => display.workArea);
  const webPreferences: WebPreferences = {
    ...windowPreferences,
    devTools: !app.isPackaged,
    preload: join(app.getAppPath(), '.vite', 'build', 'preload.cjs'),
  };
  const window = new BrowserWindow({
    ...fitWindow(remembered, displays),
    minWidth: leastSize.width,
    minHeight: leastSize.height,
    title: 'Pinpoint',
    backgroundColor: ground,
    webPreferences,
  });
  if (remembered?.maximised === true) window.maximize();
  window.on('close', () => {
    rememberWindowState(statePath, { bounds: window.getNormalBounds(), maximised: window.isMaximized() });
  });
  void window.loadURL(pageUrl);
  return window;
}

// The main process: windows, menus, dialogs, and the brokering of ports. It holds no domain logic.
import { app, protocol } from 'electron';
import { findWorkspaceArgument } from './command-line.ts';
import { startDesktop } from './desktop.ts';
import { serveInstaller } from './installer-events.ts';
import { pageScheme } from './origin.ts';

protocol.registerSchemesAsPrivileged([
  {
    scheme: pageScheme,
    privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true },
  },
]);
app.enableSandbox();

async function main(): Promise<void> {
  if ((await serveInstaller()) || !app.requestSingleInstanceLock()) {
    app.quit();
    return;
  }
  // A file may be named before the app is ready (macOS), at the start, or by a second start later.
  let named = findWorkspaceArgument(process.argv, process.cwd());
  let open = (path: string): void => void (named = path);
  app.on('open-file', (event, path) => {
    event.preventDefault();
    open(path);
  });
  await app.whenReady();
  const desktop = startDesktop(named ?? null);
  open = (path) => desktop.open(path);
  app.on('second-instance', (_event, argv, folder) => {
    desktop.focus();
    const path = findWorkspaceArgument(argv, folder);
    if (path !== undefined) open(path);
  });
}

void main();

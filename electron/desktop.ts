import { join } from 'node:path';
import { app, Menu, protocol, shell, type BrowserWindow } from 'electron';
import type { MenuCommand } from '#contract';
import { channels } from './channels.ts';
import type { RecentWorkspace } from './control.ts';
import { startDataProcess, type DataProcess } from './data-process.ts';
import { askAfterLoss, askToReload, askToStop, tellError } from './dialogs.ts';
import { servePage } from './ipc.ts';
import { makeMenu } from './menu.ts';
import { pageScheme } from './origin.ts';
import { answerPage } from './pages.ts';
import { confine, openWindow } from './window.ts';

/** The running desktop program: one window, one data process. */
export interface Desktop {
  /** Opens another workspace in the window. */
  open(path: string): void;
  focus(): void;
}

/** Where the text of licences lies: beside the program where it is installed, else where it was built. */
function findLicences(): string {
  const folder = app.isPackaged ? process.resourcesPath : join(app.getAppPath(), 'dist');
  return join(folder, 'licences.txt');
}

/** Opens the window; `first` is the workspace to begin with, null = the last one. Must not be called before the app is ready. */
export function startDesktop(first: string | null): Desktop {
  app.setAboutPanelOptions({
    applicationName: 'Pinpoint',
    applicationVersion: app.getVersion(),
    copyright: 'MIT licence',
  });
  app.on('web-contents-created', (_event, contents) => confine(contents));
  app.on('window-all-closed', () => app.quit());
  const pages = join(app.getAppPath(), 'dist', 'renderer');
  protocol.handle(pageScheme, (request) => answerPage(pages, request));
  return new DesktopProgram(first);
}

class DesktopProgram implements Desktop {
  private readonly window: BrowserWindow;
  private data: DataProcess;
  /** Resolves when the workspace to begin with is open or cannot be. */
  private begun: Promise<void>;
  private lost = false;
  /** `asking`: the person is asked whether work may be given up. */
  private phase: 'open' | 'asking' | 'closing' = 'open';

  constructor(first: string | null) {
    this.data = this.startData();
    this.window = openWindow();
    this.begun = this.attemptToOpen(() => this.data.ask('begin', { path: first }));
    servePage({ window: this.window, data: () => this.data, begun: () => this.begun });
    void this.refreshMenu();
    this.followWindow();
  }

  open(path: string): void {
    void this.attemptToOpen(() => this.data.ask('open', { path }));
  }

  focus(): void {
    if (this.window.isMinimized()) this.window.restore();
    this.window.focus();
  }

  private startData(): DataProcess {
    this.lost = false;
    return startDataProcess({
      onOpened: () => void this.refreshMenu(),
      onLost: () => void this.recover(),
    });
  }

  /** A workspace that cannot be opened is told; the page then offers others. A lost process is told elsewhere. */
  private async attemptToOpen(work: () => Promise<unknown>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (this.phase === 'open' && !this.lost)
        await tellError(this.window, 'The workspace cannot be opened.', error);
    }
  }

  private async recover(): Promise<void> {
    this.lost = true;
    if (this.phase !== 'open') return;
    const choice = await askAfterLoss(this.window);
    if (choice === 'quit') {
      this.leave();
      return;
    }
    this.data = this.startData();
    this.begun = this.attemptToOpen(() =>
      choice === 'demo' ? this.data.ask('openDemo', null) : this.data.ask('begin', { path: null }),
    );
    // The page asks for a port when it is loaded.
    this.window.webContents.reload();
  }

  private async refreshMenu(): Promise<void> {
    const recent = await this.data.ask('recent', null).catch((): RecentWorkspace[] => []);
    const actions = {
      send: (command: MenuCommand) => this.window.webContents.send(channels.command, command),
      openRecent: ({ file }: RecentWorkspace) =>
        void this.attemptToOpen(() => this.data.ask('openKnown', { file })),
      showLicences: () => void this.showLicences(),
    };
    const state = { recent, packaged: app.isPackaged, mac: process.platform === 'darwin' };
    Menu.setApplicationMenu(Menu.buildFromTemplate(makeMenu(actions, state)));
  }

  private async showLicences(): Promise<void> {
    const problem = await shell.openPath(findLicences());
    if (problem !== '') await tellError(this.window, 'The licences cannot be shown.', new Error(problem));
  }

  private followWindow(): void {
    this.window.on('close', (event) => {
      if (this.phase === 'closing') return;
      event.preventDefault();
      if (this.phase === 'open') void this.close();
    });
    this.window.webContents.on('render-process-gone', (_event, { reason }) => {
      if (this.phase !== 'open' || reason === 'clean-exit') return;
      void this.reloadOrClose();
    });
  }

  private async reloadOrClose(): Promise<void> {
    if (await askToReload(this.window)) this.window.webContents.reload();
    else this.window.close();
  }

  /** Closing waits for the workspace to become one single file again. */
  private async close(): Promise<void> {
    this.phase = 'asking';
    const running = await this.data.ask('running', null).catch((): string[] => []);
    if (running.length > 0 && !(await askToStop(this.window, running))) {
      this.phase = 'open';
      return;
    }
    this.window.hide();
    await this.data.close();
    this.leave();
  }

  private leave(): void {
    this.phase = 'closing';
    this.window.destroy();
    app.quit();
  }
}

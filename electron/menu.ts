import type { MenuItemConstructorOptions } from 'electron';
import {
  exportFormatIds,
  getFormat,
  getTheme,
  importFamilyList,
  themes,
  type FamilySubject,
  type MenuCommand,
} from '#contract';
import type { RecentWorkspace } from './control.ts';

/** What the menus set going. */
export interface MenuActions {
  /** A command that the page performs. */
  send(command: MenuCommand): void;
  openRecent(workspace: RecentWorkspace): void;
  showLicences(): void;
}

export interface MenuState {
  recent: readonly RecentWorkspace[];
  /** True for the program as it is installed: nothing for developers then. */
  packaged: boolean;
  mac: boolean;
}

type Item = MenuItemConstructorOptions;

const line: Item = { type: 'separator' };

/** Every menu of the window. */
export function makeMenu(actions: MenuActions, state: MenuState): Item[] {
  const ask = (label: string, command: MenuCommand, accelerator?: string): Item => ({
    id: command,
    label,
    accelerator,
    click: () => actions.send(command),
  });
  return [
    ...(state.mac ? [{ role: 'appMenu' } as const] : []),
    { label: '&File', submenu: makeFileMenu(ask, actions, state) },
    { label: '&Edit', submenu: makeEditMenu(ask) },
    { label: '&Data', submenu: makeDataMenu(ask) },
    { label: '&View', submenu: makeViewMenu(ask, state) },
    { label: '&Help', role: 'help', submenu: makeHelpMenu(actions) },
  ];
}

type Ask = (label: string, command: MenuCommand, accelerator?: string) => Item;

function makeFileMenu(ask: Ask, actions: MenuActions, { recent, mac }: MenuState): Item[] {
  return [
    ask('&New Workspace…', 'new-workspace', 'CmdOrCtrl+N'),
    ask('&Open…', 'open-workspace', 'CmdOrCtrl+O'),
    { label: 'Open &Recent', enabled: recent.length > 0, submenu: makeRecentMenu(actions, recent) },
    ask('Open the &Demonstration', 'open-demo'),
    line,
    ask('&Save a Copy…', 'copy-workspace', 'CmdOrCtrl+Shift+S'),
    ask('&Check the File', 'check-workspace'),
    line,
    {
      label: '&Export Target List',
      submenu: exportFormatIds.map((id, at) =>
        ask(`${inTitleCase(getFormat(id).name)}…`, `export-${id}`, at === 0 ? 'CmdOrCtrl+E' : undefined),
      ),
    },
    line,
    { role: 'close' },
    ...(mac ? [] : [{ role: 'quit' } as const]),
  ];
}

/** A label as a menu of the system writes it: "Excel workbook" becomes "Excel Workbook". */
function inTitleCase(words: string): string {
  return words.replaceAll(/\b[a-z]/g, (letter) => letter.toUpperCase());
}

/** An ampersand in a file's name must not underline its neighbour. */
function makeRecentMenu(actions: MenuActions, recent: readonly RecentWorkspace[]): Item[] {
  return recent.map((workspace) => ({
    label: `${workspace.file.name} – ${workspace.place}`.replaceAll('&', '&&'),
    click: () => actions.openRecent(workspace),
  }));
}

/** Undo and redo show their keys without taking them: the page sees the keys first and knows what has the focus. */
function makeEditMenu(ask: Ask): Item[] {
  return [
    { ...ask('&Undo', 'undo', 'CmdOrCtrl+Z'), registerAccelerator: false },
    { ...ask('&Redo', 'redo', 'CmdOrCtrl+Shift+Z'), registerAccelerator: false },
    line,
    { role: 'cut' },
    { role: 'copy' },
    { role: 'paste' },
    { role: 'selectAll' },
  ];
}

function makeFamilyItems(ask: Ask, subject: FamilySubject): Item[] {
  return importFamilyList
    .filter(({ about }) => about === subject)
    .map(({ id, title }) => ask(`${title}…`, `import-${id}`));
}

function makeDataMenu(ask: Ask): Item[] {
  return [
    ask('&Import Files…', 'import', 'CmdOrCtrl+I'),
    {
      label: 'Import as',
      submenu: [...makeFamilyItems(ask, 'areas'), line, ...makeFamilyItems(ask, 'provision')],
    },
    line,
    ask('&Link Areas…', 'link-areas'),
    ask('&Define a Rate…', 'define-rate'),
    ask('Compare R&ules…', 'compare-rules'),
    line,
    ask('&Releases…', 'show-releases'),
    ask('Disclosure &Policy…', 'choose-policy'),
    ask('&What Has Left…', 'show-log'),
  ];
}

function makeViewMenu(ask: Ask, { packaged }: MenuState): Item[] {
  const forDevelopers: Item[] = [line, { role: 'reload' }, { role: 'toggleDevTools' }];
  return [
    ...themes.map((theme) => ask(getTheme(theme).menuLabel, `theme-${theme}`)),
    line,
    { role: 'zoomIn' },
    { role: 'zoomOut' },
    { role: 'resetZoom' },
    line,
    { role: 'togglefullscreen' },
    ...(packaged ? [] : forDevelopers),
  ];
}

function makeHelpMenu(actions: MenuActions): Item[] {
  return [
    { label: '&Licences', click: () => actions.showLicences() },
    line,
    { role: 'about', label: '&About Pinpoint' },
  ];
}

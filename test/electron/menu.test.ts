import type { MenuItemConstructorOptions } from 'electron';
import { describe, expect, test } from 'vitest';
import { menuCommands, type MenuCommand } from '#contract';
import type { RecentWorkspace } from '../../electron/control.ts';
import { makeMenu } from '../../electron/menu.ts';

type Item = MenuItemConstructorOptions;

const recent: RecentWorkspace[] = [
  { file: { id: '1', name: 'Hull & Humber.gpkg', size: 1 }, place: '/home/a' },
];

function open(options: { packaged?: boolean; recent?: RecentWorkspace[] } = {}) {
  const sent: MenuCommand[] = [];
  const opened: string[] = [];
  let licences = 0;
  const template = makeMenu(
    {
      send: (command) => sent.push(command),
      openRecent: ({ file }) => opened.push(file.name),
      showLicences: () => (licences += 1),
    },
    { recent: options.recent ?? recent, packaged: options.packaged ?? true, mac: false },
  );
  return { items: leaves(template), sent, opened, licences: () => licences };
}

/** Entries that can be chosen, of all menus and submenus. */
function leaves(items: readonly Item[]): Item[] {
  return items.flatMap((item) => (Array.isArray(item.submenu) ? leaves(item.submenu) : [item]));
}

/** Electron passes facts about the click that no entry of ours looks at. */
function choose(item: Item): void {
  (item.click as unknown as () => void)();
}

describe('the menu', () => {
  test('holds every command that the page performs, once, and sends just that', () => {
    const { items, sent } = open();
    for (const item of items) if (item.id !== undefined) choose(item);
    expect(sent.toSorted()).toEqual(menuCommands.toSorted());
  });

  test('has no entry that does nothing', () => {
    const idle = open().items.filter(
      ({ type, role, click }) => type !== 'separator' && role === undefined && click === undefined,
    );
    expect(idle).toEqual([]);
  });

  test('gives no key to two entries', () => {
    const keys = open()
      .items.map(({ accelerator }) => accelerator)
      .filter((key) => key !== undefined);
    expect(new Set(keys).size).toBe(keys.length);
  });

  test('leaves the keys of undo and redo to the page, which knows whether a field has the focus', () => {
    const history = open().items.filter(({ id }) => id === 'undo' || id === 'redo');
    expect(history.map(({ registerAccelerator }) => registerAccelerator)).toEqual([false, false]);
  });

  test('opens a recent workspace, with an ampersand in its name kept', () => {
    const { items, opened } = open();
    const entry = items.find(({ label }) => label?.startsWith('Hull'))!;
    expect(entry.label).toContain('Hull && Humber.gpkg');
    choose(entry);
    expect(opened).toEqual(['Hull & Humber.gpkg']);
  });

  test('shows the licences', () => {
    const { items, licences } = open();
    choose(items.find(({ label }) => label === '&Licences')!);
    expect(licences()).toBe(1);
  });

  test('offers reloading and tools for developers only where the program is not packed', () => {
    const forDevelopers = (packaged: boolean): number =>
      open({ packaged }).items.filter(({ role }) => role === 'reload' || role === 'toggleDevTools').length;
    expect(forDevelopers(true)).toBe(0);
    expect(forDevelopers(false)).toBe(2);
  });
});

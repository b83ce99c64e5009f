import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findWorkspaceArgument } from '../../electron/command-line.ts';
import { findInstallerTask } from '../../electron/installer-events.ts';
import { findWindowState, fitWindow, rememberWindowState } from '../../electron/window-state.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'pinpoint-start-'));
  writeFileSync(join(folder, 'mersey.gpkg'), '');
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('the workspace named at the start', () => {
  test('is found among other arguments, beside the folder of whoever started it', () => {
    expect(findWorkspaceArgument(['pinpoint', '--flag', 'mersey.gpkg'], folder)).toBe(
      join(folder, 'mersey.gpkg'),
    );
    expect(findWorkspaceArgument(['electron', '.', 'mersey.gpkg'], folder)).toBe(join(folder, 'mersey.gpkg'));
  });

  test('is none where nothing, or nothing that exists, is named', () => {
    expect(findWorkspaceArgument(['pinpoint'], folder)).toBeUndefined();
    expect(findWorkspaceArgument(['pinpoint', '.'], folder)).toBeUndefined();
    expect(findWorkspaceArgument(['pinpoint', 'other.gpkg'], folder)).toBeUndefined();
    expect(findWorkspaceArgument(['pinpoint', '--x=mersey.gpkg'], folder)).toBeUndefined();
  });
});

describe('the window', () => {
  const display = { x: 0, y: 0, width: 1920, height: 1040 };
  const state = { bounds: { x: 100, y: 50, width: 1400, height: 900 }, maximised: true };

  test('opens where it was closed', () => {
    const path = join(folder, 'window.json');
    rememberWindowState(path, state);
    expect(findWindowState(path)).toEqual(state);
    expect(fitWindow(findWindowState(path), [display])).toEqual(state.bounds);
  });

  test('opens in the middle the first time, and where its memory cannot be read', () => {
    const path = join(folder, 'broken.json');
    writeFileSync(path, '{"bounds":{"x":"left"}}');
    expect(findWindowState(path)).toBeUndefined();
    expect(findWindowState(join(folder, 'none.json'))).toBeUndefined();
    expect(fitWindow(undefined, [display])).toEqual({ width: 1366, height: 768 });
  });

  test('comes back into reach when its display is gone', () => {
    const away = { ...state, bounds: { ...state.bounds, x: 2500 } };
    expect(fitWindow(away, [display])).toEqual({ width: 1400, height: 900 });
    const above = { ...state, bounds: { ...state.bounds, y: -400 } };
    expect(fitWindow(above, [display])).not.toHaveProperty('y');
  });

  test('is never smaller than 1024 by 640', () => {
    const small = { ...state, bounds: { ...state.bounds, width: 300, height: 200 } };
    expect(fitWindow(small, [display])).toMatchObject({ width: 1024, height: 640 });
  });
});

describe.skipIf(process.platform !== 'linux')('npm start on a machine without a display', () => {
  test('says so in the beginning of a sentence, and fetches nothing', () => {
    const script = resolve(import.meta.dirname, '../../scripts/find-desktop.ts');
    const { DISPLAY: _x, WAYLAND_DISPLAY: _w, ...env } = process.env;
    const code = `import { findDesktop } from ${JSON.stringify(script)};
      console.log(JSON.stringify(await findDesktop('.')));`;
    const { stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', code], { env, cwd: folder });
    expect(JSON.parse(stdout.toString())).toEqual({
      available: false,
      reason: 'There is no display for a desktop window here',
    });
  });
});

describe('the Windows installer', () => {
  const ask = (event: string): string[] | undefined =>
    findInstallerTask(['pinpoint.exe', event], '/apps/pinpoint/pinpoint.exe');

  test('gets its shortcut made and removed', () => {
    expect(ask('--squirrel-install')).toEqual(['--createShortcut=pinpoint.exe']);
    expect(ask('--squirrel-updated')).toEqual(['--createShortcut=pinpoint.exe']);
    expect(ask('--squirrel-uninstall')).toEqual(['--removeShortcut=pinpoint.exe']);
  });

  test('needs nothing more of an outdated version, and nothing of a usual start', () => {
    expect(ask('--squirrel-obsolete')).toEqual([]);
    expect(ask('--squirrel-firstrun')).toBeUndefined();
    expect(ask('mersey.gpkg')).toBeUndefined();
  });
});

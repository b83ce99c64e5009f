import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FuseV1Options } from '@electron/fuses';
import { afterAll, beforeAll, describe, expect, expectTypeOf, test } from 'vitest';
import { findWebLink, isOwnPage, pageUrl } from '../../electron/origin.ts';
import { answerPage } from '../../electron/pages.ts';
import type { DesktopShell } from '../../electron/preload/preload.ts';
import { windowPreferences } from '../../electron/window-preferences.ts';
import forgeConfig, { fuses, isLeftOut } from '../../forge.config.ts';
import type { PreloadedShell } from '../../renderer/host/desktop-shell.ts';

describe('the page', () => {
  test('can do no more than a web page', () => {
    expect(windowPreferences).toMatchObject({
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      webviewTag: false,
    });
  });

  test('finds on its window what it expects there', () => {
    expectTypeOf<DesktopShell>().toExtend<PreloadedShell>();
  });

  test.each([
    [pageUrl, true],
    ['app://pinpoint/assets/index.js', true],
    ['app://pinpoint.evil.example/', false],
    ['app://evil@other/index.html', false],
    ['file:///etc/passwd', false],
    ['https://pinpoint/index.html', false],
    ['about:blank', false],
    ['', false],
  ])('the address %s is its own: %s', (address, own) => {
    expect(isOwnPage(address)).toBe(own);
  });

  test.each([
    ['https://www.ons.gov.uk/', 'https://www.ons.gov.uk/'],
    ['http://www.ons.gov.uk/', undefined],
    ['https://somebody:secret@example.org/', undefined],
    ['file:///etc/passwd', undefined],
    ['javascript:alert(1)', undefined],
    ['smb://server/share', undefined],
    [['https://example.org/'], undefined],
  ])('a link to %s goes to the browser as %s', (address, link) => {
    expect(findWebLink(address)).toBe(link);
  });
});

describe('the scheme of the page', () => {
  let folder: string;
  let pages: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'pinpoint-pages-'));
    pages = join(folder, 'renderer');
    mkdirSync(pages);
    writeFileSync(join(pages, 'index.html'), '<title>the page</title>');
    writeFileSync(join(folder, 'secret.txt'), 'secret');
    mkdirSync(join(folder, 'renderer-secret'));
    writeFileSync(join(folder, 'renderer-secret', 'a.txt'), 'secret');
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const get = (url: string): Promise<Response> => answerPage(pages, { url, method: 'GET' });

  test('gives the built page with a strict policy', async () => {
    const answer = await get(pageUrl);
    expect(await answer.text()).toContain('the page');
    expect(answer.headers.get('content-type')).toContain('text/html');
    const policy = answer.headers.get('content-security-policy')!;
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self';");
    expect(policy).not.toContain('unsafe-eval');
    expect(policy).not.toMatch(/https?:/);
  });

  test.each([
    'app://pinpoint/%2e%2e/secret.txt',
    'app://pinpoint/..%2fsecret.txt',
    'app://pinpoint/..%2frenderer-secret/a.txt',
    'app://pinpoint/%2e%2e%5csecret.txt',
    'app://pinpoint/%00',
    'app://pinpoint/%zz',
    'app://pinpoint/',
    'app://other/index.html',
    'app://pinpoint/nothing.js',
  ])('gives nothing for %s', async (url) => {
    const answer = await get(url);
    expect(answer.status).toBe(404);
    expect(await answer.text()).not.toContain('secret');
  });

  test('answers nothing but reading', async () => {
    expect((await answerPage(pages, { url: pageUrl, method: 'POST' })).status).toBe(405);
  });
});

describe('the packed program', () => {
  test('has every switch of Electron set on purpose', () => {
    const options = Object.values(FuseV1Options).filter((option) => typeof option === 'number');
    const { RunAsNode, EnableNodeOptionsEnvironmentVariable, EnableNodeCliInspectArguments } = FuseV1Options;
    for (const option of options) expect(fuses).toHaveProperty([option]);
    for (const off of [RunAsNode, EnableNodeOptionsEnvironmentVariable, EnableNodeCliInspectArguments])
      expect(fuses[off]).toBe(false);
    expect(fuses[FuseV1Options.GrantFileProtocolExtraPrivileges]).toBe(false);
    expect(fuses[FuseV1Options.EnableCookieEncryption]).toBe(true);
    expect(fuses[FuseV1Options.EnableEmbeddedAsarIntegrityValidation]).toBe(true);
    expect(fuses[FuseV1Options.OnlyLoadAppFromAsar]).toBe(true);
  });

  test('sets them when it is packed, and keeps only binaries outside its archive', () => {
    expect(forgeConfig.plugins?.map((plugin) => plugin.name)).toContain('fuses');
    expect(forgeConfig.packagerConfig?.asar).toEqual({ unpack: '**/*.node' });
  });

  test.each([
    ['', false],
    ['/package.json', false],
    ['/.vite', false],
    ['/.vite/build/main.cjs', false],
    ['/dist', false],
    ['/dist/renderer/index.html', false],
    ['/dist/licences.txt', true],
    ['/node_modules', true],
    ['/test/electron/smoke.test.ts', true],
    ['/.git/config', true],
    ['/dist/renderer-old/index.html', true],
  ])('leaves out “%s”: %s', (path, out) => {
    expect(isLeftOut(path)).toBe(out);
  });
});

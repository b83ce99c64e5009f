import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { nameInFormat } from '#contract';
import { passGate } from '#core/disclosure';
import { writeDocument } from '#data/export';
import { getBrowser } from '../browser.ts';
import { aDocument, someFurtherTables } from '../data/export/a-document.ts';
import { listBarriers } from './axe.ts';

/** The page as somebody opens it: its policy in force. axe is a script, so that it needs a context which lets it in. */
describe('a document as a page', () => {
  let folder: string;
  const contexts: BrowserContext[] = [];

  async function open(options: { bypassCSP: boolean }): Promise<Page> {
    const context = await (
      await getBrowser()
    ).newContext({ ...options, viewport: { width: 1366, height: 768 } });
    contexts.push(context);
    const page = await context.newPage();
    await page.goto(pathToFileURL(join(folder, nameInFormat('list', 'html'))).href);
    return page;
  }

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'pinpoint-page-'));
    const document = passGate(aDocument(someFurtherTables()), 'none');
    await writeDocument(document, { format: 'html', folder, fileName: 'list' });
  });
  afterAll(async () => {
    await Promise.all(contexts.map((context) => context.close()));
    rmSync(folder, { recursive: true });
  });

  test('axe finds no barrier', async () => {
    expect(await listBarriers(await open({ bypassCSP: true }))).toEqual([]);
  });

  test('it has language, title, headings in order and tables whose heads are heads, and its own style is let in', async () => {
    const page = await open({ bypassCSP: false });
    const found = await page.evaluate(() => ({
      language: document.documentElement.lang,
      title: document.title,
      levels: [...document.querySelectorAll('h1, h2, h3')].map(({ tagName }) => Number(tagName[1])),
      scripts: document.scripts.length,
      captions: [...document.querySelectorAll('caption')].map(({ textContent }) => textContent),
      isStyled: getComputedStyle(document.querySelector('.number')!).textAlign,
    }));
    expect(found).toMatchObject({
      language: 'en-GB',
      title: 'Priority LSOAs',
      scripts: 0,
      isStyled: 'right',
    });
    expect(found.captions).toEqual(['The list: 3 areas', 'The sites: 2', 'No deliveries']);
    expect(found.levels[0]).toBe(1);
    for (const [at, level] of found.levels.slice(1).entries())
      expect(level).toBeLessThanOrEqual(found.levels[at]! + 1);
    const rows = page.getByRole('region', { name: 'The list: 3 areas' }).getByRole('row');
    expect(await rows.count()).toBe(4);
    const row = rows.filter({ has: page.getByRole('rowheader', { name: 'Tŷ Gŵyr & <Sons> “001A”' }) });
    expect(await row.getByRole('cell', { name: '142' }).count()).toBe(1);
  });

  test('by keyboard the first stop leads past the contents, and the list is scrolled', async () => {
    const page = await open({ bypassCSP: false });
    await page.setViewportSize({ width: 500, height: 768 });
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    expect(new URL(page.url()).hash).toBe('#main');
    await page.keyboard.press('Tab');
    await page.keyboard.press('End');
    const region = page.getByRole('region', { name: 'The list: 3 areas' });
    expect(await region.evaluate((element) => element === document.activeElement)).toBe(true);
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => region.evaluate((element) => element.scrollLeft)).toBeGreaterThan(0);
  });
});

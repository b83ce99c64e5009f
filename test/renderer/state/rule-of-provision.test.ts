import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { followBackend, setRuleText, useRule, useView } from '../../../renderer/state/index.ts';
import { connectStores, type PageStores } from '../a-page.ts';

/** The stores of the page on a real backend: what a rule asks of provision is asked again when provision changes. */

let page: PageStores;

beforeAll(async () => {
  page = await connectStores();
  await followBackend();
  useView.setState({ geography: 'lsoa:2001' });
});

afterAll(() => page.close());

const countIn = (): number | undefined => useRule.getState().result?.counts.in;

test('a rule about reach is answered anew when a site is moved, and when that is undone', async () => {
  setRuleText("minutes('site:s01', 'walk') < 20");
  await vi.waitFor(() => expect(useRule.getState().question?.rule).toContain('minutes'), 30_000);
  const before = countIn()!;
  expect(before).toBeGreaterThan(0);
  const { provision } = await page.backend.client.call('provision.list', {});
  const site = provision.sites.find(({ id }) => id === 's01')!;
  // Far out at sea nobody reaches it on foot.
  await page.backend.client.call('site.save', { ...site, lon: -4.5, lat: 53.9 });
  await vi.waitFor(() => expect(countIn()).toBe(0), 30_000);
  await page.backend.client.call('workspace.undo', {});
  await vi.waitFor(() => expect(countIn()).toBe(before), 30_000);
});

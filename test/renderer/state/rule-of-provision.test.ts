import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { createBackend, type Backend } from '#backend';
import { followBackend, setHost, setRuleText, useRule, useView } from '../../../renderer/state/index.ts';

/** The stores of the page on a real backend: what a rule asks of provision is asked again when provision changes. */

let home: string;
let backend: Backend;

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'pinpoint-reach-'));
  backend = createBackend({ holder: 'a test', home });
  await backend.openDemo();
  setHost({
    kind: 'browser',
    client: backend.client,
    shell: {
      capabilities: { saveDialog: false, dropFiles: false },
      pickFiles: () => Promise.resolve([]),
      takeFiles: () => Promise.resolve([]),
      deliver: () => Promise.resolve(false),
      openLink: () => undefined,
      onCommand: () => undefined,
    },
  });
  await followBackend();
  useView.setState({ geography: 'lsoa:2001' });
});

afterAll(async () => {
  await backend.close();
  rmSync(home, { recursive: true });
});

const countIn = (): number | undefined => useRule.getState().result?.counts.in;

test('a rule about reach is answered anew when a site is moved, and when that is undone', async () => {
  setRuleText("minutes('site:s01', 'walk') < 20");
  await vi.waitFor(() => expect(useRule.getState().question?.rule).toContain('minutes'), 30_000);
  const before = countIn()!;
  expect(before).toBeGreaterThan(0);
  const { provision } = await backend.client.call('provision.list', {});
  const site = provision.sites.find(({ id }) => id === 's01')!;
  // Far out at sea nobody reaches it on foot.
  await backend.client.call('site.save', { ...site, lon: -4.5, lat: 53.9 });
  await vi.waitFor(() => expect(countIn()).toBe(0), 30_000);
  await backend.client.call('workspace.undo', {});
  await vi.waitFor(() => expect(countIn()).toBe(before), 30_000);
});

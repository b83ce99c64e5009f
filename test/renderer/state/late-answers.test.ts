import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Backend } from '#backend';
import type { CoverageRequest, ReachRequest } from '#contract';
import {
  askForCoverage,
  closeAllDialogs,
  evaluateNow,
  followCatchment,
  getClient,
  putJob,
  readJobs,
  refreshSession,
  selectSite,
  setRuleText,
  setStyle,
  showReach,
  showReport,
  useDialogs,
  useJobs,
  useProvision,
  useReach,
  useRule,
  useSession,
  useView,
  waitForEnd,
} from '../../../renderer/state/index.ts';
import { connectStores, type PageStores } from '../a-page.ts';
import type { LateTransport } from '../late-transport.ts';

/** The stores of the page on a real backend, where the first answer is slow and the second fast: the second must stay. */

const geography = 'lsoa:2001';
const travel = {
  mode: 'walk',
  limit: 20,
  date: null,
  window: '07:00-09:00',
  percentile: 50,
  direction: 'from',
  maxWalkMinutes: 15,
} as const;
const need = { indicator: 'jsa_claimants', cohort: 'all', period: null };

let page: PageStores;
let backend: Backend;
let transport: LateTransport;

beforeAll(async () => {
  page = await connectStores();
  ({ backend, transport } = page);
  getClient().subscribe((event) => {
    if (event.type === 'job.changed') putJob(event.job);
  });
  await refreshSession();
  useView.setState({ geography });
});

afterAll(() => page.close());

describe('of two questions the answer to the second stays', () => {
  test('of rules that are typed', async () => {
    const slow = transport.holdNext('rule.evaluate');
    setRuleText('jsa_rate > 40');
    await slow.asked;
    setRuleText('jsa_rate > 10');
    await slow.arrive();
    await evaluateNow();
    const { result, question, error } = useRule.getState();
    expect(error).toBeNull();
    expect(question?.rule).toBe('jsa_rate > 10');
    const right = await backend.client.call('rule.evaluate', question!);
    expect(result?.counts).toEqual(right.counts);
  });

  test('of a wrong rule and the one that mends it', async () => {
    const slow = transport.holdNext('rule.evaluate');
    setRuleText('jsa_rate >');
    await slow.asked;
    setRuleText('jsa_rate > 9');
    await slow.arrive();
    await evaluateNow();
    expect(useRule.getState().error).toBeNull();
    expect(useRule.getState().question?.rule).toBe('jsa_rate > 9');
  });

  test('of the workspace before and after a change', async () => {
    const slow = transport.holdNext('workspace.info');
    const first = refreshSession();
    await slow.asked;
    await backend.client.call('workspace.setStyle', {
      method: 'jenks',
      classes: 7,
      palette: 'purples',
    });
    const second = refreshSession();
    await slow.arrive();
    await Promise.all([first, second]);
    expect(useSession.getState().info?.style?.palette).toBe('purples');
  });

  test('of changes whose answers overtake one another', async () => {
    const slow = transport.holdNext('workspace.setStyle');
    const first = setStyle({ classes: 4 });
    await slow.asked;
    await setStyle({ classes: 6 });
    await slow.arrive();
    await first;
    expect(useSession.getState().info?.style?.classes).toBe(6);
  });

  test('of providers whose reach goes on the map', async () => {
    const request = (provider: string): ReachRequest => ({
      geography: 'ward:2003',
      need,
      success: 'outcomes',
      provider,
      programme: null,
      period: null,
    });
    const slow = transport.holdNext('provision.reach');
    const first = showReach(request('v01'));
    await slow.asked;
    await showReach(request('v05'));
    await slow.arrive();
    await first;
    expect(useReach.getState().shown?.request.provider).toBe('v05');
    useView.setState({ geography });
  });

  test('of coverages that are measured; the job of the first is cancelled', async () => {
    const request = (selector: string): CoverageRequest => ({
      geography,
      selector,
      day: null,
      travel,
      need,
      count: 'programmes',
    });
    const slow = transport.holdNext('coverage.start');
    const first = askForCoverage(request('stage:advice'));
    await slow.asked;
    await askForCoverage(request('*'));
    await slow.arrive();
    await first;
    expect(useProvision.getState().coverage?.request.selector).toBe('*');
    expect(useProvision.getState().coverage?.result.selector).toBe('*');
  });

  test('of sites whose catchment is drawn', async () => {
    followCatchment();
    const { provision } = await backend.client.call('provision.list', {});
    const [one, other] = provision.sites;
    useProvision.setState({ travel });
    const slow = transport.holdNext('catchment.outline');
    selectSite(one!.id);
    await slow.asked;
    selectSite(other!.id);
    await slow.arrive();
    await expect.poll(() => useProvision.getState().catchment?.loading).toBe(false);
    expect(useProvision.getState().catchment?.place).toEqual({ site: other!.id });
  });

  test('of reports that are opened', async () => {
    const [one, other] = useSession.getState().description!.releases;
    const slow = transport.holdNext('release.report');
    const first = showReport(one!);
    await slow.asked;
    await showReport(other!);
    await slow.arrive();
    await first;
    expect(useDialogs.getState().stack).toMatchObject([{ kind: 'report', release: other!.id }]);
    closeAllDialogs();
  });

  test('of the list of jobs and what was told of one meanwhile', async () => {
    const slow = transport.holdNext('job.list');
    const reading = readJobs();
    await slow.asked;
    const { job } = await backend.client.call('coverage.start', {
      geography,
      selector: '*',
      day: null,
      travel,
      need,
      count: 'programmes',
    });
    await waitForEnd(job);
    await slow.arrive();
    await reading;
    expect(useJobs.getState().jobs.find(({ id }) => id === job)?.state).toBe('done');
  });
});

import { beforeEach, expect, test } from 'vitest';
import type { WorkspaceDescription } from '#contract';
import { settleView, showIndicator, useView } from '../../../renderer/state/view.ts';
import { anIndicator } from '../an-indicator.ts';

const description = {
  geographies: [],
  designations: [],
  indicators: [
    anIndicator('claimants', { cohorts: ['sex=female', 'sex=male'], everyone: false }),
    anIndicator('jsa', { cohorts: ['sex=male'] }),
  ],
} as unknown as WorkspaceDescription;

beforeEach(() => useView.setState({ indicator: null, cohort: 'all', period: null }));

test('an indicator of which only cohorts have values is shown for the first of them', () => {
  settleView(description, null);
  expect(useView.getState()).toMatchObject({ indicator: 'claimants', cohort: 'sex=female' });
});

test('another indicator keeps the cohort that it has, and is shown for all people else', () => {
  useView.setState({ indicator: 'claimants', cohort: 'sex=male' });
  showIndicator('jsa', description);
  expect(useView.getState().cohort).toBe('sex=male');
  useView.setState({ cohort: 'sex=female' });
  showIndicator('jsa', description);
  expect(useView.getState().cohort).toBe('all');
  showIndicator('claimants', description);
  expect(useView.getState().cohort).toBe('sex=female');
});

import { describe, expect, test } from 'vitest';
import type { WorkspaceDescription } from '#contract';
import { questionAges } from '../../../../renderer/features/import-dialog/denominator.ts';
import { draftOf, type ObservationsDraft } from '../../../../renderer/features/import-dialog/draft.ts';
import { lookAtTable } from './inspections.ts';

type Indicator = WorkspaceDescription['indicators'][number];

const draft = (part: Partial<ObservationsDraft>): ObservationsDraft => ({
  ...(draftOf(lookAtTable()) as ObservationsDraft),
  ...part,
});
const stored = (id: string): Indicator => ({
  id,
  name: id,
  kind: 'count',
  of: null,
  numerator: null,
  unit: '',
  polarity: 'neutral',
  observations: 1,
  periods: ['2017'],
  cohorts: [],
  everyone: true,
  geographies: ['lsoa:2011'],
});
const population = draft({ indicator: 'population', name: 'Residents, all ages' });

describe('the ages that a file counts', () => {
  test('are asked about beside claimants of the workspace and of a file imported with it', () => {
    const claimants = draft({ indicator: 'claimants' });
    expect(questionAges(population, [stored('claimants')], [])).toContain('too low');
    expect(questionAges(population, [], [population, claimants])).toContain('too low');
    expect(questionAges(population, [], [population])).toBeNull();
  });

  test('are known by the columns added up, by the column of the numbers and by the cohort of the file', () => {
    const [base, claimants] = [{ indicator: 'residents', name: '' }, [stored('claimants')]];
    const asked = (part: Partial<ObservationsDraft>) =>
      questionAges(draft({ ...base, ...part }), claimants, []);
    expect(asked({ valueColumn: null, sumColumns: '0-90+' })).toContain('too low');
    expect(asked({ valueColumn: null, sumColumns: '16-64' })).toBeNull();
    expect(asked({ valueColumn: 'all_ages' })).toContain('too low');
    expect(asked({ cohort: [{ key: 'age', value: '16-64' }] })).toBeNull();
  });

  test('are not asked about of a rate, nor before it has a name', () => {
    expect(questionAges({ ...population, kind: 'rate' }, [stored('claimants')], [])).toBeNull();
    expect(questionAges({ ...population, indicator: '' }, [stored('claimants')], [])).toBeNull();
  });
});

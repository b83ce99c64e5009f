import { describe, expect, test } from 'vitest';
import { questionAges } from '../../../../renderer/features/import-dialog/denominator.ts';
import {
  draftOfInspection,
  type ObservationsDraft,
} from '../../../../renderer/features/import-dialog/draft.ts';
import { anIndicator } from '../../an-indicator.ts';
import { lookAtTable } from './inspections.ts';

const draft = (part: Partial<ObservationsDraft>): ObservationsDraft => ({
  ...(draftOfInspection(lookAtTable()) as ObservationsDraft),
  ...part,
});
const population = draft({ indicator: 'population', name: 'Residents, all ages' });

describe('the ages that a file counts', () => {
  test('are asked about beside claimants of the workspace and of a file imported with it', () => {
    const claimants = draft({ indicator: 'claimants' });
    expect(questionAges(population, [anIndicator('claimants')], [])).toContain('too low');
    expect(questionAges(population, [], [population, claimants])).toContain('too low');
    expect(questionAges(population, [], [population])).toBeNull();
  });

  test('are known by the columns added up, by the column of the numbers and by the cohort of the file', () => {
    const [base, claimants] = [{ indicator: 'residents', name: '' }, [anIndicator('claimants')]];
    const asked = (part: Partial<ObservationsDraft>) =>
      questionAges(draft({ ...base, ...part }), claimants, []);
    expect(asked({ valueColumn: null, sumColumns: '0-90+' })).toContain('too low');
    expect(asked({ valueColumn: null, sumColumns: '16-64' })).toBeNull();
    expect(asked({ valueColumn: 'all_ages' })).toContain('too low');
    expect(asked({ cohort: [{ key: 'age', value: '16-64' }] })).toBeNull();
  });

  test('are not asked about of a rate, nor before it has a name', () => {
    expect(questionAges({ ...population, kind: 'rate' }, [anIndicator('claimants')], [])).toBeNull();
    expect(questionAges({ ...population, indicator: '' }, [anIndicator('claimants')], [])).toBeNull();
  });
});

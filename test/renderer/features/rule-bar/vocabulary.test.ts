import { describe, expect, it } from 'vitest';
import type { WorkspaceDescription } from '#contract';
import { exampleRule } from '../../../../renderer/features/rule-bar/vocabulary.ts';

function describing(
  indicators: [id: string, kind: 'count' | 'rate', ...cohorts: string[]][],
): WorkspaceDescription {
  return {
    indicators: indicators.map(([id, kind, ...cohorts]) => ({
      id,
      kind,
      periods: ['2019'],
      cohorts,
      everyone: cohorts.length === 0,
    })),
  } as unknown as WorkspaceDescription;
}

describe('the example in an empty rule field', () => {
  it('names an indicator of this workspace, a rate before a count', () => {
    expect(
      exampleRule(
        describing([
          ['claimants', 'count'],
          ['claimant_rate', 'rate'],
        ]),
      ),
    ).toBe('A rule, such as claimant_rate > 10');
    expect(exampleRule(describing([['claimants', 'count']]))).toBe('A rule, such as claimants > 10');
  });

  it('names a cohort where nothing is known of all people', () => {
    expect(exampleRule(describing([['claimants', 'count', 'sex=female', 'sex=male']]))).toBe(
      'A rule, such as claimants[sex=female] > 10',
    );
  });

  it('asks for numbers where there are none', () => {
    expect(exampleRule(describing([]))).toMatch(/import/);
  });
});

import { describe, expect, it } from 'vitest';
import { importMapping, type PointsMapping } from '#contract';
import { consequenceWords } from '../../../../renderer/features/import-dialog/consequence.ts';
import {
  draftOfInspection,
  mappingOf,
  problemsOf,
} from '../../../../renderer/features/import-dialog/draft.ts';
import { rolesOf } from '../../../../renderer/features/import-dialog/roles.ts';
import { aTrial, lookAtProvision, nowhere } from './inspections.ts';

const points: PointsMapping = {
  family: 'points',
  geography: 'lsoa',
  vintage: '2011',
  codeColumn: 'lsoa11cd',
  position: { ...nowhere, eastingColumn: 'x', northingColumn: 'y' },
  weightColumn: 'residents',
};
const columns = ['lsoa11cd', 'x', 'y', 'residents'];

describe('the draft of population points', () => {
  it('is what was guessed, and goes back as it came', () => {
    const draft = draftOfInspection(lookAtProvision(points));
    expect(problemsOf(draft, columns)).toEqual({});
    expect(importMapping.parse(mappingOf(draft))).toEqual(points);
  });

  it('needs a place; codes and weights may be left out', () => {
    expect(Object.keys(problemsOf({ ...points, position: nowhere }, columns))).toEqual(['position']);
    expect(problemsOf({ ...points, codeColumn: null, weightColumn: null }, columns)).toEqual({});
  });

  it('asks for the areas where they could not be told', () => {
    const draft = draftOfInspection(lookAtProvision(points, ['geography', 'vintage']));
    expect(Object.keys(problemsOf(draft, columns))).toEqual(['geography']);
  });

  it('names what each column is taken for', () => {
    expect(Object.fromEntries(rolesOf(points, columns))).toMatchObject({
      lsoa11cd: 'Code',
      residents: 'Weight',
    });
  });

  it('says what it would bring', () => {
    const trial = aTrial({ brings: { ...aTrial().brings, points: 3940 } });
    expect(consequenceWords(points, trial)).toBe('Journeys of LSOAs 2011 end in 3,940 population points.');
  });
});

import { describe, expect, it, test } from 'vitest';
import { coverageRequest, type RuleQuestion } from '#contract';
import {
  findExtentProblem,
  findNameProblem,
  makeRequest,
  nameFromTitle,
  pickSystem,
  type ExportChoices,
  type MeasuredCoverage,
} from '../../../../renderer/features/export-dialog/request.ts';
import { draftOfPolicy } from '../../../../renderer/ui/policy-draft.ts';

const question: RuleQuestion = {
  rule: 'jsa_rate > 10',
  geography: 'lsoa:2001',
  period: null,
  need: null,
  order: null,
};
const choose = (change: Partial<ExportChoices> = {}): ExportChoices => ({
  format: 'csv',
  system: 'EPSG:4326',
  title: '',
  author: '',
  extent: 'all-in',
  limit: '10',
  share: '50',
  withCoverage: true,
  withBeside: true,
  fileName: '',
  policy: draftOfPolicy(null),
  savesRun: false,
  ...change,
});

const nothing = { coverage: null, indicators: [], policy: null };

describe('the request of a list', () => {
  it('takes the number only where a number was asked for', () => {
    expect(makeRequest(question, choose(), nothing)).toMatchObject({ limit: null, share: null, all: false });
    expect(makeRequest(question, choose({ extent: 'limit' }), nothing)).toMatchObject({
      limit: 10,
      share: null,
    });
    expect(makeRequest(question, choose({ extent: 'share' }), nothing)).toMatchObject({
      limit: null,
      share: 0.5,
    });
    expect(makeRequest(question, choose({ extent: 'everything' }), nothing)).toMatchObject({ all: true });
  });

  it('names nobody and lets the title be made where the fields are blank', () => {
    expect(makeRequest(question, choose({ author: '  ' }), nothing)).toMatchObject({
      author: null,
      title: null,
    });
  });
});

test('a coordinate system that was chosen for one format goes with it to others that can be in it', () => {
  const grid = 'EPSG:27700';
  expect(pickSystem({ format: 'shp', system: grid })).toEqual({ format: 'shp', system: grid });
  for (const format of ['csv', 'kml'] as const)
    expect(pickSystem({ format, system: grid })).toEqual({ format, system: 'EPSG:4326' });
});

describe('coverage beside the list', () => {
  const measured: MeasuredCoverage = {
    request: coverageRequest.parse({
      geography: 'lsoa:2001',
      selector: 'stage:advice',
      travel: { mode: 'walk', limit: 30 },
      need: { indicator: 'jsa_claimants' },
    }),
    job: 'j1',
  };

  it('is that of the job that measured it, unless it is not wanted or there is none', () => {
    expect(makeRequest(question, choose(), { ...nothing, coverage: measured }).coverage).toEqual(measured);
    expect(
      makeRequest(question, choose({ withCoverage: false }), { ...nothing, coverage: measured }).coverage,
    ).toBeNull();
    expect(makeRequest(question, choose(), nothing).coverage).toBeNull();
  });
});

describe('the indicators beside the areas', () => {
  const indicators = [{ indicator: 'imd_score', cohort: 'all', period: '2007' }];

  it('are those of the table, unless they are not wanted', () => {
    expect(makeRequest(question, choose(), { ...nothing, indicators }).beside).toEqual(indicators);
    expect(makeRequest(question, choose({ withBeside: false }), { ...nothing, indicators }).beside).toEqual(
      [],
    );
  });
});

describe('what is refused before it is asked', () => {
  it.each(['', '0', '2.5', 'ten'])('a number of areas “%s”', (limit) => {
    expect(findExtentProblem(choose({ extent: 'limit', limit }))).toBeDefined();
    expect(findExtentProblem(choose({ limit }))).toBeUndefined();
  });

  it.each(['', '0', '101', 'half'])('a share of “%s” per cent', (share) => {
    expect(findExtentProblem(choose({ extent: 'share', share }))).toBeDefined();
  });

  it.each(['', 'a/b', 'what?'])('the file name “%s”', (name) => {
    expect(findNameProblem(name)).toBeDefined();
  });
});

describe('a file name made from a title', () => {
  it('has small letters, digits and dashes', () => {
    expect(nameFromTitle('Priority LSOAs (2001): jsa_rate > 10, July 2008')).toBe(
      'priority-lsoas-2001-jsa-rate-10-july-2008',
    );
  });

  it('is never empty', () => {
    expect(nameFromTitle('…')).toBe('priority-areas');
  });
});

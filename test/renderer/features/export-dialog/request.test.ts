import { describe, expect, it } from 'vitest';
import type { RuleQuestion } from '#contract';
import {
  findExtentProblem,
  findNameProblem,
  makeRequest,
  nameFromTitle,
  type ExportChoices,
} from '../../../../renderer/features/export-dialog/request.ts';

const question: RuleQuestion = {
  rule: 'jsa_rate > 10',
  geography: 'lsoa:2001',
  period: null,
  need: null,
  order: null,
};
const choose = (change: Partial<ExportChoices> = {}): ExportChoices => ({
  format: 'csv',
  title: '',
  author: '',
  extent: 'all-in',
  limit: '10',
  share: '50',
  fileName: '',
  ...change,
});

describe('the request of a list', () => {
  it('takes the number only where a number was asked for', () => {
    expect(makeRequest(question, choose())).toMatchObject({ limit: null, share: null, all: false });
    expect(makeRequest(question, choose({ extent: 'limit' }))).toMatchObject({ limit: 10, share: null });
    expect(makeRequest(question, choose({ extent: 'share' }))).toMatchObject({ limit: null, share: 0.5 });
    expect(makeRequest(question, choose({ extent: 'everything' }))).toMatchObject({ all: true });
  });

  it('names nobody and lets the title be made where the fields are blank', () => {
    expect(makeRequest(question, choose({ author: '  ' }))).toMatchObject({ author: null, title: null });
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

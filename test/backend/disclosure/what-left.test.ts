import { describe, expect, test } from 'vitest';
import type { DisclosurePolicy, GeographyRef } from '#contract';
import { readValues } from '#core/targeting';
import { checkAgainstWhatLeft, listShown, readUnderPolicy } from '../../../backend/disclosure/index.ts';
import { makeAreaTable } from '../../../backend/figures/index.ts';
import { codeOf, publishValues } from '../../data/workspace/build.ts';
import type { StatedSum, WorkspaceWriter } from '#data/workspace';
import { aCounty, valuesOf } from './a-county.ts';

const counts = [3, 40, 52, 31, 60, 71, 88, 2, 44, 45, 46, 47, 48, 49, 50, 51];
const terms = (policy: DisclosurePolicy) => ({ policy, override: null });

/** What a list of these areas shows of the claimants, and states of the sum of others. */
function show(
  workspace: WorkspaceWriter,
  codes: string[],
  policy: DisclosurePolicy = 'under5',
  { geography = 'lsoa:2011', sums = [] }: { geography?: GeographyRef; sums?: StatedSum[] } = {},
) {
  const reader = readUnderPolicy(workspace, terms(policy));
  const asked = { indicator: 'claimants', cohort: 'all', period: null };
  readValues(makeAreaTable(reader, geography), asked);
  const name = { geography, indicator: 'claimants', cohort: 'all', period: '2008-07' };
  const shown = listShown(reader, { geography, codes, sums: sums.map((sum) => ({ name, sum })) });
  return { reader, shown };
}

/** Lets a list of these areas leave. */
function letOut(
  workspace: WorkspaceWriter,
  codes: string[],
  policy: DisclosurePolicy = 'under5',
  more: { geography?: GeographyRef; sums?: StatedSum[] } = {},
): void {
  const { reader, shown: statements } = show(workspace, codes, policy, more);
  checkAgainstWhatLeft({ treated: reader, workspace }, statements, terms(policy));
  const entry = {
    author: null,
    title: `${codes.length} areas`,
    format: 'csv',
    rule: null,
    policy,
    override: null,
  };
  workspace.recordExport({ ...entry, file: 'list.csv', sha256: '0', statements });
}

const areas = (...positions: number[]): string[] => positions.map((at) => codeOf(at));

describe('two documents', () => {
  test('that differ by an area with three people are stopped, and the earlier one is named', () => {
    const { workspace } = aCounty(counts);
    letOut(workspace, areas(1, 2, 3));
    expect(() => letOut(workspace, areas(0, 1, 2, 3))).toThrow(
      /Together with “3 areas” \(list\.csv, .*1 area with fewer than 5/,
    );
  });

  test('are stopped whichever leaves first', () => {
    const { workspace } = aCounty(counts);
    letOut(workspace, areas(0, 1, 2, 3));
    expect(() => letOut(workspace, areas(1, 2, 3))).toThrow(/tell of single people/);
  });

  test('that differ by many people both leave, and so do the same areas again', () => {
    const { workspace } = aCounty(counts);
    letOut(workspace, areas(1, 2, 3));
    letOut(workspace, areas(1, 2, 3, 4));
    letOut(workspace, areas(1, 2, 3));
    expect(workspace.listExports()).toHaveLength(3);
  });

  test('that differ by an area without anybody both leave', () => {
    const { workspace } = aCounty([0, ...counts.slice(1)]);
    letOut(workspace, areas(1, 2, 3));
    letOut(workspace, areas(0, 1, 2, 3));
  });

  test('of another geography are compared by the areas that both are made of', () => {
    const { workspace } = aCounty(counts);
    letOut(workspace, areas(1, 2, 3));
    expect(() => letOut(workspace, ['W000'], 'under5', { geography: 'ward:2013' })).toThrow(
      /tell of single people/,
    );
  });

  test('are held to the threshold of the policy', () => {
    const { workspace } = aCounty([7, ...counts.slice(1)]);
    letOut(workspace, areas(1, 2, 3), 'under5');
    letOut(workspace, areas(0, 1, 2, 3), 'under5');
    expect(() => letOut(workspace, areas(1, 2, 3), '10-5')).toThrow(/fewer than 10/);
  });

  test('of corrected figures are stopped where a figure has changed by few people', () => {
    const { workspace } = aCounty(counts);
    letOut(workspace, areas(4, 5, 6));
    const corrected = counts.map((count, at) => (at === 5 ? count + 2 : count));
    publishValues(
      workspace,
      'claimants',
      { '2008-07': valuesOf(corrected) },
      { draft: { sensitivity: 'restricted' } },
    );
    expect(() => letOut(workspace, areas(4, 5, 6))).toThrow(
      /figures have changed by fewer than 5 people of claimants since, in 1 area/,
    );
  });

  test('leave with a reason and a name', () => {
    const { workspace } = aCounty(counts);
    letOut(workspace, areas(1, 2, 3));
    const { reader: treated, shown } = show(workspace, areas(0, 1, 2, 3));
    const override = { reason: 'agreed', by: 'A. Smith' };
    expect(() =>
      checkAgainstWhatLeft({ treated, workspace }, shown, { policy: 'under5', override }),
    ).not.toThrow();
  });
});

test('what left is remembered by areas and figures as they left', () => {
  const { workspace } = aCounty(counts);
  letOut(workspace, areas(0, 8));
  const [statement] = workspace.listStatements('claimants');
  expect(statement).toMatchObject({
    codes: areas(0, 8),
    policy: 'under5',
    geography: 'lsoa:2011',
    period: '2008-07',
  });
  expect(statement!.figures[0]).toBeNaN();
  expect(statement!.figures[1]).toBe(44);
});

describe('sums that documents state', () => {
  const sumOf = (positions: number[], by = 0): StatedSum => {
    const sum = positions.reduce((total, at) => total + counts[at]!, by);
    return { codes: areas(...positions), low: sum, high: sum };
  };

  test('are remembered with the figures', () => {
    const { workspace } = aCounty(counts);
    letOut(workspace, areas(1, 2), 'under5', { sums: [sumOf([1, 2, 3])] });
    const [statement] = workspace.listStatements('claimants');
    expect(statement!.sums).toEqual([{ codes: areas(1, 2, 3), low: 123, high: 123 }]);
    letOut(workspace, areas(1, 2));
    expect(workspace.listStatements('claimants')[1]!.sums).toEqual([]);
  });

  test('are stopped where one less another leaves a count that is hidden', () => {
    const { workspace } = aCounty(counts);
    letOut(workspace, areas(4, 5), 'under5', { sums: [sumOf([4, 5, 6])] });
    expect(() => letOut(workspace, areas(4, 5), 'under5', { sums: [sumOf([4, 5, 6, 7])] })).toThrow(
      /Together with “2 areas”.* their totals tell of fewer than 5 people of claimants, in 1 area/,
    );
  });

  test('leave where they differ by many people', () => {
    const { workspace } = aCounty(counts);
    letOut(workspace, areas(4, 5), 'under5', { sums: [sumOf([4, 5])] });
    expect(() => letOut(workspace, areas(4, 5), 'under5', { sums: [sumOf([4, 5, 8])] })).not.toThrow();
  });

  test('of the same areas are stopped where they have changed by few people since', () => {
    const { workspace } = aCounty(counts);
    letOut(workspace, areas(4, 5), 'under5', { sums: [sumOf([4, 5, 8], 2)] });
    expect(() => letOut(workspace, areas(4, 5), 'under5', { sums: [sumOf([4, 5, 8])] })).toThrow(
      /their totals tell of fewer than 5/,
    );
  });
});

describe('documents under different policies', () => {
  const all = areas(...counts.keys());
  const asked: [before: DisclosurePolicy, now: DisclosurePolicy][] = [
    ['under5', 'round5'],
    ['under5', 'custom:3,1'],
    ['10-5', 'under5'],
    ['custom:10,0', 'custom:5,0'],
  ];

  test.each(asked)('are stopped where one hides what the other shows: %s, then %s', (before, now) => {
    const { workspace } = aCounty([7, 40, 52, 31, 60, 71, 88, 3, 44, 45, 46, 47, 48, 49, 50, 51]);
    letOut(workspace, all, before);
    expect(() => letOut(workspace, all, now)).toThrow(
      /Together with “16 areas” .* that one of the two hides could be worked out from both/,
    );
  });

  test('are stopped where they show no area that the other hides, but what adds up to it', () => {
    const { workspace } = aCounty([3, 40, 52, 31, 60, 71, 88, 20, ...counts.slice(8)]);
    letOut(workspace, areas(0, 1, 2, 3), 'under5');
    const { shown } = show(workspace, areas(0, 1, 2, 3));
    const hidden = shown[0]!.codes.filter((_, at) => Number.isNaN(shown[0]!.figures[at]));
    const others = areas(1, 2, 3).filter((code) => hidden.includes(code));
    expect(others.length).toBeGreaterThan(0);
    letOut(workspace, ['W000'], 'under5', { geography: 'ward:2013' });
    expect(() => letOut(workspace, others, 'round5')).toThrow(/worked out from both/);
  });

  test('leave where neither hides anything', () => {
    const { workspace } = aCounty(counts.map((count) => count + 20));
    letOut(workspace, all, 'under5');
    letOut(workspace, all, 'round5');
    expect(workspace.listExports()).toHaveLength(2);
  });

  test('leave where the earlier one had shown it already', () => {
    const { workspace } = aCounty([7, ...counts.slice(1, 7), 20, ...counts.slice(8)]);
    letOut(workspace, all, 'under5');
    letOut(workspace, all, '10-5');
    expect(workspace.listExports()).toHaveLength(2);
  });

  test('are named where several have left: the newest that does it', () => {
    const { workspace } = aCounty(counts);
    letOut(workspace, areas(0, 1, 2, 3));
    letOut(workspace, areas(8, 9));
    expect(() => letOut(workspace, areas(0, 1, 2, 3), 'round5')).toThrow(/Together with “4 areas”/);
  });
});

describe('documents of corrected figures', () => {
  function correct(workspace: WorkspaceWriter, changes: Record<number, number>): void {
    const corrected = counts.map((count, at) => changes[at] ?? count);
    publishValues(
      workspace,
      'claimants',
      { '2008-07': valuesOf(corrected) },
      { draft: { sensitivity: 'restricted' } },
    );
  }

  /** Lists the small areas of the first ward, and the ward. */
  function letOutWard(workspace: WorkspaceWriter): void {
    const statements = (['lsoa:2011', 'ward:2013'] as const).flatMap(
      (geography) =>
        show(workspace, geography === 'ward:2013' ? ['W000'] : areas(0, 1, 2, 3), 'under5', { geography })
          .shown,
    );
    const { reader } = show(workspace, []);
    checkAgainstWhatLeft({ treated: reader, workspace }, statements, terms('under5'));
    const entry = {
      author: null,
      title: 'The ward',
      format: 'csv',
      rule: null,
      policy: 'under5',
      override: null,
    };
    workspace.recordExport({ ...entry, file: 'ward.csv', sha256: '0', statements });
  }

  test('are stopped where what is hidden of a total has changed by few people', () => {
    const { workspace } = aCounty(counts);
    letOutWard(workspace);
    const [statement] = workspace.listStatements('claimants');
    const shown = statement!.codes.findIndex((_, at) => statement!.figures[at]! > 20);
    // One more in the small area, and thirty more in one that is shown: of the ward 31.
    correct(workspace, { 0: counts[0]! + 1, [shown]: counts[shown]! + 30 });
    expect(() => letOutWard(workspace)).toThrow(
      /what is hidden of a total has changed by fewer than 5 .* in \d areas/,
    );
  });

  test('leave where many people came', () => {
    const { workspace } = aCounty(counts);
    letOutWard(workspace);
    correct(workspace, Object.fromEntries(counts.map((count, at) => [at, count + 50])));
    expect(() => letOutWard(workspace)).not.toThrow();
  });
});

import { describe, expect, test } from 'vitest';
import type { DisclosurePolicy } from '#contract';
import { readValues } from '#core/targeting';
import { checkAgainstWhatLeft, listShown, readUnderPolicy } from '../../../backend/disclosure/index.ts';
import { makeAreaTable } from '../../../backend/figures/index.ts';
import { codeOf, publishValues } from '../../data/workspace/build.ts';
import type { WorkspaceWriter } from '#data/workspace';
import { aCounty, valuesOf } from './a-county.ts';

const counts = [3, 40, 52, 31, 60, 71, 88, 2, 44, 45, 46, 47, 48, 49, 50, 51];
const terms = (policy: DisclosurePolicy) => ({ policy, override: null });

/** What a list of these areas shows of the claimants. */
function show(
  workspace: WorkspaceWriter,
  codes: string[],
  policy: DisclosurePolicy = 'under5',
  geography = 'lsoa:2011',
) {
  const reader = readUnderPolicy(workspace, terms(policy));
  readValues(makeAreaTable(reader, geography), { indicator: 'claimants', cohort: 'all', period: null });
  return listShown(reader, { geography, codes });
}

/** Lets a list of these areas leave. */
function letOut(
  workspace: WorkspaceWriter,
  codes: string[],
  policy: DisclosurePolicy = 'under5',
  geography = 'lsoa:2011',
): void {
  const statements = show(workspace, codes, policy, geography);
  checkAgainstWhatLeft(workspace, statements, terms(policy));
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
    expect(() => letOut(workspace, ['W000'], 'under5', 'ward:2013')).toThrow(/tell of single people/);
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
    expect(() => letOut(workspace, areas(4, 5, 6))).toThrow(/1 area has changed by fewer than 5/);
  });

  test('leave with a reason and a name', () => {
    const { workspace } = aCounty(counts);
    letOut(workspace, areas(1, 2, 3));
    const statements = show(workspace, areas(0, 1, 2, 3));
    const override = { reason: 'agreed', by: 'A. Smith' };
    expect(() => checkAgainstWhatLeft(workspace, statements, { policy: 'under5', override })).not.toThrow();
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

import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { WorkspaceWriter } from '#data/workspace';
import {
  aFolder,
  aWorkspace,
  codeOf,
  contentOf,
  publishAreas,
  publishBenchmark,
  publishDesignation,
  publishLookup,
  publishValues,
} from './build.ts';
import { casesOf } from '../../trial-length.ts';

const targeting = (rule: string) => ({ rule, geography: 'lsoa:2011', period: null, need: null });
const rate = {
  id: 'jsa_rate',
  name: null,
  numerator: 'jsa',
  denominator: 'people',
  polarity: 'high_is_worse',
} as const;

function values(workspace: WorkspaceWriter, indicator = 'jsa', period = '2017-09'): number[] | undefined {
  const column = workspace.findColumn('lsoa:2011', indicator, 'all', period);
  return column && [...column.values];
}

describe('undo and redo', () => {
  it('take an import out with everything it made, and put it back', () => {
    const workspace = aWorkspace();
    const empty = contentOf(workspace.path);
    publishAreas(workspace, 'lsoa:2011', 2, { parents: { geography: 'ward:2013', codeOf: () => 'W1' } });
    const drawn = contentOf(workspace.path);
    workspace.undo();
    expect(contentOf(workspace.path)).toEqual(empty);
    workspace.redo();
    expect(contentOf(workspace.path)).toEqual(drawn);
    expect(workspace.check().problems).toEqual([]);
  });

  it('of values bring back the ones that had been displaced', () => {
    const workspace = aWorkspace();
    publishAreas(workspace, 'lsoa:2011', 2);
    publishValues(workspace, 'jsa', { '2017-09': { A000: 1, A001: 2 } });
    publishValues(workspace, 'jsa', { '2017-09': { A001: 20 } });
    workspace.undo();
    expect(values(workspace)).toEqual([1, 2]);
    workspace.redo();
    expect(values(workspace)).toEqual([1, 20]);
  });

  it('say in words what would happen', () => {
    const workspace = aWorkspace();
    expect(workspace.state()).toEqual({
      synthetic: false,
      undo: null,
      redo: null,
      targeting: null,
      style: null,
      policy: null,
    });
    publishAreas(workspace, 'lsoa:2011', 1);
    workspace.setTargeting(targeting('jsa > 1'));
    expect(workspace.state()).toMatchObject({ undo: 'Change the rule', targeting: { rule: 'jsa > 1' } });
    workspace.undo();
    expect(workspace.state()).toMatchObject({
      undo: 'Import lsoa:2011 boundaries',
      redo: 'Change the rule',
      targeting: null,
      style: null,
    });
  });

  it('are refused where there is nothing', () => {
    const workspace = aWorkspace();
    const conflict = expect.objectContaining({ code: 'conflict' });
    expect(() => workspace.undo()).toThrow(conflict);
    expect(() => workspace.redo()).toThrow(conflict);
  });

  it('cannot redo once something else has been done', () => {
    const workspace = aWorkspace();
    publishAreas(workspace, 'lsoa:2011', 2);
    publishValues(workspace, 'jsa', { '2017-09': { A000: 1 } });
    workspace.undo();
    workspace.setTargeting(targeting('x > 1'));
    expect(workspace.state().redo).toBeNull();
    workspace.undo();
    expect(workspace.state()).toMatchObject({ undo: 'Import lsoa:2011 boundaries', redo: 'Change the rule' });
  });

  it('reach back over fifty commands and no further', () => {
    const workspace = aWorkspace();
    for (let i = 0; i < 55; i++) workspace.setTargeting(targeting(`x > ${i}`));
    for (let i = 0; i < 50; i++) workspace.undo();
    expect(workspace.state()).toMatchObject({ undo: null, targeting: { rule: 'x > 4' } });
  });

  it('move the revision on, because what was read before no longer holds', () => {
    const workspace = aWorkspace();
    publishAreas(workspace, 'lsoa:2011', 1);
    const revision = workspace.revision();
    workspace.undo();
    expect(workspace.revision()).toBe(revision + 1);
  });

  it('are forgotten on request, and what was taken out is gone for good', () => {
    const workspace = aWorkspace();
    publishAreas(workspace, 'lsoa:2011', 1);
    workspace.deleteRelease(1);
    workspace.forgetHistory();
    expect(workspace.state()).toMatchObject({ undo: null, redo: null });
    expect(workspace.describe().releases).toEqual([]);
  });
});

describe('deleting a release', () => {
  it('brings back what it had displaced, also from the middle', () => {
    const workspace = aWorkspace();
    publishAreas(workspace, 'lsoa:2011', 3);
    publishValues(workspace, 'jsa', { '2017-09': { A000: 1, A001: 1, A002: 1 } });
    const second = publishValues(workspace, 'jsa', { '2017-09': { A000: 2, A001: 2 } });
    const third = publishValues(workspace, 'jsa', { '2017-09': { A000: 3 } });
    workspace.deleteRelease(second);
    expect(values(workspace)).toEqual([3, 1, 1]);
    workspace.deleteRelease(third);
    expect(values(workspace)).toEqual([1, 1, 1]);
    workspace.undo();
    workspace.undo();
    expect(values(workspace)).toEqual([3, 2, 1]);
  });

  it('takes out the indicator, period and cohort that only it used', () => {
    const workspace = aWorkspace();
    publishAreas(workspace, 'lsoa:2011', 1);
    const before = contentOf(workspace.path);
    const id = publishValues(workspace, 'jsa', { '2017-09': { A000: 1 } }, { cohort: 'age=18-24' });
    workspace.deleteRelease(id);
    expect(contentOf(workspace.path)).toEqual(before);
    workspace.undo();
    expect(workspace.getIndicator('jsa').cohorts).toEqual(['age=18-24']);
  });

  it('of boundaries keeps areas that have values, by code and name, until boundaries come again', () => {
    const workspace = aWorkspace();
    const boundaries = publishAreas(workspace, 'lsoa:2011', 2);
    publishValues(workspace, 'jsa', { '2017-09': { A001: 5 } });
    const before = contentOf(workspace.path);
    workspace.deleteRelease(boundaries);
    expect(workspace.getAreas('lsoa:2011')).toMatchObject({ codes: ['A001'], names: ['Area 1'] });
    expect(values(workspace)).toEqual([5]);
    expect(workspace.check().problems).toEqual([]);
    publishAreas(workspace, 'lsoa:2011', 2);
    expect(values(workspace)).toEqual([Number.NaN, 5]);
    expect([...workspace.readShapes('lsoa:2011')]).toHaveLength(2);
    workspace.undo();
    workspace.undo();
    expect(contentOf(workspace.path)).toEqual(before);
  });

  it('of a designation brings the older set back', () => {
    const workspace = aWorkspace();
    publishAreas(workspace, 'lsoa:2011', 3);
    publishDesignation(workspace, 'daf', 'lsoa:2011', ['A000', 'A001']);
    const newer = publishDesignation(workspace, 'daf', 'lsoa:2011', ['A002']);
    workspace.deleteRelease(newer);
    expect(workspace.findDesignation('daf')?.codes).toEqual(['A000', 'A001']);
  });

  it('that is not there is not found, and nothing changes', () => {
    const workspace = aWorkspace();
    const revision = workspace.revision();
    expect(() => workspace.deleteRelease(1)).toThrow(expect.objectContaining({ code: 'not_found' }));
    expect(workspace.revision()).toBe(revision);
  });
});

describe('defining a rate', () => {
  it('needs two counts, and an id without values of its own', () => {
    const workspace = aWorkspace();
    publishAreas(workspace, 'lsoa:2011', 1);
    publishValues(workspace, 'jsa', { '2017': { A000: 1 } });
    expect(() => workspace.defineRate(rate)).toThrow(expect.objectContaining({ code: 'not_found' }));
    publishValues(workspace, 'people', { '2017': { A000: 1 } });
    expect(() => workspace.defineRate({ ...rate, id: 'jsa' })).toThrow(
      expect.objectContaining({ code: 'conflict' }),
    );
    workspace.defineRate(rate);
    expect(() => workspace.defineRate({ ...rate, id: 'r2', numerator: 'jsa_rate' })).toThrow(
      expect.objectContaining({ code: 'conflict' }),
    );
    workspace.defineRate({ ...rate, name: 'Better name' });
    expect(workspace.getIndicator('jsa_rate').name).toBe('Better name');
    workspace.undo();
    expect(workspace.getIndicator('jsa_rate').name).toBe('jsa per people');
  });

  it('keeps values of that id out, because they would be another thing', () => {
    const workspace = aWorkspace();
    publishAreas(workspace, 'lsoa:2011', 1);
    publishValues(workspace, 'jsa', { '2017': { A000: 1 } });
    publishValues(workspace, 'people', { '2017': { A000: 1 } });
    workspace.defineRate(rate);
    const before = contentOf(workspace.path);
    expect(() => publishValues(workspace, 'jsa_rate', { '2017': { A000: 1 } })).toThrow(
      expect.objectContaining({ code: 'conflict' }),
    );
    expect(contentOf(workspace.path)).toEqual(before);
  });
});

/** One random thing a person could do; what is not possible at that moment is left out. */
type Step = (workspace: WorkspaceWriter) => void;

const index = fc.nat(11);
const period = fc.constantFrom('2017-08', '2017-09', '2018');
const indicator = fc.constantFrom('jsa', 'people');
const geography = fc.constantFrom('lsoa:2011', 'ward:2013', 'district:2013');
const amounts = fc.dictionary(index.map(String), fc.oneof(fc.nat(50), fc.constant('suppressed' as const)), {
  minKeys: 1,
});

const steps: fc.Arbitrary<Step> = fc.oneof(
  fc
    .tuple(geography, fc.integer({ min: 1, max: 12 }), fc.option(index))
    .map(([ref, count, parent]): Step => (workspace) => {
      const parents =
        parent === null || ref !== 'lsoa:2011'
          ? undefined
          : { geography: 'ward:2013', codeOf: (i: number) => codeOf((i + parent) % 4) };
      publishAreas(workspace, ref, count, parents && { parents });
    }),
  fc
    .tuple(indicator, period, amounts, geography, fc.constantFrom('all', 'age=18-24'))
    .map(([id, time, byIndex, ref, cohort]): Step => (workspace) => {
      const byCode = Object.fromEntries(
        Object.entries(byIndex).map(([i, value]) => [codeOf(Number(i)), value]),
      );
      publishValues(workspace, id, { [time]: byCode }, { geography: ref, cohort });
    }),
  fc
    .tuple(geography, geography, fc.array(fc.tuple(index, index), { minLength: 1, maxLength: 6 }))
    .map(([from, to, pairs]): Step => (workspace) => {
      publishLookup(
        workspace,
        [from, to],
        pairs.map(([a, b]) => [codeOf(a), codeOf(b)]),
      );
    }),
  fc.tuple(geography, fc.uniqueArray(index, { minLength: 1 })).map(([ref, members]): Step => (workspace) => {
    publishDesignation(
      workspace,
      'daf',
      ref,
      members.map((i) => codeOf(i)),
    );
  }),
  fc.tuple(period, fc.nat(9)).map(([time, value]): Step => (workspace) => {
    publishBenchmark(workspace, 'jsa_rate', ['UK', time, value]);
  }),
  fc.nat().map((pick): Step => (workspace) => {
    const { releases } = workspace.describe();
    if (releases.length > 0) workspace.deleteRelease(releases[pick % releases.length]!.id);
  }),
  fc.nat(5).map(
    (n): Step =>
      (workspace) =>
        workspace.setTargeting(targeting(`x > ${n}`)),
  ),
  fc.constant<Step>((workspace) => {
    const ids = workspace.listIndicators().map(({ id }) => id);
    if (ids.includes('jsa') && ids.includes('people')) workspace.defineRate(rate);
  }),
);

describe('whatever is done', () => {
  it('undoing all of it leads back to the start, redoing to the end, and nothing is ever broken', () => {
    fc.assert(
      fc.property(fc.array(steps, { minLength: 1, maxLength: 12 }), (sequence) => {
        const workspace = aWorkspace(`${aFolder()}/test.gpkg`);
        publishAreas(workspace, 'lsoa:2011', 6);
        workspace.forgetHistory();
        const states = [contentOf(workspace.path)];
        for (const step of sequence) {
          const before = workspace.revision();
          step(workspace);
          if (workspace.revision() > before) states.push(contentOf(workspace.path));
        }
        const walk = (move: () => void, expected: unknown[]): void => {
          for (const state of expected) {
            move();
            expect(contentOf(workspace.path)).toEqual(state);
          }
          expect(workspace.check().problems).toEqual([]);
        };
        walk(() => workspace.undo(), states.slice(0, -1).toReversed());
        expect(workspace.state().undo).toBeNull();
        walk(() => workspace.redo(), states.slice(1));
        workspace.close();
      }),
      { numRuns: casesOf(10, 30) },
    );
  });
});

import { existsSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { describe, expect, it } from 'vitest';
import { periodFromId } from '#core/periods';
import { createStaging } from '#data/workspace';
import type { StagingFile } from '../../../data/workspace/staging.ts';
import { aCount, aDraft, aSquare, aWorkspace, contentOf, edition, publishAreas } from './build.ts';

describe('staging', () => {
  it('lies in a file of its own until it is discarded', () => {
    const staging = createStaging();
    const { path } = staging as StagingFile;
    expect(existsSync(path)).toBe(true);
    staging.addArea(aSquare(0));
    staging.addReject(2, 'no code');
    expect(staging.counts).toMatchObject({ areas: 1, rejects: 1, observations: 0 });
    staging.discard();
    staging.discard();
    expect(existsSync(path)).toBe(false);
  });

  it('can be read by nobody else', () => {
    const staging = createStaging();
    const { path } = staging as StagingFile;
    expect([path, dirname(path)].map((each) => statSync(each).mode & 0o777)).toEqual([0o600, 0o700]);
    staging.discard();
  });

  it('leaves the workspace as it was until it is published', () => {
    const workspace = aWorkspace();
    const before = contentOf(workspace.path);
    const staging = createStaging();
    for (let i = 0; i < 50; i++) staging.addArea(aSquare(i));
    expect(contentOf(workspace.path)).toEqual(before);
    staging.discard();
    expect(contentOf(workspace.path)).toEqual(before);
  });

  it('refuses an area without an outline', () => {
    const staging = createStaging();
    const shape = {
      coordinates: new Float64Array(),
      ringEnds: new Uint32Array(),
      polygonEnds: new Uint32Array(),
    };
    expect(() => staging.addArea(aSquare(0, { shape }))).toThrow('empty');
    staging.discard();
  });

  it('publishes many columns at once and takes the last of doubles across a batch', () => {
    const workspace = aWorkspace();
    publishAreas(workspace, 'lsoa:2011', 60);
    const staging = createStaging();
    const periods = ['2017-01', '2017-02', '2017-03'].map((id) => periodFromId(id)!);
    for (let round = 0; round < 2; round++) {
      for (const period of periods) {
        for (let i = 0; i < 60; i++) {
          const areaCode = `A${String(i).padStart(3, '0')}`;
          staging.addObservation({
            areaCode,
            indicator: 'jsa',
            cohort: 'all',
            period,
            value: round * 100 + i,
            flag: 0,
          });
        }
      }
    }
    workspace.publish(staging, aDraft({ geography: edition('lsoa:2011'), indicators: [aCount('jsa')] }));
    staging.discard();
    for (const { id } of periods) {
      const column = workspace.findColumn('lsoa:2011', 'jsa', 'all', id)!;
      expect([...column.values]).toEqual(Array.from({ length: 60 }, (_, i) => 100 + i));
    }
    expect(workspace.describe().indicators[0]!.observations).toBe(180);
  });

  it('can be published after a failed attempt', () => {
    const workspace = aWorkspace();
    publishAreas(workspace, 'lsoa:2011', 1);
    const staging = createStaging();
    staging.addObservation({
      areaCode: 'A000',
      indicator: 'jsa',
      cohort: 'all',
      period: periodFromId('2017')!,
      value: 1,
      flag: 0,
    });
    const draft = aDraft({ geography: edition('lsoa:2011'), indicators: [aCount('jsa')] });
    const before = contentOf(workspace.path);
    const nonsense = { ...draft, rows: { read: 'many' as unknown as number, taken: 0, rejected: 0 } };
    expect(() => workspace.publish(staging, nonsense)).toThrow('rows_read');
    expect(contentOf(workspace.path)).toEqual(before);
    workspace.publish(staging, draft);
    expect(workspace.findColumn('lsoa:2011', 'jsa', 'all', '2017')?.values[0]).toBe(1);
    staging.discard();
  });
});

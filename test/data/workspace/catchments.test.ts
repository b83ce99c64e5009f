import { describe, expect, it } from 'vitest';
import { shapeFromRings } from '#core/geography';
import { aWorkspace, publishAreas, publishValues } from './build.ts';

describe('a stored catchment', () => {
  const outline = shapeFromRings([
    [
      [
        [-3, 53.4],
        [-2.9, 53.4],
        [-2.9, 53.5],
        [-3, 53.4],
      ],
    ],
  ]);
  const draft = {
    key: '{"site":"a"}',
    engine: '1',
    geography: 'lsoa:2011',
    request: { site: 'a' },
    facts: { date: '2008-09-09' },
    minutes: [Number.NaN, 12.5, Number.NaN],
    share: [0, 1, 0.25],
    outline,
    points: null,
  };

  it('is found again by its key and engine, aligned with the areas', () => {
    const writer = aWorkspace();
    publishAreas(writer, 'lsoa:2011', 3);
    const revision = writer.revision();
    writer.saveCatchment(draft);
    expect(writer.revision()).toBe(revision);
    expect(writer.findCatchment(draft.key, '2')).toBeUndefined();
    expect(writer.findCatchment('other', '1')).toBeUndefined();
    const found = writer.findCatchment(draft.key, '1')!;
    expect([...found.minutes]).toEqual(draft.minutes);
    expect([...found.share]).toEqual(draft.share);
    expect(found).toMatchObject({
      geography: 'lsoa:2011',
      request: { site: 'a' },
      facts: { date: '2008-09-09' },
      outline,
    });
    writer.saveCatchment({ ...draft, minutes: [1, 2, 3], share: [1, 1, 1], outline: null });
    expect([...writer.findCatchment(draft.key, '1')!.minutes]).toEqual([1, 2, 3]);
    expect(writer.check().problems).toEqual([]);
  });

  it('keeps travel to each of the points where areas have several', () => {
    const writer = aWorkspace();
    publishAreas(writer, 'lsoa:2011', 3);
    const points = [Number.NaN, 12.25, Number.NaN, 0, 7.125];
    writer.saveCatchment({ ...draft, points });
    expect(writer.findCatchment(draft.key, '1')!.points).toEqual(Float64Array.from(points));
    writer.saveCatchment({ ...draft, points: [Number.NaN] });
    expect(writer.findCatchment(draft.key, '1')!.points).toEqual(Float64Array.of(Number.NaN));
    writer.saveCatchment(draft);
    expect(writer.findCatchment(draft.key, '1')!.points).toBeNull();
    expect(writer.check().problems).toEqual([]);
  });

  it('does not outlive the areas it speaks of, but other imports and undo leave it', () => {
    const writer = aWorkspace();
    publishAreas(writer, 'lsoa:2011', 3);
    writer.saveCatchment(draft);
    publishValues(writer, 'jsa', { '2008-07': { A000: 1 } });
    writer.undo();
    expect(writer.findCatchment(draft.key, '1')).toBeDefined();
    publishAreas(writer, 'lsoa:2011', 3);
    expect(writer.findCatchment(draft.key, '1')).toBeUndefined();
    writer.saveCatchment(draft);
    writer.undo();
    expect(writer.findCatchment(draft.key, '1')).toBeUndefined();
    writer.saveCatchment(draft);
    writer.forgetCatchments();
    expect(writer.findCatchment(draft.key, '1')).toBeUndefined();
  });
});

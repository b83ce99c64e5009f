import { describe, expect, it } from 'vitest';
import { describeGaps, listMissing } from '#core/sources';

const source = (publisher: string | null, licence: string | null, kind = 'observations' as const) => ({
  kind,
  publisher,
  licence,
});

describe('what sources should name', () => {
  it('counts those without a licence and without a publisher', () => {
    expect(describeGaps([source('ONS', 'OGL'), source('ONS', null), source(null, ' ')])).toEqual([
      '2 of 3 sources have no licence',
      '1 of 3 sources has no publisher',
    ]);
    expect(describeGaps([source('ONS', null)])).toEqual(['The one source has no licence']);
    expect(describeGaps([source('ONS', 'OGL')])).toEqual([]);
    expect(describeGaps([])).toEqual([]);
  });

  it('asks nothing of what was made here', () => {
    const own = (['link', 'derived', 'edits'] as const).map((kind) => ({
      kind,
      publisher: null,
      licence: null,
    }));
    expect(own.flatMap(listMissing)).toEqual([]);
    expect(describeGaps([...own, source('ONS', null), source('ONS', 'OGL')])).toEqual([
      '1 of 2 sources has no licence',
    ]);
  });
});

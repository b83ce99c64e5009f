import { describe, expect, it } from 'vitest';
import { findDistrictName } from '#core/names';

describe('the district in the name of a small area', () => {
  it('is what stands before the number', () => {
    expect(findDistrictName('lsoa', 'Bolton 005A')).toBe('Bolton');
    expect(findDistrictName('lsoa', 'St. Helens 012B')).toBe('St. Helens');
    expect(findDistrictName('lsoa', 'Bristol, City of 001C')).toBe('Bristol, City of');
    expect(findDistrictName('lsoa', 'Bournemouth, Christchurch and Poole 023A')).toBe(
      'Bournemouth, Christchurch and Poole',
    );
    expect(findDistrictName('lsoa', ' Ynys Môn  009D ')).toBe('Ynys Môn');
    expect(findDistrictName('msoa', 'Bolton 005')).toBe('Bolton');
  });

  it('is not known from a name of another form, of another kind, or from a code', () => {
    for (const name of ['', 'Smithills', 'Bolton 005', 'Bolton 5A', '005A', 'E01004766', '12 005A'])
      expect(findDistrictName('lsoa', name), name).toBeUndefined();
    expect(findDistrictName('msoa', 'Bolton 005A')).toBeUndefined();
    expect(findDistrictName('ward', 'Harper Green 005A')).toBeUndefined();
  });
});

import { describe, expect, it } from 'vitest';
import {
  type DeliveryColumns,
  importMapping,
  type PerformanceMapping,
  type PostcodesMapping,
  type ProvidersMapping,
  type SitesMapping,
} from '#contract';
import {
  draftOfInspection,
  isProvision,
  mappingOf,
  problemsOf,
} from '../../../../renderer/features/import-dialog/draft.ts';
import { rolesOf } from '../../../../renderer/features/import-dialog/roles.ts';
import { blankDelivery, lookAtProvision, nowhere, performance, sites } from './inspections.ts';

const fieldsOf = (draft: Parameters<typeof problemsOf>[0]): string[] => Object.keys(problemsOf(draft, null));
const delivered = { ...blankDelivery, providerNameColumn: 'Provider', stageColumn: 'Stage' };
const byDegrees = { ...nowhere, lonColumn: 'lon', latColumn: 'lat' };

describe('the draft of sites', () => {
  it('wants a name or a key, and a place', () => {
    expect(fieldsOf({ ...sites, nameColumn: null, position: nowhere })).toEqual(['nameColumn', 'position']);
    expect(fieldsOf({ ...sites, nameColumn: null, idColumn: 'ref', position: byDegrees })).toEqual([]);
  });

  it.each([
    ['longitude without latitude', { lonColumn: 'lon' }],
    ['northing without easting', { northingColumn: 'y' }],
    ['half a pair, whatever else is there', { lonColumn: 'lon', postcodeColumn: 'pc' }],
  ])('does not take %s for a place', (_what, columns) => {
    expect(fieldsOf({ ...sites, position: { ...nowhere, ...columns } })).toEqual(['position']);
  });

  it('is content with a postcode alone', () => {
    expect(fieldsOf({ ...sites, position: { ...nowhere, postcodeColumn: 'pc' } })).toEqual([]);
  });

  it('wants a stage for deliveries: a column, or one for the file', () => {
    const draft = (patch: Partial<DeliveryColumns>): SitesMapping => ({
      ...sites,
      delivery: { ...delivered, ...patch },
    });
    expect(fieldsOf(draft({ stageColumn: '' }))).toEqual(['delivery.stageColumn']);
    expect(fieldsOf(draft({ stageColumn: null }))).toEqual(['delivery.stage']);
    expect(fieldsOf(draft({ stageColumn: null, stage: 'advice' }))).toEqual([]);
    expect(fieldsOf(draft({}))).toEqual([]);
  });

  it('keeps what words of the stage column stand for, and forgets them with the column', () => {
    const delivery = { ...delivered, stageWords: { wellbeing: 'engagement' } as const };
    expect(mappingOf({ ...sites, delivery })).toMatchObject({
      delivery: { stageColumn: 'Stage', stageWords: { wellbeing: 'engagement' } },
    });
    expect(
      mappingOf({ ...sites, delivery: { ...delivery, stageColumn: null, stage: 'advice' } }),
    ).toMatchObject({
      delivery: { stageColumn: null, stage: 'advice', stageWords: {} },
    });
  });
});

describe('the draft of providers', () => {
  const providers = (delivery: Partial<typeof blankDelivery>): ProvidersMapping => ({
    family: 'providers',
    delivery: { ...blankDelivery, ...delivery },
  });

  it('wants somebody who delivers, by name or key', () => {
    expect(fieldsOf(providers({}))).toEqual(['delivery.providerColumn']);
    expect(fieldsOf(providers({ providerColumn: 'UKPRN' }))).toEqual([]);
  });

  it('asks for a stage only where rows name a site', () => {
    expect(fieldsOf(providers({ providerColumn: 'UKPRN', siteColumn: 'Site' }))).toEqual([
      'delivery.stageColumn',
    ]);
  });
});

describe('the draft of performance', () => {
  const ready: PerformanceMapping = {
    ...performance,
    codeColumn: 'lsoa',
    startsColumn: 'starts',
    period: '2007/08',
    provider: 'Acme',
  };

  it('of a file that tells nothing asks for area, provider, period and numbers', () => {
    const draft = draftOfInspection(
      lookAtProvision(performance, ['codeColumn', 'provider', 'period', 'startsColumn', 'geography']),
    );
    expect(fieldsOf(draft)).toEqual(['geography', 'codeColumn', 'provider', 'period', 'startsColumn']);
  });

  it('is ready with one column of numbers, a provider and a period for the whole file', () => {
    expect(fieldsOf(ready)).toEqual([]);
    expect(importMapping.safeParse(mappingOf(ready)).error).toBeUndefined();
  });

  it('asks for the column where it is said to be one', () => {
    const inColumns = { ...ready, providerColumn: '', periodColumn: '', provider: null, period: null };
    expect(fieldsOf(inColumns)).toEqual(['providerColumn', 'periodColumn']);
    expect(fieldsOf({ ...ready, codeColumn: null, postcodeColumn: '' })).toEqual(['postcodeColumn']);
  });

  it('writes the period as its id, and says for the whole file only what no column tells', () => {
    expect(mappingOf({ ...ready, period: 'April 2008' })).toMatchObject({ period: '2008-04' });
    expect(mappingOf({ ...ready, providerColumn: 'who', programme: ' ', programmeColumn: '' })).toMatchObject(
      {
        providerColumn: 'who',
        provider: null,
        programmeColumn: null,
        programme: null,
      },
    );
  });
});

describe('the draft of postcodes', () => {
  it('wants the postcode and where it lies', () => {
    const { postcodeColumn: _none, ...position } = nowhere;
    const draft: PostcodesMapping = {
      family: 'postcodes',
      postcodeColumn: '',
      position,
      areaColumns: {},
      endedColumn: null,
    };
    expect(fieldsOf(draft)).toEqual(['postcodeColumn', 'position']);
  });
});

describe('the draft of a timetable', () => {
  it('takes any margin from 0, or none at all', () => {
    expect(fieldsOf({ family: 'timetable', cutMarginKm: 0 })).toEqual([]);
    expect(fieldsOf({ family: 'timetable', cutMarginKm: null })).toEqual([]);
    expect(fieldsOf({ family: 'timetable', cutMarginKm: -1 })).toEqual(['cutMarginKm']);
    expect(fieldsOf({ family: 'timetable', cutMarginKm: Number.NaN })).toEqual(['cutMarginKm']);
  });
});

describe('what can be tried', () => {
  it('is provision, and not facts about areas', () => {
    expect(isProvision(sites)).toBe(true);
    expect(isProvision({ family: 'timetable', cutMarginKm: 5 } as const)).toBe(true);
    expect(isProvision({ family: 'lookup' } as const)).toBe(false);
  });
});

describe('the parts of columns', () => {
  it('of sites and their deliveries stand over them in the order of reading', () => {
    const columns = ['Stage', 'lat', 'lon', 'Provider', 'name', 'other'];
    const draft = { ...sites, position: byDegrees, delivery: delivered };
    expect([...rolesOf(draft, columns)]).toEqual([
      ['name', 'Site'],
      ['lon', 'Longitude'],
      ['lat', 'Latitude'],
      ['Provider', 'Provider'],
      ['Stage', 'Stage'],
    ]);
  });
});

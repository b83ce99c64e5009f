import { describe, expect, it } from 'vitest';
import { site as siteShape, type Site } from '#contract';
import {
  findSiteProblems,
  isChanged,
  isDay,
  isMoveOnly,
  newDraft,
  siteFromDraft,
} from '../../../../renderer/features/edit-site/draft.ts';

const hub: Site = {
  id: 'hub',
  name: 'Norris Green Hub',
  lon: -2.92,
  lat: 53.45,
  postcode: 'L11 1AA',
  firstDay: '2007-04-01',
  lastDay: null,
  kind: 'provision',
  jobs: null,
};
const draft = {
  ...newDraft,
  id: 'hub',
  name: hub.name,
  lon: '-2.92',
  lat: '53.45',
  postcode: 'L11 1AA',
  firstDay: '2007-04-01',
};

describe('a site that is being written', () => {
  it('needs a name and a place in degrees', () => {
    expect(Object.keys(findSiteProblems(newDraft)).toSorted()).toEqual(['lat', 'lon', 'name']);
    expect(findSiteProblems(draft)).toEqual({});
    expect(Object.keys(findSiteProblems({ ...draft, lat: '95' }))).toEqual(['lat']);
  });

  it('may not close before it opens', () => {
    expect(findSiteProblems({ ...draft, lastDay: '2007-03-31' }).lastDay).toMatch(/before the first/);
    expect(findSiteProblems({ ...draft, lastDay: '2007-04-01' })).toEqual({});
  });

  it('has jobs from 0 up, or none that are known', () => {
    expect(Object.keys(findSiteProblems({ ...draft, jobs: '-1' }))).toEqual(['jobs']);
    expect(Object.keys(findSiteProblems({ ...draft, jobs: 'many' }))).toEqual(['jobs']);
    expect(siteFromDraft({ ...draft, jobs: '0' }).jobs).toBe(0);
    expect(siteFromDraft(draft).jobs).toBeNull();
  });

  it('is what the contract takes', () => {
    expect(siteShape.parse({ ...siteFromDraft(draft), id: 'hub' })).toEqual(hub);
  });
});

describe('a day', () => {
  it.each(['', '2008-07-01', '2008-02-29'])('“%s” can be written', (text) => expect(isDay(text)).toBe(true));
  it.each(['2008-7-1', '2008-02-31', '2007-02-29', '1/7/2008', '2008-13-01', 'today'])(
    '“%s” is none',
    (text) => expect(isDay(text)).toBe(false),
  );
});

describe('what saving a draft would do', () => {
  it('nothing, where nothing was changed', () => {
    expect(isChanged(draft, hub)).toBe(false);
    expect(isMoveOnly(draft, hub)).toBe(false);
  });

  it('move the site, where its place alone is another', () => {
    expect(isMoveOnly({ ...draft, lon: '-2.93' }, hub)).toBe(true);
    expect(isMoveOnly({ ...draft, lon: '-2.93', name: 'Hub' }, hub)).toBe(false);
  });
});

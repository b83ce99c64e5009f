import { validateStyleMin } from '@maplibre/maplibre-gl-style-spec';
import { describe, expect, test } from 'vitest';
import { makeLabelPoints } from '../../../renderer/map/labels.ts';
import { planMap, type MapPlan, type PlanInput } from '../../../renderer/map/plan.ts';
import { sequentialColours } from '../../../renderer/map/ramps.ts';
import { parseTileAddress, tileAddress } from '../../../renderer/map/tile-address.ts';
import { buildAreaList } from './area-list.ts';

const areas = buildAreaList('lsoa:2011', [{ name: 'Halton 001A', lon: -2.7, lat: 53.3 }]);
const districts = buildAreaList('district:2013', [{ name: 'Halton', lon: -2.7, lat: 53.3 }], 50);

function plan(change: Partial<PlanInput> = {}): MapPlan {
  return planMap({
    shaded: 'lsoa:2011',
    areaList: areas,
    outlines: [
      { geography: 'ward:2013', role: 'ward' },
      { geography: 'district:2013', role: 'district' },
    ],
    designation: { geography: 'ward:2003', ids: [7, 8, 7] },
    visible: {},
    ramp: sequentialColours('blues', 5, 'light'),
    style: 'choropleth',
    theme: 'light',
    hatched: [3],
    targeted: [1, 2],
    picked: [],
    labelPoints: [makeLabelPoints(districts)],
    addressOf: (geography) => tileAddress('c1', 3, geography),
    ...change,
  });
}

const idsOf = ({ layers }: MapPlan) => layers.map(({ id }) => id);
const sourceOfLand = ({ layers }: MapPlan) =>
  layers.map((layer) => layer.id === 'land' && 'source' in layer && layer.source).find(Boolean);

describe('what the map consists of', () => {
  test.each([
    ['choropleth', 'light'],
    ['circles', 'dark'],
    ['choropleth', 'projector'],
  ] as const)('%s, %s: is a style MapLibre accepts', (style, theme) => {
    expect(validateStyleMin({ version: 8, ...plan({ style, theme }) })).toEqual([]);
  });

  test('from the ground up: water, land, shading, hatches, wards, designation, districts, targets, selection, names', () => {
    expect(idsOf(plan())).toEqual([
      'water',
      'land',
      'shading',
      'hatch missing',
      'hatch suppressed',
      'hatch unsure',
      'hairlines',
      'ward outline ward:2013',
      'designation casing',
      'designation',
      'district halo outline district:2013',
      'district outline district:2013',
      'target casing',
      'target',
      'target marks',
      'selection casing',
      'selection',
      'labels district:2013',
    ]);
  });

  test('nothing comes from the network: all sources are our tiles or points', () => {
    for (const source of Object.values(plan({ style: 'circles' }).sources)) {
      if (source.type === 'vector') expect(source.tiles).toEqual([expect.stringMatching(/^pinpoint:/)]);
      else expect(source.type).toBe('geojson');
    }
  });

  test('land is the districts; without them the regions; without either the shaded areas', () => {
    expect(sourceOfLand(plan())).toBe('outline district:2013');
    expect(sourceOfLand(plan({ outlines: [{ geography: 'region:2020', role: 'region' }] }))).toBe(
      'outline region:2020',
    );
    expect(sourceOfLand(plan({ outlines: [] }))).toBe('values lsoa:2011');
  });

  test('what is switched off is not drawn, but the land stays', () => {
    const off = idsOf(
      plan({ visible: { designation: false, wards: false, districts: false, labels: false } }),
    );
    expect(off.filter((id) => /designation|ward|district|labels/.test(id))).toEqual([]);
    expect(off).toContain('land');
  });

  test('sites, in groups and apart, are a style MapLibre accepts', () => {
    const provision = {
      sites: [{ id: 's', name: 'S', lon: 0, lat: 50, stages: [], kind: 'site' as const, isQuiet: false }],
      selected: null,
      outline: null,
      reached: null,
      onSelect: () => undefined,
      card: () => null,
      onPlace: null,
      onPlaceCancelled: () => undefined,
    };
    const made = plan({ provision });
    expect(validateStyleMin({ version: 8, glyphs: 'none/{fontstack}/{range}', ...made })).toEqual([]);
    expect(idsOf(made)).toEqual(expect.arrayContaining(['site groups', 'sites', 'sites apart']));
  });

  test('circles are drawn for counts only', () => {
    expect(idsOf(plan())).not.toContain('circles');
    expect(idsOf(plan({ style: 'circles' }))).toContain('circles');
  });

  test('hatches have a source of their own, and none where no area needs them', () => {
    expect(Object.keys(plan().sources)).toContain('hatches lsoa:2011');
    const whole = plan({ hatched: [] });
    expect(Object.keys(whole.sources)).not.toContain('hatches lsoa:2011');
    expect(idsOf(whole).filter((id) => id.startsWith('hatch'))).toEqual([]);
  });

  test('lines and hatches that not every area needs have the areas that do, and no others', () => {
    const filterOf = (id: string, made: MapPlan) => {
      const layer = made.layers.find((one) => one.id === id)!;
      return 'filter' in layer ? layer.filter : undefined;
    };
    const made = plan({ hatched: [3], targeted: [2, 1], picked: [] });
    expect(filterOf('hatch missing', made)).toEqual(['match', ['id'], [3], true, false]);
    expect(filterOf('target', made)).toEqual(['match', ['id'], [2, 1], true, false]);
    expect(filterOf('selection', made)).toBe(false);
    expect(filterOf('shading', made)).toBeUndefined();
  });

  test('a designation without areas draws nothing', () => {
    expect(idsOf(plan({ designation: { geography: 'ward:2003', ids: [] } }))).not.toContain('designation');
  });

  test('neither no class nor no area breaks it', () => {
    const empty = plan({ ramp: [], areaList: buildAreaList('lsoa:2011', []), labelPoints: [] });
    expect(validateStyleMin({ version: 8, ...empty })).toEqual([]);
  });

  test('another revision has other tile addresses and the same layers', () => {
    const next = plan({ addressOf: (geography) => tileAddress('c1', 4, geography) });
    expect(next.layers).toEqual(plan().layers);
    expect(next.sources).not.toEqual(plan().sources);
  });
});

describe('tile addresses', () => {
  test('say whose tile it is, and which', () => {
    const url = tileAddress('c2', 17, 'ward:2013').replace('{z}/{x}/{y}', '9/250/165');
    expect(parseTileAddress(url)).toEqual({ caller: 'c2', geography: 'ward:2013', z: 9, x: 250, y: 165 });
  });

  test.each(['pinpoint://c1/1/ward/9/1/1', 'https://example.org/9/1/1', 'pinpoint://c1/1/ward-2013/9/1'])(
    '%s is none of ours',
    (url) => {
      expect(parseTileAddress(url)).toBeUndefined();
    },
  );
});

describe('areas that are pointed out together', () => {
  const layersOf = (marked: Uint8Array | null): string[] =>
    idsOf(plan({ marked })).filter((id) => id.startsWith('marked'));

  test('are drawn where there are any, in a style that MapLibre accepts', () => {
    expect(layersOf(Uint8Array.of(1))).toEqual(['marked casing', 'marked']);
    expect(validateStyleMin({ version: 8, ...plan({ marked: Uint8Array.of(1) }) })).toEqual([]);
  });

  test('cost nothing while there are none, and are not drawn of another geography', () => {
    for (const marked of [null, Uint8Array.of(0), Uint8Array.of(1, 1)]) expect(layersOf(marked)).toEqual([]);
  });
});

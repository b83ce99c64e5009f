import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { flagByte, timetableHealth } from '#contract';
import { decodeTimetable, stopCount } from '#core/routing';
import { demoInstant, employmentSites, makePopulationPoints, writeDemo } from '#data/demo';
import { createWorkspace } from '#data/workspace';
import { areasOf, demo, lsoas } from './demo.ts';

const folder = mkdtempSync(join(tmpdir(), 'pinpoint-demo-'));
const options = { holder: 'test', now: () => demoInstant };
const workspace = createWorkspace(join(folder, 'demonstration.gpkg'), options);
writeDemo(workspace);

afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe('The demonstration as a workspace', () => {
  it('is whole and says that it is synthetic', () => {
    expect(workspace.check()).toEqual({ ok: true, problems: [] });
    const { synthetic, undo, redo } = workspace.state();
    expect({ synthetic, undo, redo }).toEqual({ synthetic: true, undo: null, redo: null });
  });

  it('has its areas, linked from LSOA to region', () => {
    const counts = workspace
      .describe()
      .geographies.map(({ geography, vintage, areas }) => [`${geography}:${vintage}`, areas]);
    expect(Object.fromEntries(counts)).toEqual({
      'lsoa:2001': 984,
      'ward:2003': 132,
      'district:2003': 6,
      'region:2003': 1,
    });
    const districts = workspace.findParents('lsoa:2001', 'district:2003')!;
    const names = workspace.getAreas('district:2003').names;
    const sizes = names.map((name, i) => [name, districts.filter((parent) => parent === i).length]);
    expect(Object.fromEntries(sizes)).toEqual({
      Halton: 79,
      Knowsley: 99,
      Liverpool: 291,
      Sefton: 190,
      'St Helens': 118,
      Wirral: 207,
    });
    expect([...new Set(workspace.findParents('lsoa:2001', 'region:2003'))]).toEqual([0]);
  });

  it('has land areas and label points in the order of codes', () => {
    const areas = workspace.getAreas('lsoa:2001');
    expect(areas.codes).toEqual(lsoas.map(({ code }) => code));
    expect(areas.landArea.every((m2) => m2 > 10_000)).toBe(true);
  });

  it('gives every column back as generated, with suppressed and missing apart', () => {
    for (const { indicator, cohort, period, cells } of demo.columns) {
      const { values, flags } = workspace.findColumn('lsoa:2001', indicator, cohort, period)!;
      const back = cells.map((_, i) => {
        if (flags[i] === flagByte.suppressed) return 'suppressed';
        return flags[i] === flagByte.missing ? 'missing' : values[i];
      });
      expect([indicator, cohort, period, back]).toEqual([indicator, cohort, period, cells]);
    }
  });

  it('has the designation, the benchmarks, the rates and the first rule', () => {
    expect(workspace.findDesignation('daf')).toMatchObject({
      geography: 'ward:2003',
      codes: demo.fundedWards,
    });
    expect(workspace.findBenchmark('jsa_rate', 'UK', '2008-07')).toBe(2.3);
    expect(workspace.findBenchmark('jsa_rate', 'North West', '2008-07')).toBe(2.7);
    expect(workspace.getIndicator('jsa_rate')).toMatchObject({
      kind: 'rate',
      numerator: 'jsa_claimants',
      of: 'working_age',
    });
    expect(workspace.state().targeting).toEqual({
      rule: 'jsa_rate > 10',
      geography: 'lsoa:2001',
      period: '2008-07',
      need: 'jsa_claimants',
    });
  });

  it('has its provision, performance and timetable', () => {
    const { sites, ...others } = workspace.getProvision();
    const { sites: places, ...rest } = demo.provision;
    expect(others).toEqual(rest);
    expect(sites).toEqual([...employmentSites, ...places]);
    const { provision } = workspace.describe();
    expect(provision).toMatchObject({ providers: 12, programmes: 20, sites: 60, employmentSites: 12 });
    expect(provision.fundingStreams).toHaveLength(8);
    expect(provision.stages).toHaveLength(6);
    expect(provision.performance).toMatchObject({
      rows: demo.performance.length,
      geographies: ['ward:2003'],
    });
    expect(provision.performance.periods).toEqual(['2006/07', '2007/08']);
    const [timetable] = workspace.listTimetables();
    const health = timetableHealth.parse(timetable!.facts);
    expect([health.firstDay, health.lastDay]).toEqual(['2008-07-01', '2009-06-30']);
    const { bytes } = workspace.getTimetable(timetable!.release);
    expect(bytes).toHaveLength(health.bytes);
    expect(stopCount(decodeTimetable(bytes))).toBe(demo.timetable.stops.length);
  });

  it('has its population points, and says whose they are', () => {
    const { area, weight, release } = workspace.findAreaPoints('lsoa:2001')!;
    const points = makePopulationPoints(demo);
    expect([...area].map((at, point) => [lsoas[at]!.code, weight[point]])).toEqual(
      points.map((point) => [point.areaCode, point.weight]),
    );
    const lsoa = workspace.describe().geographies.find(({ geography }) => geography === 'lsoa')!;
    expect(lsoa.points).toEqual({ count: points.length, areas: 984, release });
  });

  it('every release says that it is synthetic', () => {
    const { releases } = workspace.describe();
    expect(releases.length).toBeGreaterThan(0);
    for (const { id, title } of releases) {
      expect(title).toMatch(/^Synthetic demonstration: /);
      expect(workspace.getRelease(id).attribution[0]).toMatch(/values are invented/);
    }
  });

  it('can be searched by place', () => {
    const hits = workspace.searchAreas('Everton', 5);
    expect(hits[0]).toMatchObject({ geography: 'ward:2003', name: 'Everton' });
    expect(areasOf('ward').map(({ code }) => code)).toContain(hits[0]!.code);
  });
});

it('is the same file, byte for byte, when written again at the same instant', () => {
  const again = createWorkspace(join(folder, 'again.gpkg'), options);
  writeDemo(again);
  again.close();
  workspace.close();
  expect(readFileSync(again.path).equals(readFileSync(workspace.path))).toBe(true);
});

import { spawnSync } from 'node:child_process';
import { describe, expect, it, onTestFinished } from 'vitest';
import { Connection } from '../../../data/workspace/connection.ts';
import { aWorkspace, contentOf, publish, publishAreas, publishValues } from './build.ts';
import { aDelivery, aSite, publishNetwork, publishPerformance } from './build-provision.ts';

const hasOgrinfo = spawnSync('ogrinfo', ['--version']).status === 0;

describe('provision', () => {
  it('comes back as it was published, with the release it came from', () => {
    const writer = aWorkspace();
    const release = publishNetwork(writer);
    expect(writer.getProvision()).toEqual({
      providers: [{ id: 'acorn', name: 'Acorn' }],
      programmes: [{ id: 'iag', name: 'Advice', provider: 'acorn' }],
      sites: [
        aSite('a'),
        aSite('b', { lon: -3.05, lat: 53.39, postcode: 'CH41 1AA', firstDay: '2007-01-01' }),
      ],
      deliveries: [
        aDelivery('1'),
        aDelivery('2', { site: 'b', places: null, cost: null, eligible: [], stage: 'job_entry' }),
      ],
    });
    expect(writer.listSites().map(({ release: from, edited }) => [from, edited])).toEqual([
      [release, null],
      [release, null],
    ]);
    expect(writer.describe().provision).toMatchObject({
      providers: 1,
      programmes: 1,
      sites: 2,
      deliveries: 2,
      stages: [
        { stage: 'advice', deliveries: 1 },
        { stage: 'job_entry', deliveries: 1 },
      ],
      fundingStreams: ['ESF'],
    });
    expect(writer.check().problems).toEqual([]);
  });

  it('tells a place of work with its jobs, also after it was changed by hand and changed back', () => {
    const writer = aWorkspace();
    const docks = aSite('docks', { kind: 'employment', jobs: 3_200 });
    publish(writer, { kind: 'sites' }, (staging) => staging.addSite(docks));
    expect(writer.getProvision().sites).toEqual([docks]);
    writer.saveSite({ ...docks, jobs: null });
    expect(writer.getProvision().sites).toEqual([{ ...docks, jobs: null }]);
    writer.undo();
    expect(writer.getProvision().sites).toEqual([docks]);
    writer.moveSite('docks', { lon: -3.01, lat: 53.45 });
    expect(writer.getProvision().sites).toEqual([{ ...docks, lon: -3.01, lat: 53.45 }]);
    expect(writer.check().problems).toEqual([]);
  });

  it('leaves out, and warns of, what names something that has been taken out', () => {
    const writer = aWorkspace();
    const sites = publish(writer, { kind: 'sites' }, (staging) => staging.addSite(aSite('a')));
    publish(writer, { kind: 'providers' }, (staging) => {
      staging.addProvider({ id: 'acorn', name: 'Acorn' });
      staging.addProgramme({ id: 'iag', name: 'Advice', provider: 'acorn' });
      staging.addDelivery(aDelivery('1'));
    });
    writer.deleteRelease(sites);
    expect(writer.getProvision().deliveries).toEqual([]);
    expect(writer.listDeliveries()).toHaveLength(1);
    expect(writer.describe().warnings.join()).toMatch(
      /1 delivery is at a site that the workspace does not have/,
    );
    expect(writer.check().problems).toEqual([]);
  });

  it('keeps performance apart: null, suppressed and zero', () => {
    const writer = aWorkspace();
    publishAreas(writer, 'lsoa:2011', 3);
    publishNetwork(writer);
    publishPerformance(writer, [
      ['A000', '2008-Q1', { starts: 0, outcomes: null, suppressed: ['outcomes'] }],
      ['A001', '2008-Q2', { starts: 12, outcomes: 4, sustained: 2, cost: 3_000, target: 5 }],
      ['A999', '2008-Q2', { starts: 1 }],
    ]);
    const rows = writer.listPerformance();
    expect(rows).toHaveLength(2);
    expect(rows[0]).toMatchObject({
      geography: 'lsoa:2011',
      area: 'A000',
      starts: 0,
      outcomes: null,
      suppressed: ['outcomes'],
    });
    expect(rows[1]).toMatchObject({ area: 'A001', period: '2008-Q2', sustained: 2, suppressed: [] });
    expect(writer.listPerformance({ period: '2008-Q1' })).toHaveLength(1);
    expect(writer.listPerformance({ provider: 'nobody' })).toEqual([]);
    expect(writer.listPerformance({ geography: 'ward:2013' })).toEqual([]);
    expect(writer.describe().provision.performance).toEqual({
      rows: 2,
      geographies: ['lsoa:2011'],
      periods: ['2008-Q1', '2008-Q2'],
    });
  });

  it('survives the deletion of its areas, as observations do', () => {
    const writer = aWorkspace();
    const areas = publishAreas(writer, 'lsoa:2011', 2);
    publishPerformance(writer, [['A000', '2008-Q1', { starts: 3 }]]);
    const before = contentOf(writer.path);
    writer.deleteRelease(areas);
    expect(writer.listPerformance()).toHaveLength(1);
    expect(writer.check().problems).toEqual([]);
    writer.undo();
    expect(contentOf(writer.path)).toEqual(before);
  });

  it('takes its periods with it', () => {
    const writer = aWorkspace();
    publishAreas(writer, 'lsoa:2011', 2);
    publishValues(writer, 'jsa', { '2008-Q1': { A000: 1 } });
    const before = contentOf(writer.path);
    const release = publishPerformance(writer, [
      ['A000', '2008-Q1', { starts: 3 }],
      ['A000', '2008-Q2', { starts: 3 }],
    ]);
    writer.deleteRelease(release);
    expect(contentOf(writer.path)).toEqual(before);
  });

  it('finds postcodes however they are spaced, and the areas they lie in', () => {
    const writer = aWorkspace();
    publishAreas(writer, 'lsoa:2011', 2);
    publish(writer, { kind: 'postcodes' }, (staging) => {
      staging.addPostcode({
        code: 'L11AA',
        lon: -2.98,
        lat: 53.4,
        ended: null,
        areas: { 'lsoa:2011': 'A001', 'ward:1990': 'X' },
      });
    });
    expect(writer.findPostcode('l1 1aa')).toEqual({
      code: 'L11AA',
      lon: -2.98,
      lat: 53.4,
      ended: null,
      areas: { 'lsoa:2011': 'A001' },
    });
    expect(writer.findPostcode('L1 1AB')).toBeUndefined();
  });

  it('gives the bytes of a timetable back, on a buffer of their own', () => {
    const writer = aWorkspace();
    const bytes = Uint8Array.from({ length: 1000 }, (_, i) => i % 251);
    const release = publish(writer, { kind: 'timetable', title: 'buses' }, (staging) =>
      staging.setTimetable({ bytes, facts: { trips: 3 } }),
    );
    const found = writer.getTimetable(release);
    expect(found).toMatchObject({ release, title: 'buses', facts: { trips: 3 } });
    expect([...found.bytes]).toEqual([...bytes]);
    expect([found.bytes.byteOffset, found.bytes.buffer.byteLength]).toEqual([0, 1000]);
    expect(writer.listTimetables()).toEqual([{ release, title: 'buses', facts: { trips: 3 }, choice: null }]);
    writer.undo();
    expect(() => writer.getTimetable(release)).toThrow(expect.objectContaining({ code: 'not_found' }));
    writer.redo();
    expect(writer.getTimetable(release).bytes).toHaveLength(1000);
  });

  it('notes which timetables a person wants, and takes each choice back', () => {
    const writer = aWorkspace();
    const [buses, trains] = ['buses', 'trains'].map((title) =>
      publish(writer, { kind: 'timetable', title }, (staging) =>
        staging.setTimetable({ bytes: new Uint8Array(8), facts: null }),
      ),
    );
    const choices = () => writer.listTimetables().map(({ choice }) => choice);
    writer.chooseTimetable(buses!, false);
    writer.chooseTimetable(trains!, true);
    expect(choices()).toEqual([false, true]);
    writer.chooseTimetable(buses!, null);
    expect(choices()).toEqual([null, true]);
    writer.undo();
    writer.undo();
    expect(choices()).toEqual([false, null]);
    writer.undo();
    expect(choices()).toEqual([null, null]);
    writer.redo();
    expect(choices()).toEqual([false, null]);
    expect(() => writer.chooseTimetable(99, true)).toThrow(expect.objectContaining({ code: 'not_found' }));
  });
});

describe('undoing an import of provision', () => {
  it('brings back the sites that it replaced, and redoing takes them again', () => {
    const writer = aWorkspace();
    publishNetwork(writer);
    const before = contentOf(writer.path);
    publish(writer, { kind: 'sites', title: 'newer' }, (staging) => {
      staging.addSite(aSite('a', { name: 'Renamed', lon: -2.9 }));
      staging.addSite(aSite('c'));
    });
    const after = contentOf(writer.path);
    expect(writer.listSites().map(({ name }) => name)).toEqual(['Renamed', 'Site b', 'Site c']);
    writer.undo();
    expect(contentOf(writer.path)).toEqual(before);
    writer.redo();
    expect(contentOf(writer.path)).toEqual(after);
  });
});

describe('sites in another GIS', () => {
  it('are a layer of points with their extent', () => {
    const writer = aWorkspace();
    publishNetwork(writer);
    const connection = new Connection(writer.path, { readonly: true });
    onTestFinished(() => connection.close());
    expect(
      connection.get("SELECT min_x, min_y, max_x, max_y FROM gpkg_contents WHERE table_name = 'site'"),
    ).toEqual({
      min_x: -3.05,
      min_y: 53.39,
      max_x: -2.98,
      max_y: 53.41,
    });
    expect(connection.get('SELECT count(*) AS n FROM rtree_site_geom')).toEqual({ n: 2 });
  });

  it.skipIf(!hasOgrinfo)(
    hasOgrinfo ? 'are listed by ogrinfo' : 'are listed by ogrinfo (skipped: ogrinfo not present)',
    () => {
      const writer = aWorkspace();
      publishNetwork(writer);
      writer.close();
      const { stdout } = spawnSync('ogrinfo', ['-al', writer.path, 'site'], { encoding: 'utf8' });
      expect(stdout).toContain('Geometry: Point');
      expect(stdout).toContain('POINT (-2.98 53.41)');
      expect(stdout).toContain('Feature Count: 2');
    },
  );
});

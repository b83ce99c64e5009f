import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openForWriting, type WorkspaceWriter } from '#data/workspace';
import {
  aCount,
  aFolder,
  aSquare,
  aWorkspace,
  contentOf,
  edition,
  publish,
  publishAreas,
  publishValues,
} from './build.ts';
import { aSite } from './build-provision.ts';

const asTest = { holder: 'a test' };
const marker = 'Marker-of-what-was-deleted';

/** Files beside and of a workspace in whose bytes a text stands. */
function filesWith(path: string, text: string): string[] {
  const folder = dirname(path);
  return readdirSync(folder).filter((name) => readFileSync(join(folder, name)).includes(text));
}

/** Every way in which a file may hold a number: double precision in both orders, and single in that of spatial indexes. */
function bytesOf(...numbers: number[]): Buffer[] {
  return numbers.flatMap((number) => {
    const [big, little, single] = [Buffer.alloc(8), Buffer.alloc(8), Buffer.alloc(4)];
    big.writeDoubleBE(number);
    little.writeDoubleLE(number);
    single.writeFloatBE(number);
    // A box is rounded outwards.
    const next = Buffer.from(single);
    next.writeUInt32BE(single.readUInt32BE() + 1);
    const last = Buffer.from(single);
    last.writeUInt32BE(single.readUInt32BE() - 1);
    return [big, little, single, next, last];
  });
}

/** A release whose every kind of text holds a word: names, codes, file, title, rejects. */
function publishWord(workspace: WorkspaceWriter, word: string): number {
  const draft = {
    kind: 'boundaries' as const,
    title: `${word} title`,
    file: `${word}.zip`,
    geography: edition('ward:2013'),
    report: { word },
  };
  return publish(workspace, draft, (staging) => {
    for (let at = 0; at < 60; at++)
      staging.addArea(aSquare(at, { code: `${word} ${at}`, name: `${word} name ${at}` }));
    staging.addReject(1, `${word} reason`);
  });
}

/** A workspace with areas, values, and a release of the word that was deleted again, in a session of its own. */
function aWorkspaceThatForgot(word = marker): WorkspaceWriter {
  const workspace = aWorkspace();
  publishAreas(workspace, 'lsoa:2011', 40);
  publishValues(workspace, 'jsa', { '2018': { A000: 1, A007: 2 } });
  workspace.deleteRelease(publishWord(workspace, word));
  const { path } = workspace;
  workspace.close();
  const next = openForWriting(path, asTest);
  // The first change of a session makes the backup, which then holds what was deleted before.
  publishValues(next, 'ib', { '2018': { A001: 9 } });
  return next;
}

describe('a deleted release', () => {
  it('lies in the file and its backup until it is forgotten for good', () => {
    const workspace = aWorkspaceThatForgot();
    expect(filesWith(workspace.path, marker)).toEqual(
      expect.arrayContaining(['test.gpkg', 'test.backup.gpkg']),
    );
    expect(workspace.listDeleted().releases).toEqual([
      { id: 3, title: `${marker} title`, file: `${marker}.zip` },
    ]);
  });

  it.each([null, 3])('is in no byte of file, WAL and backup afterwards (release %s)', (release) => {
    const workspace = aWorkspaceThatForgot();
    writeFileSync(join(dirname(workspace.path), 'test.schema-1.gpkg'), marker);
    const values = workspace.findColumn('lsoa:2011', 'jsa', 'all', '2018');
    const { releases } = workspace.forget(release);
    expect(releases).toEqual([`${marker} title`]);
    expect(filesWith(workspace.path, marker)).toEqual([]);
    expect(existsSync(`${workspace.path}-wal`)).toBe(true);
    expect(workspace.findColumn('lsoa:2011', 'jsa', 'all', '2018')).toEqual(values);
    expect(workspace.check().problems).toEqual([]);
    expect(workspace.listDeleted().releases).toEqual([]);
    workspace.close();
    expect(filesWith(workspace.path, marker)).toEqual([]);
    expect(readdirSync(dirname(workspace.path)).toSorted()).toEqual(['test.backup.gpkg', 'test.gpkg']);
    expect(contentOf(workspace.path.replace('.gpkg', '.backup.gpkg')).release).toHaveLength(3);
  });

  it('does not travel with a copy, and nor does any step of undo', async () => {
    const workspace = aWorkspaceThatForgot();
    workspace.recordExport({
      author: null,
      title: null,
      override: null,
      statements: [],
      format: 'csv',
      rule: `in_area("${marker}")`,
      policy: 'none',
      file: `${marker}.csv`,
      sha256: '0',
    });
    const copy = join(aFolder(), 'copy.gpkg');
    await workspace.copyTo(copy);
    expect(filesWith(copy, marker)).toEqual([]);
    expect(workspace.listDeleted().releases).toHaveLength(1);
    expect(workspace.listExports()).toHaveLength(1);
    const opened = openForWriting(copy, asTest);
    expect(opened.listDeleted()).toEqual({ releases: [], steps: 0 });
    expect(opened.check().problems).toEqual([]);
    expect(opened.describe()).toEqual(workspace.describe());
    opened.close();
  });

  it('does not travel where rows of another release in force lie upon its own', async () => {
    const workspace = aWorkspace();
    publishAreas(workspace, 'lsoa:2011', 5, { name: () => marker });
    publishAreas(workspace, 'lsoa:2011', 5, { name: (at) => `Area ${at}` });
    const copy = join(aFolder(), 'copy.gpkg');
    await workspace.copyTo(copy);
    expect(filesWith(copy, marker)).toEqual([]);
  });

  it('leaves no place behind: no coordinate, and no box in the spatial indexes', async () => {
    const workspace = aWorkspace();
    publishAreas(workspace, 'lsoa:2011', 300);
    publish(workspace, { kind: 'sites' }, (staging) => staging.addSite(aSite('stays')));
    const far = Array.from(
      { length: 40 },
      (_, at) => [1.234_567 + at / 1000, 51.765_432 + at / 1000] as const,
    );
    const sites = publish(workspace, { kind: 'sites' }, (staging) => {
      for (const [at, [lon, lat]] of far.entries()) staging.addSite(aSite(`far ${at}`, { lon, lat }));
    });
    const draft = { kind: 'boundaries' as const, geography: edition('ward:2013') };
    const areas = publish(workspace, draft, (staging) => {
      for (const [at, [lon, lat]] of far.entries())
        staging.addArea(aSquare(at, { code: `far ${at}`, bounds: [lon, lat, lon + 0.01, lat + 0.01] }));
    });
    const places = far.flatMap(([lon, lat]) => bytesOf(lon, lat));
    const isSomewhere = (path: string): boolean =>
      readdirSync(dirname(path)).some((name) => {
        const bytes = readFileSync(join(dirname(path), name));
        return places.some((place) => bytes.includes(place));
      });
    expect(isSomewhere(workspace.path)).toBe(true);
    workspace.deleteRelease(sites);
    workspace.deleteRelease(areas);
    const copy = join(aFolder(), 'copy.gpkg');
    await workspace.copyTo(copy);
    expect(isSomewhere(copy)).toBe(false);
    workspace.forget(null);
    expect(isSomewhere(workspace.path)).toBe(false);
    expect(workspace.check().problems).toEqual([]);
    expect(workspace.listSites().map(({ id }) => id)).toEqual(['stays']);
  });

  it('that is in force, or unknown, is not forgotten', () => {
    const workspace = aWorkspaceThatForgot();
    for (const release of [1, 99])
      expect(() => workspace.forget(release)).toThrow(expect.objectContaining({ code: 'not_found' }));
    expect(workspace.listDeleted().releases).toHaveLength(1);
  });
});

describe('what a person wrote and changed by hand', () => {
  it('is in no byte after everything was forgotten', () => {
    const workspace = aWorkspace();
    const { id } = workspace.saveSite({
      id: null,
      name: marker,
      lon: -2,
      lat: 53,
      postcode: null,
      firstDay: null,
      lastDay: null,
      kind: 'provision',
      jobs: null,
    });
    workspace.saveSite({ ...workspace.listSites()[0]!, id, name: 'Another name' });
    workspace.forget(null);
    expect(filesWith(workspace.path, marker)).toEqual([]);
  });
});

describe('forgetting one of several', () => {
  function aWorkspaceWithTwo(): WorkspaceWriter {
    const workspace = aWorkspace();
    publishAreas(workspace, 'lsoa:2011', 10);
    const one = publishValues(workspace, 'one', { '2018': { A000: 1 } });
    const two = publishValues(workspace, 'two', { '2018': { A001: 2 } });
    workspace.deleteRelease(one);
    workspace.deleteRelease(two);
    return workspace;
  }

  it.each([
    [2, 'two'],
    [3, 'one'],
  ])('leaves the other one to be brought back (release %i)', (release, other) => {
    const workspace = aWorkspaceWithTwo();
    workspace.forget(release);
    expect(workspace.listDeleted().releases.map(({ title }) => title)).toEqual([`${other} values`]);
    workspace.undo();
    expect(workspace.listIndicators().map(({ id }) => id)).toEqual([other]);
    expect(workspace.check().problems).toEqual([]);
    workspace.undo();
    workspace.undo();
    expect(workspace.check().problems).toEqual([]);
    expect(workspace.state().undo).toBeNull();
  });

  it('takes steps along that lead nowhere without it, and says so', () => {
    const workspace = aWorkspace();
    const areas = publishAreas(workspace, 'lsoa:2011', 10);
    const values = publish(
      workspace,
      { title: 'values', geography: edition('lsoa:2011'), indicators: [aCount('jsa')] },
      (staging) =>
        staging.addObservation({
          areaCode: 'A000',
          indicator: 'jsa',
          cohort: 'all',
          period: { id: '2018', label: '2018', first: '2018-01-01', last: '2018-12-31' },
          value: 4,
          flag: 0,
        }),
    );
    workspace.deleteRelease(values);
    workspace.deleteRelease(areas);
    // The values are of the areas: they cannot come back without them.
    expect(workspace.forget(areas).releases).toEqual(['values', 'lsoa:2011 boundaries']);
    expect(workspace.listDeleted()).toEqual({ releases: [], steps: 0 });
    expect(workspace.check().problems).toEqual([]);
  });

  it('forgets an import that was undone, and leaves what was done before it', () => {
    const workspace = aWorkspace();
    publishAreas(workspace, 'lsoa:2011', 10);
    const undone = publishValues(workspace, 'one', { '2018': { A000: 1 } });
    workspace.undo();
    expect(workspace.forget(undone)).toEqual({ releases: ['one values'], steps: 1 });
    expect(workspace.state()).toMatchObject({ undo: 'Import lsoa:2011 boundaries', redo: null });
    workspace.undo();
    workspace.redo();
    expect(workspace.check().problems).toEqual([]);
  });
});

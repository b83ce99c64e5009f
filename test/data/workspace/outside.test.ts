import { existsSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import {
  createWorkspace,
  joinForWriting,
  openForReading,
  openForWriting,
  type WorkspaceWriter,
} from '#data/workspace';
import { aClock, aFolder, aSquare, aWorkspace, publishAreas, publishValues } from './build.ts';
import { aSite, publishNetwork } from './build-provision.ts';
import {
  asOtherProgram,
  copyAsOtherProgram,
  hashAsOtherProgram,
  holdAsOtherProgram,
  overwriteAsOtherProgram,
} from './other-program.ts';

const rename = "UPDATE provider SET name = 'Changed in QGIS' WHERE id = 'acorn'";

function aNetwork(path?: string): WorkspaceWriter {
  const writer = aWorkspace(path);
  publishNetwork(writer);
  expect(writer.lookOutside()).toBe('nothing');
  return writer;
}

/** A copy of a workspace as it is now, as a backup program makes it. */
function aCopy(writer: WorkspaceWriter): string {
  const copy = join(aFolder(), 'copy.gpkg');
  copyAsOtherProgram(writer.path, copy);
  return copy;
}

const refusalOf = (work: () => unknown): string => {
  try {
    work();
  } catch (error) {
    return (error as Error).message;
  }
  return 'It was taken.';
};

describe('a change by another program', () => {
  it.each([
    { drive: 'with a WAL', network: false },
    { drive: 'with a rollback journal', network: true },
  ])('is told once, moves the revision on, and what was kept is read anew ($drive)', ({ network }) => {
    const path = join(aFolder(), 'test.gpkg');
    const writer = createWorkspace(path, { holder: 'a test', now: aClock(), network });
    onTestFinished(() => writer.close());
    publishNetwork(writer);
    expect(writer.lookOutside()).toBe('nothing');
    const revision = writer.revision();
    asOtherProgram(path, "UPDATE indicator SET name = 'x'; UPDATE release SET title = 'Retitled'");
    expect(writer.lookOutside()).toBe('changed');
    expect(writer.revision()).toBe(revision + 1);
    expect(writer.describe().releases[0]!.title).toBe('Retitled');
    expect(writer.lookOutside()).toBe('nothing');
    // What follows goes on from there, also for those who open it later.
    writer.noteOutside();
    expect(writer.revision()).toBe(revision + 1);
    writer.moveSite('a', { lon: -2.9, lat: 53.4 });
    expect(writer.revision()).toBe(revision + 2);
    expect(writer.lookOutside()).toBe('nothing');
  });

  it('never lowers the revision, though the other program did', () => {
    const writer = aNetwork();
    for (const lon of [-2.9, -2.8, -2.7]) writer.moveSite('a', { lon, lat: 53.4 });
    const revision = writer.revision();
    asOtherProgram(writer.path, "UPDATE pinpoint SET value = '1' WHERE key = 'revision'");
    expect(writer.lookOutside()).toBe('changed');
    expect(writer.revision()).toBeGreaterThan(revision);
    writer.moveSite('a', { lon: -2.6, lat: 53.4 });
    expect(writer.revision()).toBe(revision + 2);
  });

  it('is never seen in what this process does itself: imports, undo, catchments, other handles, forgetting', () => {
    const writer = aWorkspace();
    publishAreas(writer, 'lsoa:2011', 4);
    publishNetwork(writer);
    const news: string[] = [];
    const look = (): void => void news.push(writer.lookOutside());
    for (let round = 0; round < 20; round += 1) {
      const joined = joinForWriting(writer.path);
      const reader = openForReading(writer.path);
      publishValues(joined, `count_${round}`, { '2018': { A000: 1, A001: 2 } });
      look();
      joined.forgetCatchments();
      reader.describe();
      joined.close();
      look();
      reader.close();
      look();
      writer.moveSite('a', { lon: -2.9 - round / 1000, lat: 53.4 });
      look();
      writer.undo();
      look();
    }
    writer.forget(null);
    look();
    expect(news).toHaveLength(101);
    expect(news.filter((told) => told !== 'nothing')).toEqual([]);
  });

  it('is met by a handle at work though the process writes all the time, and told to the one that watches', () => {
    const writer = aNetwork();
    publishAreas(writer, 'lsoa:2011', 3);
    const joined = joinForWriting(writer.path);
    onTestFinished(() => joined.close());
    joined.forgetCatchments();
    expect(writer.lookOutside()).toBe('nothing');
    joined.forgetCatchments();
    asOtherProgram(writer.path, rename);
    joined.forgetCatchments();
    joined.forgetCatchments();
    expect(writer.lookOutside()).toBe('changed');
    expect(writer.lookOutside()).toBe('nothing');
  });

  it('that comes at the last moment, while a change waits for its turn, has that change refused', async () => {
    const writer = aNetwork();
    const { ended } = await holdAsOtherProgram(writer.path, rename, 500);
    expect(writer.lookOutside()).toBe('nothing');
    expect(refusalOf(() => writer.moveSite('a', { lon: -2.9, lat: 53.4 }))).toBe(
      'Nothing was changed: since you last saw it, another program has changed the workspace.',
    );
    await ended;
    expect(writer.lookOutside()).toBe('changed');
    expect(writer.listSites().find(({ id }) => id === 'a')!.lon).toBe(-2.98);
    writer.moveSite('a', { lon: -2.9, lat: 53.4 });
  });

  it('is accounted for without waiting for whoever is writing', async () => {
    const writer = aNetwork();
    asOtherProgram(writer.path, rename);
    expect(writer.lookOutside()).toBe('changed');
    const { ended } = await holdAsOtherProgram(writer.path, rename, 1500);
    const begun = Date.now();
    expect(() => writer.noteOutside()).toThrow();
    expect(Date.now() - begun).toBeLessThan(1000);
    await ended;
  });

  it('takes with it what was kept of travel', () => {
    const writer = aWorkspace();
    publishAreas(writer, 'lsoa:2011', 1);
    const kept = { key: 'k', engine: '1', geography: 'lsoa:2011', request: null, facts: null } as const;
    const { shape: outline } = aSquare(0);
    writer.saveCatchment({ ...kept, minutes: [1], share: [1], outline, points: null });
    expect(writer.findCatchment('k', '1')).toBeDefined();
    asOtherProgram(writer.path, "UPDATE release SET title = 'x'");
    expect(writer.lookOutside()).toBe('changed');
    writer.noteOutside();
    expect(writer.findCatchment('k', '1')).toBeUndefined();
  });

  it('is told to those who read only, too', () => {
    const path = join(aFolder(), 'test.gpkg');
    const writer = createWorkspace(path, { holder: 'a test', now: aClock() });
    publishNetwork(writer);
    writer.close();
    const reader = openForReading(path);
    onTestFinished(() => reader.close());
    const revision = reader.revision();
    expect(reader.listProviders()[0]!.name).toBe('Acorn');
    asOtherProgram(path, rename);
    expect(reader.lookOutside()).toBe('changed');
    expect(reader.revision()).toBe(revision + 1);
    expect(reader.listProviders()[0]!.name).toBe('Changed in QGIS');
  });

  it('of the layout is said in words, and further tables of its own are nobody’s business', () => {
    const writer = aNetwork();
    asOtherProgram(writer.path, 'CREATE TABLE layer_styles (id INTEGER PRIMARY KEY, styleQML TEXT)');
    expect(writer.lookOutside()).toBe('changed');
    asOtherProgram(writer.path, 'ALTER TABLE provider ADD COLUMN phone TEXT');
    expect(writer.findBreak()).toBeUndefined();
    expect(writer.lookOutside()).toBe('changed');
    writer.saveProvider({ id: 'acorn', name: 'Acorn Trust' });
    asOtherProgram(
      writer.path,
      'CREATE TRIGGER spy AFTER UPDATE ON provider BEGIN DELETE FROM delivery; END',
    );
    expect(writer.findBreak()).toBe('the trigger “spy” on “provider”');
    asOtherProgram(writer.path, 'DROP TRIGGER spy; DROP TABLE delivery');
    expect(writer.findBreak()).toBe('the table “delivery” is missing');
  });
});

describe('undo after a change by another program', () => {
  it('is refused for rows which that program changed, added to, or took out', () => {
    const writer = aNetwork();
    const cases: [work: () => void, title: string, sql: string][] = [
      [() => void writer.saveProvider({ id: 'acorn', name: 'Acorn Trust' }), 'Change Acorn Trust', rename],
      [() => writer.endDelivery('1', '2008-09-30'), 'End Advice at ', "DELETE FROM delivery WHERE id = '1'"],
      [
        () => void writer.saveProvider({ id: null, name: 'Bridge' }),
        'Add Bridge',
        "INSERT INTO programme VALUES ('p', 'P', 'bridge', NULL, 1)",
      ],
    ];
    for (const [work, title, sql] of cases) {
      work();
      asOtherProgram(writer.path, sql);
      writer.lookOutside();
      const said = refusalOf(() => writer.undo());
      expect(said).toContain(title);
      expect(said).toMatch(/cannot be undone/);
    }
    expect(refusalOf(() => writer.redo())).toBe('There is nothing to redo.');
  });

  it('of other rows goes on', () => {
    const writer = aNetwork();
    writer.moveSite('a', { lon: -2.9, lat: 53.4 });
    asOtherProgram(writer.path, rename);
    writer.lookOutside();
    writer.noteOutside();
    writer.undo();
    expect(writer.listSites().find(({ id }) => id === 'a')!.lon).toBe(-2.98);
    expect(writer.listProviders()[0]!.name).toBe('Changed in QGIS');
    writer.redo();
    expect(writer.check().problems).toEqual([]);
  });

  it('of a whole layer that was there before is refused with the time, of one that came later it is not', () => {
    const writer = aWorkspace();
    publishAreas(writer, 'lsoa:2011', 3);
    publishValues(writer, 'jsa', { '2018': { A000: 1, A001: 2 } });
    asOtherProgram(writer.path, 'UPDATE observation SET value = 99');
    writer.lookOutside();
    writer.noteOutside();
    expect(refusalOf(() => writer.undo())).toMatch(
      /^“Import .*” cannot be undone: another program has changed test\.gpkg since at \d\d:\d\d, and its changes would be lost\.$/,
    );
    publishValues(writer, 'esa', { '2018': { A000: 1, A001: 2 } });
    writer.undo();
    expect(writer.listIndicators().map(({ id }) => id)).toEqual(['jsa']);
  });
});

describe('a file that is lost while it is open', () => {
  const ways = [
    { what: 'deleted', news: 'gone', take: (path: string) => rmSync(path) },
    { what: 'moved away', news: 'gone', take: (path: string) => renameSync(path, `${path}.moved`) },
    {
      what: 'replaced',
      news: 'replaced',
      take: (path: string, copy: string) => renameSync(copy, path),
    },
    {
      what: 'overwritten by a copy',
      news: 'overwritten',
      take: (path: string, copy: string) => copyAsOtherProgram(copy, path),
    },
    {
      what: 'overwritten by something else',
      news: 'overwritten',
      take: (path: string) => overwriteAsOtherProgram(path, 'This is no database. '.repeat(1000)),
    },
    { what: 'cut short', news: 'overwritten', take: (path: string) => overwriteAsOtherProgram(path, '') },
  ] as const;

  it.each(ways)('is told as $news when it was $what, and takes no change', ({ news, take }) => {
    const writer = aNetwork();
    const copy = aCopy(writer);
    writer.moveSite('a', { lon: -2.9, lat: 53.4 });
    take(writer.path, copy);
    expect(writer.lookOutside()).toBe(news);
    expect(refusalOf(() => writer.moveSite('b', { lon: -2.8, lat: 53.4 }))).toMatch(
      /^Nothing was changed\. /,
    );
    expect(writer.lookOutside()).toBe(news);
  });

  it.each(ways)('is refused to a change that did not look before, when it was $what', ({ take }) => {
    const writer = aNetwork();
    const copy = aCopy(writer);
    take(writer.path, copy);
    expect(refusalOf(() => writer.moveSite('a', { lon: -2.9, lat: 53.4 }))).toMatch(
      /^Nothing was changed\. /,
    );
  });

  it.each(ways.filter(({ news }) => news !== 'gone'))(
    'leaves what stands in its place as it is, to the last byte, when it was $what',
    ({ take }) => {
      const path = join(aFolder(), 'test.gpkg');
      const writer = aNetwork(path);
      const copy = aCopy(writer);
      const joined = joinForWriting(path);
      const reader = openForReading(path);
      writer.moveSite('a', { lon: -2.9, lat: 53.4 });
      take(path, copy);
      const placed = hashAsOtherProgram(path);
      writer.lookOutside();
      for (const handle of [reader, joined, writer]) handle.close();
      expect(hashAsOtherProgram(path)).toBe(placed);
      for (const ending of ['-wal', '.lock'])
        expect(statSync(path + ending, { throwIfNoEntry: false })?.size ?? 0).toBe(0);
    },
  );

  it('gone or replaced, can be kept aside whole, with its steps', async () => {
    const writer = aNetwork();
    const copy = aCopy(writer);
    writer.moveSite('a', { lon: -2.9, lat: 53.4 });
    renameSync(copy, writer.path);
    writer.lookOutside();
    const aside = join(aFolder(), 'aside.gpkg');
    await writer.keepAside(aside);
    const kept = openForWriting(aside, { holder: 'a test' });
    onTestFinished(() => kept.close());
    expect(kept.listSites().find(({ id }) => id === 'a')!.lon).toBe(-2.9);
    expect(kept.state().undo).toBe('Move Site a');
  });

  it('replaced, is not mistaken for the new one by further handles', () => {
    const writer = aNetwork();
    const copy = aCopy(writer);
    renameSync(copy, writer.path);
    for (const open of [joinForWriting, openForReading])
      expect(refusalOf(() => open(writer.path))).toContain('has put another file in the place of test.gpkg');
  });
});

it('a file holds all that was saved while it is open: whoever copies it alone has everything', () => {
  const writer = aNetwork();
  writer.moveSite('a', { lon: -2.9, lat: 53.4 });
  const copy = aCopy(writer);
  expect(existsSync(`${writer.path}-wal`)).toBe(true);
  expect(statSync(`${writer.path}-wal`).size).toBe(0);
  const copied = openForReading(copy);
  onTestFinished(() => copied.close());
  expect(copied.listSites().find(({ id }) => id === 'a')!.lon).toBe(-2.9);
  expect(aSite('a').lon).toBe(-2.98);
});

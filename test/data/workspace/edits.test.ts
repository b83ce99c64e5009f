import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { WorkspaceWriter } from '#data/workspace';
import { aWorkspace, contentOf, publish } from './build.ts';
import { aDelivery, aSite, publishNetwork } from './build-provision.ts';
import { casesOf } from '../../trial-length.ts';

describe('editing by hand', () => {
  it('adds, moves and ends a site, each of it undoable and saying what it is', () => {
    const writer = aWorkspace();
    publishNetwork(writer);
    const states = [contentOf(writer.path)];
    const steps: [title: string, work: () => void][] = [
      ['Add Bold Street', () => writer.saveSite({ ...aSite(''), id: null, name: 'Bold Street' })],
      ['Move Site a', () => writer.moveSite('a', { lon: -2.95, lat: 53.42 })],
      ['End Site a', () => writer.endSite('a', '2008-12-31')],
      ['Change Renamed', () => writer.saveSite(aSite('b', { name: 'Renamed' }))],
      [
        'Add Advice at Bold Street',
        () => writer.saveDelivery({ ...aDelivery(''), id: null, site: 'bold_street' }),
      ],
      ['End Advice at Site a', () => writer.endDelivery('1', '2008-09-30')],
    ];
    for (const [title, work] of steps) {
      work();
      expect(writer.state().undo).toBe(title);
      states.push(contentOf(writer.path));
      expect(writer.check().problems).toEqual([]);
    }
    expect(writer.listSites().find(({ id }) => id === 'a')).toMatchObject({
      lon: -2.95,
      lat: 53.42,
      lastDay: '2008-12-31',
      release: 1,
      edited: expect.stringMatching(/^2026-01-01T/),
    });
    expect(writer.listDeliveries().find(({ id }) => id === '1')!.lastDay).toBe('2008-09-30');
    for (const state of states.slice(0, -1).toReversed()) {
      writer.undo();
      expect(contentOf(writer.path)).toEqual(state);
    }
    for (const state of states.slice(1)) {
      writer.redo();
      expect(contentOf(writer.path)).toEqual(state);
    }
  });

  it('belongs to one release of its own, made with the first thing entered', () => {
    const writer = aWorkspace();
    const { id: provider } = writer.saveProvider({ id: null, name: 'Riverside Learning' });
    expect(provider).toBe('riverside_learning');
    const { id: programme } = writer.saveProgramme({ id: null, name: 'Skills', provider });
    const { id: site } = writer.saveSite({ ...aSite(''), id: null, name: 'Skills' });
    const { id } = writer.saveDelivery({ ...aDelivery(''), id: null, programme, site });
    expect(writer.getProvision().deliveries.map((it) => it.id)).toEqual([id]);
    const { releases } = writer.describe();
    expect(releases.map(({ kind, title }) => [kind, title])).toEqual([['edits', 'Entered by hand']]);
    expect(writer.saveSite({ ...aSite(''), id: null, name: 'Skills' }).id).toBe('skills_2');
  });

  it.each([
    ['not_found', (writer: WorkspaceWriter) => writer.moveSite('z', { lon: 0, lat: 0 })],
    ['not_found', (writer: WorkspaceWriter) => writer.saveDelivery(aDelivery('9', { site: 'z' }))],
    ['not_found', (writer: WorkspaceWriter) => writer.saveDelivery(aDelivery('9', { programme: 'z' }))],
    ['not_found', (writer: WorkspaceWriter) => writer.saveProgramme({ id: 'x', name: 'X', provider: 'z' })],
    ['usage', (writer: WorkspaceWriter) => writer.moveSite('a', { lon: 200, lat: 0 })],
    ['usage', (writer: WorkspaceWriter) => writer.moveSite('a', { lon: Number.NaN, lat: 0 })],
    ['usage', (writer: WorkspaceWriter) => writer.saveSite(aSite('a', { name: ' ' }))],
    ['usage', (writer: WorkspaceWriter) => writer.endSite('b', '2006-12-31')],
  ])('refuses what makes no sense (%s), and nothing has happened then', (code, work) => {
    const writer = aWorkspace();
    publishNetwork(writer);
    const before = contentOf(writer.path);
    expect(() => work(writer)).toThrow(expect.objectContaining({ code }));
    expect(contentOf(writer.path)).toEqual(before);
    expect(writer.state().undo).toBe('Import 2 sites');
  });

  it('goes with its release when that is deleted, and comes back with it', () => {
    const writer = aWorkspace();
    const release = publishNetwork(writer);
    writer.moveSite('a', { lon: -2.9, lat: 53.4 });
    const moved = contentOf(writer.path);
    writer.deleteRelease(release);
    expect(writer.listSites()).toEqual([]);
    writer.undo();
    expect(contentOf(writer.path)).toEqual(moved);
  });

  it('whatever is done, undoing all of it leads back and redoing all of it leads there again', () => {
    const step = fc.oneof(
      fc.record({
        kind: fc.constant('move' as const),
        site: fc.constantFrom('a', 'b'),
        lon: fc.integer({ min: -9, max: 9 }),
      }),
      fc.record({ kind: fc.constant('add' as const), id: fc.constantFrom('a', 'c', 'd') }),
      fc.record({
        kind: fc.constant('import' as const),
        ids: fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd')),
      }),
      fc.record({ kind: fc.constant('delete' as const), nth: fc.nat(3) }),
    );
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 7 }), (steps) => {
        const writer = aWorkspace();
        publishNetwork(writer);
        const start = contentOf(writer.path);
        let done = 0;
        for (const it of steps) {
          if (it.kind === 'move') {
            if (!writer.listSites().some(({ id }) => id === it.site)) continue;
            writer.moveSite(it.site, { lon: it.lon, lat: 50 });
          } else if (it.kind === 'add') writer.saveSite(aSite(it.id, { name: `Added ${done}` }));
          else if (it.kind === 'import') {
            publish(writer, { kind: 'sites' }, (staging) => {
              for (const id of it.ids) staging.addSite(aSite(id, { name: `Import ${done}` }));
            });
          } else {
            const release = writer.describe().releases[it.nth];
            if (!release) continue;
            writer.deleteRelease(release.id);
          }
          done++;
        }
        const end = contentOf(writer.path);
        for (let i = 0; i < done; i++) writer.undo();
        expect(contentOf(writer.path)).toEqual(start);
        for (let i = 0; i < done; i++) writer.redo();
        expect(contentOf(writer.path)).toEqual(end);
        expect(writer.check().problems).toEqual([]);
        writer.close();
      }),
      { numRuns: casesOf(10, 25) },
    );
  });
});

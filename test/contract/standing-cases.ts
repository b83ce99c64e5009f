import { describe, expect, test } from 'vitest';
import { calls, type CallInput, type CallName, type Client, type PinpointError } from '#contract';
import { endOfJob } from './cases.ts';

const always = { postcode: null, firstDay: null, lastDay: null };
const at = { lon: -2.98, lat: 53.4 };

const addSite = (client: Client, name: string): Promise<{ id: string }> =>
  client.call('site.save', { id: null, name, ...at, ...always });
const look = (client: Client) => client.call('workspace.info', {});
const namesOf = async (client: Client): Promise<string[]> =>
  (await client.call('provision.list', {})).provision.sites.map(({ name }) => name);

async function refusalOf(work: Promise<unknown>): Promise<Pick<PinpointError, 'code' | 'message'>> {
  return work.then(
    () => ({ code: 'internal', message: 'It was taken.' }),
    (error: PinpointError) => error,
  );
}

/** What must hold of two clients of one backend with the demonstration open, each of them however it reaches it. */
export function standingCases(connect: () => { mine: Client; yours: Client }): void {
  describe('a change', () => {
    test('founded on what another has changed since is refused, and says what that was', async () => {
      const { mine, yours } = connect();
      await look(mine);
      const { id } = await addSite(yours, 'Northgate');
      await yours.call('site.move', { id, lon: -2.97, lat: 53.41 });
      const { code, message } = await refusalOf(addSite(mine, 'Southgate'));
      expect(code).toBe('stale');
      expect(message).toMatch(
        /^Nothing was changed: since you last saw it, another window has changed the workspace: “Add Northgate” at \d\d:\d\d, “Move Northgate” at \d\d:\d\d\.$/,
      );
      expect(await namesOf(mine)).not.toContain('Southgate');
      await look(mine);
      await addSite(mine, 'Southgate');
      await mine.call('workspace.undo', {});
      await yours.call('workspace.undo', {});
      await yours.call('workspace.undo', {});
      expect(await namesOf(mine)).not.toContain('Northgate');
    });

    test('is never in the way of the next one of the same hand, however quick', async () => {
      const { mine } = connect();
      await look(mine);
      const before = (await namesOf(mine)).length;
      const names = Array.from({ length: 12 }, (_, number) => `Quick ${number}`);
      await Promise.all(names.map((name) => addSite(mine, name)));
      expect(await namesOf(mine)).toHaveLength(before + 12);
      await Promise.all(names.map(() => mine.call('workspace.undo', {})));
      expect(await namesOf(mine)).toHaveLength(before);
    });

    test('of a draft holds on to what was seen when it was begun, until its author knows', async () => {
      const { mine, yours } = connect();
      await look(mine);
      const draft = mine.holdFast();
      await look(yours);
      await addSite(yours, 'Northgate');
      // Others look on; the draft was begun before.
      await look(mine);
      expect((await refusalOf(addSite(draft, 'Southgate'))).code).toBe('stale');
      await addSite(draft, 'Southgate');
      await mine.call('workspace.undo', {});
      await yours.call('workspace.undo', {});
    });

    const day = { firstDay: null, lastDay: null };
    const overtaken: { [Name in CallName]?: CallInput<Name> } = {
      'provider.save': { id: null, name: 'Bridge' },
      'programme.save': { id: null, name: 'Ready', provider: 'bridge' },
      'site.save': { id: null, name: 'Southgate', ...at, ...always },
      'site.move': { id: 's01', ...at },
      'site.end': { id: 's01', lastDay: '2009-01-01' },
      'delivery.save': {
        id: null,
        programme: 'p01',
        site: 's01',
        stage: 'advice',
        fundingStream: '',
        places: null,
        cost: null,
        eligible: [],
        ...day,
      },
      'delivery.end': { id: 'd01', lastDay: '2009-01-01' },
      'indicator.define': {
        id: 'own_rate',
        name: null,
        numerator: 'jsa_claimants',
        denominator: 'working_age',
      },
      'timetable.use': { release: 1, inUse: false },
      'release.delete': { release: 1 },
      'workspace.forget': { release: null },
    };

    test('that a person decides by what they see is tried here, whichever it is', () => {
      const decided = Object.entries(calls).filter(([, { basis }]) => basis === 'everything');
      expect(Object.keys(overtaken).toSorted()).toEqual(decided.map(([name]) => name).toSorted());
    });

    test.each(Object.entries(overtaken))('that a draft sends with %s holds on, too', async (name, input) => {
      const { mine, yours } = connect();
      await look(mine);
      const draft = mine.holdFast();
      const { revision } = await look(yours);
      await addSite(yours, 'Northgate');
      await look(mine);
      const { code, message } = await refusalOf(draft.call(name as CallName, input));
      expect([code, message]).toEqual(['stale', expect.stringMatching(/“Add Northgate” at \d\d:\d\d\.$/)]);
      expect((await look(mine)).revision).toBe(revision + 1);
      await yours.call('workspace.undo', {});
    });

    test('of the rule is founded on the rule alone', async () => {
      const { mine, yours } = connect();
      const targeting = { geography: 'lsoa:2001', period: '2008-07', need: null };
      await look(mine);
      await look(yours);
      await addSite(yours, 'Northgate');
      await mine.call('workspace.setTargeting', { ...targeting, rule: 'jsa_rate > 9' });
      const refused = yours.call('workspace.setTargeting', { ...targeting, rule: 'jsa_rate > 8' });
      expect((await refusalOf(refused)).message).toContain('“Change the rule”');
      await mine.call('workspace.undo', {});
      await yours.call('workspace.undo', {});
    });

    test('that only adds work of its own, or reads, needs no look at what others did', async () => {
      const { mine, yours } = connect();
      await look(mine);
      await look(yours);
      await addSite(yours, 'Northgate');
      const question = { rule: 'jsa_rate > 10', geography: 'lsoa:2001', period: null, need: null };
      const list = {
        limit: null,
        share: null,
        all: false,
        author: null,
        title: null,
        policy: 'none' as const,
      };
      const { job } = await mine.call('export.start', {
        question: { ...question, order: null },
        ...list,
        format: 'csv',
        fileName: 'list',
      });
      expect((await endOfJob(mine, job)).state).toBe('done');
      // That a file has left is written down, and is no change to anybody.
      await yours.call('workspace.undo', {});
      await addSite(mine, 'Southgate').then(
        () => mine.call('workspace.undo', {}),
        () => undefined,
      );
    });

    test('never lands in another workspace that has been opened since', async () => {
      const { mine, yours } = connect();
      const { file } = await look(mine);
      await yours.call('workspace.create', { name: `other-${Math.random()}`, at: null });
      for (const refused of [addSite(mine, 'Southgate'), mine.call('workspace.copy', {})]) {
        const { code, message } = await refusalOf(refused);
        expect(code).toBe('stale');
        expect(message).toMatch(/this was meant for Demonstration.*, but other-.* has been opened since/i);
      }
      expect(await namesOf(yours)).toEqual([]);
      await yours.call('workspace.open', { file });
      await look(mine);
    });
  });

  describe('undo', () => {
    test('takes back one’s own last step from beneath those of others', async () => {
      const { mine, yours } = connect();
      await look(mine);
      await addSite(mine, 'Southgate');
      await look(yours);
      await addSite(yours, 'Northgate');
      expect((await look(mine)).undo).toBe('Add Southgate');
      await mine.call('workspace.undo', {});
      expect(await namesOf(mine)).toContain('Northgate');
      expect(await namesOf(mine)).not.toContain('Southgate');
      await mine.call('workspace.redo', {});
      expect(await namesOf(mine)).toContain('Southgate');
      await mine.call('workspace.undo', {});
      await yours.call('workspace.undo', {});
    });

    test('is refused where another has changed the same things since, and says so', async () => {
      const { mine, yours } = connect();
      await look(mine);
      const { id } = await addSite(mine, 'Southgate');
      await look(yours);
      await yours.call('site.move', { id, lon: -2.9, lat: 53.4 });
      const { code, message } = await refusalOf(mine.call('workspace.undo', {}));
      expect(code).toBe('conflict');
      expect(message).toBe(
        '“Add Southgate” cannot be undone by itself: “Move Southgate” has to do with the same things.',
      );
      await yours.call('workspace.undo', {});
      await mine.call('workspace.undo', {});
    });

    test('of what another’s step speaks of is refused, too', async () => {
      const { mine, yours } = connect();
      await look(mine);
      const { id: provider } = await mine.call('provider.save', { id: null, name: 'Bridge' });
      await look(yours);
      await yours.call('programme.save', { id: null, name: 'Ready', provider });
      expect((await refusalOf(mine.call('workspace.undo', {}))).code).toBe('conflict');
      await yours.call('workspace.undo', {});
      await mine.call('workspace.undo', {});
    });

    test('of another’s step is not done by the way: it is named, or refused with whose it is', async () => {
      const { mine, yours } = connect();
      await look(yours);
      await addSite(yours, 'Northgate');
      const { undoStep } = await look(mine);
      expect(undoStep?.whose).toBe('other');
      const { code, message } = await refusalOf(mine.call('workspace.undo', {}));
      expect([code, message]).toEqual(['conflict', '“Add Northgate” was done in another window.']);
      await mine.call('workspace.undo', { step: undoStep!.id });
      expect(await namesOf(yours)).not.toContain('Northgate');
    });
  });
}

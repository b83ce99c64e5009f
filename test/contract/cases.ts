import { expect, test } from 'vitest';
import { PinpointError, calls, type BackendEvent, type Client } from '#contract';

/** Waits until a job has ended; its last state. */
export async function endOfJob(client: Client, id: string) {
  for (;;) {
    const job = await client.call('job.get', { job: id });
    if (job.state !== 'running') return job;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** What must hold of a backend with the demonstration open, however it is reached. */
export function contractCases(connect: () => Client): void {
  test('answers have the shape that the contract says', async () => {
    const client = connect();
    const info = await client.call('workspace.info', {});
    expect(calls['workspace.info'].output.safeParse(info).success).toBe(true);
    const description = await client.call('workspace.describe', {});
    expect(calls['workspace.describe'].output.safeParse(description).error).toBeUndefined();
    const areas = await client.call('area.list', { geography: 'lsoa:2001' });
    expect(calls['area.list'].output.safeParse(areas).error).toBeUndefined();
  });

  test('columns of numbers travel as typed arrays, with not-a-number intact', async () => {
    const client = connect();
    const { indicators } = await client.call('workspace.describe', {});
    const withGaps = indicators.find((indicator) => indicator.id === 'lone_parents')!;
    const columns = await Promise.all(
      withGaps.periods.map((period) =>
        client.call('observation.values', { geography: 'lsoa:2001', indicator: withGaps.id, period }),
      ),
    );
    for (const column of columns) expect(column.values).toBeInstanceOf(Float64Array);
    expect(columns.some((column) => column.values.some((value) => Number.isNaN(value)))).toBe(true);
  });

  test('a tile comes as bytes, and an empty place gives an empty tile', async () => {
    const client = connect();
    const tile = await client.call('area.tile', { geography: 'lsoa:2001', z: 9, x: 252, y: 165 });
    expect(tile).toBeInstanceOf(Uint8Array);
    expect(tile.length).toBeGreaterThan(100);
    const empty = await client.call('area.tile', { geography: 'lsoa:2001', z: 9, x: 0, y: 0 });
    expect(empty.length).toBe(0);
  });

  test('an error keeps its code, its sentence and its details', async () => {
    const question = { geography: 'lsoa:2001', period: null, need: null, order: null };
    const failure = connect().call('rule.evaluate', { ...question, rule: 'jsa_rat > 10' });
    const error = await failure.then(
      () => undefined,
      (reason: unknown) => reason,
    );
    expect(error).toBeInstanceOf(PinpointError);
    const { code, details } = error as PinpointError;
    expect(code).toBe('invalid_rule');
    expect(details.position).toEqual({ from: 0, to: 7 });
    expect(details.hint).toContain('jsa_rate');
  });

  test('input that breaks the contract is refused at the boundary with the field named', async () => {
    const wrong = connect().call('area.tile', { geography: 'nonsense', z: 9, x: 0, y: 0 });
    await expect(wrong).rejects.toMatchObject({ code: 'usage', details: { column: 'geography' } });
  });

  test('a change is told to everybody who listens, and can be undone', async () => {
    const client = connect();
    const events: BackendEvent[] = [];
    const unsubscribe = client.subscribe((event) => events.push(event));
    // A stream of events takes a moment to open in some hosts.
    await new Promise((resolve) => setTimeout(resolve, 100));
    const before = await client.call('workspace.info', {});
    const targeting = { rule: 'jsa_rate > 9', geography: 'lsoa:2001', period: '2008-07', need: null };
    const after = await client.call('workspace.setTargeting', targeting);
    expect(after.revision).toBeGreaterThan(before.revision);
    expect(after.targeting?.rule).toBe('jsa_rate > 9');
    await expect
      .poll(() =>
        events.some((event) => event.type === 'workspace.changed' && event.revision === after.revision),
      )
      .toBe(true);
    const undone = await client.call('workspace.undo', {});
    expect(undone.targeting).toEqual(before.targeting);
    unsubscribe();
  });

  test('a job tells its progress, never runs back, and names its product', async () => {
    const client = connect();
    const progress: number[] = [];
    const unsubscribe = client.subscribe((event) => {
      if (event.type === 'job.changed') progress.push(event.job.progress);
    });
    const question = {
      rule: 'jsa_rate > 10',
      geography: 'lsoa:2001',
      period: '2008-07',
      need: null,
      order: null,
    };
    const request = {
      question,
      title: null,
      limit: null,
      share: null,
      all: false,
      author: null,
      policy: 'none',
    };
    const { job } = await client.call('export.start', {
      ...request,
      policy: 'none',
      format: 'csv',
      fileName: 'list',
    });
    const ended = await endOfJob(client, job);
    unsubscribe();
    expect(ended.state).toBe('done');
    expect(ended.product).toMatchObject({
      kind: 'files',
      files: [{ name: 'list.csv' }, { name: 'list.csv-metadata.json' }],
    });
    expect(progress).toEqual(progress.toSorted((a, b) => a - b));
  });
}

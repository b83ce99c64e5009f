import { expect, test } from 'vitest';
import { PinpointError, calls, leavingStates, type BackendEvent, type Client } from '#contract';

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

  test('what would become of values if they left is told area by area', async () => {
    const client = connect();
    const question = { geography: 'lsoa:2001', indicator: 'jsa_claimants', period: '2008-07' };
    const stored = await client.call('observation.values', question);
    const leaving = await client.call('observation.leaving', question);
    expect(leaving.states).toBeInstanceOf(Uint8Array);
    // Nothing of the demonstration is restricted.
    expect(leaving.states.every((state) => leavingStates[state] === 'as it is')).toBe(true);
    expect(leaving).toMatchObject({ values: stored.values, policy: 'none', stopped: null });
  });

  test('a tile comes as bytes, and an empty place gives an empty tile', async () => {
    const client = connect();
    const tile = await client.call('area.tile', { geography: 'lsoa:2001', z: 9, x: 252, y: 165 });
    expect(tile).toBeInstanceOf(Uint8Array);
    expect(tile.length).toBeGreaterThan(100);
    const empty = await client.call('area.tile', { geography: 'lsoa:2001', z: 9, x: 0, y: 0 });
    expect(empty.length).toBe(0);
  });

  test('what was deleted is told, and forgotten only where it is among that', async () => {
    const client = connect();
    const deleted = await client.call('workspace.deleted', {});
    expect(calls['workspace.deleted'].output.safeParse(deleted).error).toBeUndefined();
    expect(deleted.releases).toEqual([]);
    const { job } = await client.call('workspace.forget', { release: 1 });
    expect((await endOfJob(client, job)).error).toMatchObject({ code: 'not_found' });
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

  test('the style of the map is saved with the workspace, and undone like anything else', async () => {
    const client = connect();
    const before = await client.call('workspace.info', {});
    const style = { method: 'jenks', classes: 7, palette: 'oranges' } as const;
    expect((await client.call('workspace.setStyle', style)).style).toEqual(style);
    const undone = await client.call('workspace.undo', {});
    expect([undone.style, undone.targeting]).toEqual([before.style, before.targeting]);
    await expect(client.call('workspace.setStyle', { ...style, classes: 9 })).rejects.toMatchObject({
      code: 'usage',
    });
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

  test('a run file that is not known is said not to be', async () => {
    const client = connect();
    const file = { id: 'nothing', name: 'run.json', size: 0 };
    await expect(client.call('run.read', { file })).rejects.toMatchObject({ code: 'not_found' });
    await expect(client.call('run.workspace', { file })).rejects.toMatchObject({ code: 'not_found' });
    await expect(client.call('run.start', { file })).rejects.toMatchObject({ code: 'not_found' });
  });

  test('the name of a file that is made leads nowhere', async () => {
    const client = connect();
    const question = { rule: 'jsa_rate > 10', geography: 'lsoa:2001', period: null, need: null, order: null };
    const list = { question, title: null, limit: null, share: null, all: false, author: null };
    const table = { content: { kind: 'provision' as const, selector: '*' } };
    const names = [
      '',
      ' ',
      '../w',
      'a/../../w',
      '/w',
      'a/b',
      '..\\w',
      'C:\\w',
      'a\0b',
      'a\nb',
      '\ud800',
      'n'.repeat(300),
    ];
    for (const fileName of names)
      for (const format of ['csv', 'gpkg'] as const) {
        const made = { format, fileName, policy: 'none' as const };
        const refused = { code: 'usage', details: { column: 'fileName' } };
        await expect(client.call('export.start', { ...list, ...made })).rejects.toMatchObject(refused);
        await expect(client.call('table.export', { ...table, ...made })).rejects.toMatchObject(refused);
      }
  });

  test('provision has the shape that the contract says, and a site is added, moved, ended and taken back', async () => {
    const client = connect();
    const before = await client.call('provision.list', {});
    expect(calls['provision.list'].output.safeParse(before).error).toBeUndefined();
    const always = { postcode: null, firstDay: null, lastDay: null };
    const { id } = await client.call('site.save', {
      id: null,
      name: 'Pop-up',
      lon: -2.98,
      lat: 53.4,
      ...always,
    });
    await client.call('site.move', { id, lon: -2.97, lat: 53.41 });
    await client.call('site.end', { id, lastDay: '2008-12-31' });
    const site = (await client.call('provision.list', {})).provision.sites.find((one) => one.id === id);
    expect(site).toMatchObject({ lon: -2.97, lat: 53.41, lastDay: '2008-12-31' });
    for (let step = 0; step < 3; step += 1) await client.call('workspace.undo', {});
    expect((await client.call('provision.list', {})).provision).toEqual(before.provision);
  });

  test('what a job works out is fetched, with its columns as typed arrays', async () => {
    const client = connect();
    const request = {
      geography: 'lsoa:2001',
      selector: 'stage:advice',
      travel: { mode: 'walk' as const, limit: 45 },
      need: { indicator: 'jsa_claimants' },
    };
    const { job } = await client.call('coverage.start', request);
    expect((await endOfJob(client, job)).product).toEqual({ kind: 'result', result: 'coverage' });
    const result = await client.call('job.result', { job });
    expect(calls['job.result'].output.safeParse(result).error).toBeUndefined();
    if (result.kind !== 'coverage') throw new Error(`a ${result.kind}`);
    expect(result.coverage.minutes).toBeInstanceOf(Float64Array);
    expect(result.coverage.nearest).toBeInstanceOf(Int32Array);
    expect(result.coverage.minutes.some((value) => Number.isNaN(value))).toBe(true);
  });

  test('a table that is exported holds what the job has found', async () => {
    const client = connect();
    const travel = calls['catchment.start'].input.shape.travel.parse({ mode: 'walk', limit: 20 });
    const request = { place: { lon: -2.98, lat: 53.4 }, travel, geography: 'lsoa:2001', points: null };
    const started = await client.call('catchment.start', request);
    await endOfJob(client, started.job);
    const content = { kind: 'catchment' as const, request };
    const rest = { ...started, format: 'geojson' as const, fileName: 'catchment' };
    const { job } = await client.call('table.export', { content, ...rest });
    const ended = await endOfJob(client, job);
    expect(ended.product).toMatchObject({ kind: 'files', files: [{ name: 'catchment.geojson' }] });
    const other = { ...content, request: { ...request, geography: 'ward:2003' } };
    await expect(client.call('table.export', { content: other, ...rest })).rejects.toMatchObject({
      code: 'usage',
    });
  });

  test('a wrong selector is told with its place while it is typed', async () => {
    const { problem, terms } = await connect().call('provision.check', { selector: 'stage:advise' });
    expect(problem).toMatchObject({ position: { from: 6, to: 12 }, hint: 'Did you mean advice?' });
    expect(problem!.expected, 'the stages that there are').toContain('advice');
    expect(terms).toContain('stage:advice');
  });

  test('an outline for a slider comes at once, with minutes for the areas', async () => {
    const place = { lon: -2.98, lat: 53.4 };
    const question = { place, travel: { mode: 'walk' as const, limit: 30 }, geography: 'lsoa:2001' };
    const drawn = await connect().call('catchment.outline', question);
    expect(calls['catchment.outline'].output.safeParse(drawn).error).toBeUndefined();
    expect(drawn.outline.length).toBe(1);
    expect(drawn.minutes).toHaveLength(984);
  });
}

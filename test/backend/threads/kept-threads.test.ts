import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { KeptThreads } from '../../../backend/threads/index.ts';
import type { Doing } from './doing-worker.ts';
import { watchThreads } from './watched.ts';

const started = watchThreads('doing');
const threads = new KeptThreads<Doing, string>({
  entry: new URL('./doing-worker.ts', import.meta.url),
  name: 'doing',
});

function start(doing: Doing, heapMegabytes = 100) {
  const told: string[] = [];
  const folder = mkdtempSync(join(tmpdir(), 'pinpoint-doing-'));
  const work = threads.start({
    input: doing,
    folder,
    budget: { heapMegabytes, totalMegabytes: 1000 },
    tell: (message) => void told.push(message),
    fail: () => undefined,
  });
  return { work, folder, told };
}

async function run(doing: Doing, heapMegabytes?: number): Promise<string[]> {
  const { work, folder, told } = start(doing, heapMegabytes);
  await work.over;
  expect(existsSync(folder)).toBe(false);
  return told;
}

/** How many threads are begun by answering after that. */
async function threadsAfter(doing: Doing): Promise<number> {
  await run('answer');
  const before = started.length;
  await run(doing);
  await run('answer');
  return started.length - before;
}

afterAll(() => start('answer').work.stop());

describe('a thread', () => {
  test.each<Doing>(['answer', 'be refused'])('that was told to %s does the next work', async (doing) => {
    expect(await threadsAfter(doing)).toBe(0);
  });

  test.each<Doing>(['fail', 'hold much', 'leave a timer'])(
    'that was told to %s goes, and a new one does the next',
    async (doing) => {
      expect(await threadsAfter(doing)).toBe(1);
    },
  );

  test('works in the folder of each work, and has nothing to tell of one that is over', async () => {
    const { work, folder, told } = start('tell too late');
    await work.over;
    expect(await run('answer')).toHaveLength(1);
    expect(told).toEqual([folder]);
  });

  test('with another limit of its heap is another one', async () => {
    await run('answer');
    const before = started.length;
    await run('answer', 120);
    await run('answer');
    expect(started.length - before).toBe(1);
  });

  test('that does the next work is not stopped by whom it worked for before', async () => {
    const first = start('answer');
    await first.work.over;
    const next = start('answer');
    expect([await first.work.stop(), await first.work.end()]).toEqual([true, true]);
    await next.work.over;
    expect(next.told).toEqual([next.folder]);
  });
});

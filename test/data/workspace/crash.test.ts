import { spawn, type ChildProcess } from 'node:child_process';
import { copyFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openForReading, openForWriting } from '#data/workspace';
import { casesOf } from '../../trial-length.ts';
import { aFolder, aWorkspace, contentOf, publishAreas, publishValues } from './build.ts';

const script = join(import.meta.dirname, 'publish-child.ts');

/** Starts the child on the file and resolves when it is about to publish. */
async function startChild(path: string, drive: string): Promise<ChildProcess> {
  const child = spawn(process.execPath, [script, path, drive], { stdio: ['ignore', 'pipe', 'inherit'] });
  await said(child, 'publishing');
  return child;
}

async function said(child: ChildProcess, word: string): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    child.stdout!.on('data', (chunk: Buffer) => {
      if (chunk.toString().includes(word)) resolve();
    });
    child.once('exit', () => reject(new Error('The child ended by itself.')));
  });
}

async function kill(child: ChildProcess): Promise<void> {
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await gone;
}

/** A closed workspace with 400 areas and values that the child's release displaces. */
function aBase(): string {
  const workspace = aWorkspace();
  publishAreas(workspace, 'lsoa:2011', 400);
  publishValues(workspace, 'jsa', { '2018': { A000: 1, A007: 2, A399: 3 } });
  workspace.close();
  return workspace.path;
}

function aCopyOf(base: string): string {
  const path = join(aFolder(), 'killed.gpkg');
  copyFileSync(base, path);
  return path;
}

describe.each([
  { drive: 'local', times: casesOf(3, 20) },
  { drive: 'network', times: casesOf(2, 10) },
])('a process killed while it publishes on a $drive drive', ({ drive, times }) => {
  it(
    `leaves all of the release or nothing of it, whenever it is killed (${times} times)`,
    { timeout: 300_000 },
    async () => {
      const base = aBase();
      const before = contentOf(base);
      const whole = aCopyOf(base);
      const child = await startChild(whole, drive);
      const start = performance.now();
      await said(child, 'published');
      const milliseconds = performance.now() - start;
      await kill(child);
      openForWriting(whole, { holder: 'a test' }).close();
      const after = contentOf(whole);
      expect(after).not.toEqual(before);

      const seen = { before: 0, after: 0 };
      for (let i = 0; i < times; i++) {
        const path = aCopyOf(base);
        const victim = await startChild(path, drive);
        await sleep((milliseconds * (i + 0.5)) / times);
        await kill(victim);
        if (i % 2 === 0) openForReading(path).close();
        const writer = openForWriting(path, { holder: 'a test' });
        expect(writer.check().problems).toEqual([]);
        writer.close();
        const content = contentOf(path);
        const state = content['release']!.length === before['release']!.length ? 'before' : 'after';
        expect(content).toEqual(state === 'before' ? before : after);
        seen[state]++;
      }
      expect(seen.before).toBeGreaterThan(0);
    },
  );
});

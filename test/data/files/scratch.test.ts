import { existsSync, lchownSync, mkdirSync, readdirSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createBackend } from '#backend';
import { makeScratch, sweepScratch } from '#data/files';
import { aFolder } from '../workspace/build.ts';
import { aDeadScratch } from './dead.ts';

/** A name such as the one of a folder that a dead process left, with another number at its end. */
function alike(dead: string, ending: string): string {
  const path = dead.slice(0, -6) + ending;
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

describe('a folder for files at work', () => {
  it('can be looked into by nobody else, nor can its files', () => {
    const scratch = makeScratch();
    const file = scratch.makeFile('a.csv');
    expect([scratch.path, file].map((path) => statSync(path).mode & 0o777)).toEqual([0o700, 0o600]);
    scratch.remove();
    scratch.remove();
    expect(existsSync(scratch.path)).toBe(false);
  });

  it('is swept away once its process is gone, and not while it lives', () => {
    const dead = aDeadScratch();
    expect(readdirSync(dead)).toEqual(['half.csv']);
    const living = makeScratch();
    sweepScratch();
    expect(existsSync(dead)).toBe(false);
    expect(existsSync(living.path)).toBe(true);
    living.remove();
  });

  it('is swept away by the next start of the program, whatever that is for', async () => {
    const dead = aDeadScratch();
    const backend = createBackend({ holder: 'a test', home: aFolder() });
    expect(existsSync(dead)).toBe(false);
    await backend.close();
  });

  it('is swept away where another process has the id of its own by now', () => {
    const living = makeScratch();
    const [mark] = /\d+-[0-9a-f]{8}-[0-9a-f]{8}/.exec(basename(living.path))!;
    const earlier = living.path.replace(mark, mark.replace(/.{8}$/, '00000000'));
    mkdirSync(earlier);
    sweepScratch();
    expect(existsSync(earlier)).toBe(false);
    living.remove();
  });

  it('stays where its process counts elsewhere: another machine or container', () => {
    const dead = aDeadScratch();
    const elsewhere = join(tmpdir(), basename(dead).replace(/(\d+)-[0-9a-f]{8}/, '$1-00000000'));
    mkdirSync(elsewhere);
    onTestFinished(() => rmSync(elsewhere, { recursive: true }));
    sweepScratch();
    expect(existsSync(elsewhere)).toBe(true);
  });

  it('leads nowhere: a link of such a name is not followed, nor removed', () => {
    const dead = aDeadScratch();
    const target = aFolder();
    mkdirSync(join(target, 'precious'));
    const link = alike(dead, 'aaaaaa');
    symlinkSync(target, link);
    sweepScratch();
    expect(readdirSync(target)).toEqual(['precious']);
    expect(existsSync(link)).toBe(true);
  });

  it.skipIf(process.getuid?.() !== 0)('of another person stays', () => {
    const dead = aDeadScratch();
    const others = alike(dead, 'bbbbbb');
    mkdirSync(others);
    lchownSync(others, 65_534, 65_534);
    sweepScratch();
    expect(existsSync(others)).toBe(true);
  });
});

import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { deliver, type FileMove } from '#data/files';
import { aFolder } from '../workspace/build.ts';
import { aDeadDraft } from './dead.ts';

const anything = (): void => undefined;

/** Files that say what they are called, to be delivered to a folder under the same names. */
function someFiles(folder: string, ...names: string[]): FileMove[] {
  const made = aFolder();
  return names.map((name) => {
    const source = join(made, name);
    writeFileSync(source, `new ${name}`, { mode: 0o600 });
    return { source, destination: join(folder, name) };
  });
}

/** What lies in a folder, by name; folders are null. */
function contentOf(folder: string): Record<string, string | null> {
  const names = readdirSync(folder).toSorted();
  const read = (name: string): string | null =>
    statSync(join(folder, name)).isFile() ? readFileSync(join(folder, name), 'utf8') : null;
  return Object.fromEntries(names.map((name) => [name, read(name)]));
}

describe('delivering', () => {
  it('replaces no file that this person may not write, though the folder is theirs', () => {
    const folder = aFolder();
    const file = join(folder, 'a.csv');
    writeFileSync(file, 'somebody’s');
    // Its owner may not, its group may: so it is nobody's write-protected file. The system's own user may write everything.
    chmodSync(file, 0o060);
    const isRoot = process.getuid?.() === 0;
    const nobody = 65_534;
    if (isRoot) for (const path of [folder, file]) chownSync(path, nobody, nobody);
    const place = resolve(import.meta.dirname, '../../../data/files/place.ts');
    const script = `import(${JSON.stringify(place)}).then(({ lookAtPlace }) => lookAtPlace(${JSON.stringify(file)})).catch((error) => console.log(error.message))`;
    const { stdout } = spawnSync(process.execPath, ['--eval', script], {
      encoding: 'utf8',
      ...(isRoot ? { uid: nobody, gid: nobody } : {}),
    });
    expect(stdout).toBe('a.csv cannot be written: there is no permission for it.\n');
  });

  it('brings every file, readable as any new file of this person, and leaves nothing beside them', () => {
    const folder = aFolder();
    deliver(someFiles(folder, 'a.csv', 'b.json'), anything);
    expect(contentOf(folder)).toEqual({ 'a.csv': 'new a.csv', 'b.json': 'new b.json' });
    expect(statSync(join(folder, 'a.csv')).mode & 0o777).toBe(0o666 & ~process.umask());
  });

  it('replaces a file and keeps its rights', () => {
    const folder = aFolder();
    writeFileSync(join(folder, 'a.csv'), 'old');
    chmodSync(join(folder, 'a.csv'), 0o640);
    deliver(someFiles(folder, 'a.csv'), anything);
    expect(contentOf(folder)).toEqual({ 'a.csv': 'new a.csv' });
    expect(statSync(join(folder, 'a.csv')).mode & 0o777).toBe(0o640);
  });

  it('follows a link to where it leads, also where nothing is yet', () => {
    const [folder, other] = [aFolder(), aFolder()];
    for (const name of ['a.csv', 'b.csv']) symlinkSync(join(other, name), join(folder, name));
    writeFileSync(join(other, 'a.csv'), 'old');
    deliver(someFiles(folder, 'a.csv', 'b.csv'), anything);
    expect(contentOf(other)).toEqual({ 'a.csv': 'new a.csv', 'b.csv': 'new b.csv' });
    expect(contentOf(folder)).toEqual(contentOf(other));
  });

  it('puts back what was there when the last of several cannot be put in its place', () => {
    const folder = aFolder();
    writeFileSync(join(folder, 'a.csv'), 'old');
    const files = someFiles(folder, 'a.csv', 'b.csv', 'c.csv');
    // The judge is the last to see the places: a folder comes in the way afterwards.
    const blockLast = ({ path }: { path: string }): void => {
      if (basename(path) === 'c.csv') mkdirSync(path);
    };
    expect(() => deliver(files, blockLast)).toThrow(
      expect.objectContaining({ code: expect.stringMatching(/file_exists|output_refused/) }),
    );
    expect(contentOf(folder)).toEqual({ 'a.csv': 'old', 'c.csv': null });
  });

  it('changes nothing where one of several is not there to be brought', () => {
    const folder = aFolder();
    writeFileSync(join(folder, 'a.csv'), 'old');
    const [first, second] = someFiles(folder, 'a.csv', 'b.csv');
    expect(() => deliver([first!, { ...second!, source: `${second!.source}.gone` }], anything)).toThrow();
    expect(contentOf(folder)).toEqual({ 'a.csv': 'old' });
  });

  it('refuses two files for one place, by whatever names', () => {
    const folder = aFolder();
    writeFileSync(join(folder, 'a.csv'), 'old');
    linkSync(join(folder, 'a.csv'), join(folder, 'b.csv'));
    symlinkSync(join(folder, 'new.csv'), join(folder, 'link.csv'));
    for (const names of [
      ['a.csv', 'b.csv'],
      ['new.csv', 'link.csv'],
      ['x.csv', 'x.csv'],
    ])
      expect(() => deliver(someFiles(folder, ...names), anything)).toThrow(
        expect.objectContaining({ code: 'usage' }),
      );
  });

  it('sweeps away what a delivery to the same folder left when it was killed', () => {
    const folder = aFolder();
    writeFileSync(aDeadDraft(join(folder, 'a.csv')), 'half');
    deliver(someFiles(folder, 'a.csv'), anything);
    expect(contentOf(folder)).toEqual({ 'a.csv': 'new a.csv' });
  });
});

describe('a place where no file can be', () => {
  function anOddFolder(): string {
    const root = aFolder();
    writeFileSync(join(root, 'file'), '');
    writeFileSync(join(root, 'protected.csv'), '', { mode: 0o444 });
    mkdirSync(join(root, 'folder.csv'));
    symlinkSync(join(root, 'one.csv'), join(root, 'two.csv'));
    symlinkSync(join(root, 'two.csv'), join(root, 'one.csv'));
    spawnSync('mkfifo', [join(root, 'pipe.csv')]);
    return root;
  }

  it.each([
    ['a folder', 'folder.csv', 'output_refused', 'it is a folder'],
    ['in a folder that is not there', 'none/a.csv', 'not_found', 'There is no folder'],
    ['in a file', 'file/a.csv', 'not_found', 'There is no folder'],
    ['a pipe', 'pipe.csv', 'output_refused', 'not a file'],
    ['a device', '/dev/null', 'output_refused', 'not a file'],
    ['a write-protected file', 'protected.csv', 'output_refused', 'write-protected'],
    ['links in a circle', 'one.csv', 'output_refused', 'circle'],
    ['a name that is too long', `${'n'.repeat(300)}.csv`, 'output_refused', 'too long'],
    ['a name with a character that no name has', 'a\0b.csv', 'output_refused', 'character'],
  ])('is told in a sentence: %s', (_, name, code, words) => {
    const root = anOddFolder();
    const before = readdirSync(root);
    const [file] = someFiles(aFolder(), 'a.csv');
    const destination = name.startsWith('/') ? name : `${root}/${name}`;
    expect(() => deliver([{ ...file!, destination }], anything)).toThrow(
      expect.objectContaining({ code, message: expect.stringContaining(words) }),
    );
    expect(readdirSync(root)).toEqual(before);
  });
});

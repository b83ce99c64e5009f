import { spawn } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  readdirSync,
  readFileSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { hostname } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { createHash } from 'node:crypto';
import { describe, expect, it, onTestFinished } from 'vitest';
import { nameDraft } from '#data/files';
import { createWorkspace, joinForWriting, openForReading, openForWriting } from '#data/workspace';
import { aDeadDraft } from '../files/dead.ts';
import { Connection } from '../../../data/workspace/connection.ts';
import { aFolder, aWorkspace, contentOf, publishAreas, publishValues } from './build.ts';

const asTest = { holder: 'a test' };

/** A closed workspace with two areas and a value. */
function aClosedWorkspace(): string {
  const workspace = aWorkspace();
  publishAreas(workspace, 'lsoa:2011', 2);
  publishValues(workspace, 'jsa', { '2017-09': { A000: 4 } });
  workspace.close();
  return workspace.path;
}

function hashOf(path: string): string {
  return createHash('sha256').update(readFileSync(path)).digest('hex');
}

/** Does to the file what the work says, as another program would. */
function tamper(path: string, sql: string): void {
  const connection = new Connection(path);
  connection.exec(sql);
  connection.close();
}

describe('a workspace', () => {
  it('is one single file when it is closed', () => {
    const path = aClosedWorkspace();
    expect(readdirSync(dirname(path))).toEqual(['test.gpkg']);
    const bytes = readFileSync(path);
    // Bytes 18 and 19 tell WAL (2) from a rollback journal (1).
    expect([...bytes.subarray(18, 20)]).toEqual([1, 1]);
  });

  it('is not made over a file that is there', () => {
    const path = aClosedWorkspace();
    const before = hashOf(path);
    expect(() => createWorkspace(path, asTest)).toThrow(expect.objectContaining({ code: 'file_exists' }));
    expect(hashOf(path)).toBe(before);
  });

  it('opens with what it had', () => {
    const path = aClosedWorkspace();
    const writer = openForWriting(path, asTest);
    expect(writer.findColumn('lsoa:2011', 'jsa', 'all', '2017-09')?.values[0]).toBe(4);
    expect(writer.readOnly).toBe(false);
    writer.close();
    writer.close();
    expect(readdirSync(dirname(path))).toEqual(['test.gpkg']);
  });

  it('can be written by several handles of the process that holds it, and by none without', () => {
    const path = aClosedWorkspace();
    expect(() => joinForWriting(path)).toThrow(expect.objectContaining({ code: 'conflict' }));
    const writer = openForWriting(path, asTest);
    const second = joinForWriting(path);
    publishValues(second, 'ib', { '2017-09': { A001: 9 } });
    second.close();
    expect(writer.findColumn('lsoa:2011', 'ib', 'all', '2017-09')?.values[1]).toBe(9);
    writer.close();
    expect(readdirSync(dirname(path)).toSorted()).toEqual(['test.backup.gpkg', 'test.gpkg']);
  });

  it('can be copied while it is open, also to where nothing may be written beside it', async () => {
    const workspace = aWorkspace();
    publishAreas(workspace, 'lsoa:2011', 3);
    const copy = join(aFolder(), 'copy.gpkg');
    await workspace.copyTo(copy);
    expect(contentOf(copy)).toEqual(contentOf(workspace.path));
    expect([...readFileSync(copy).subarray(18, 20)]).toEqual([1, 1]);
    expect(readdirSync(dirname(copy))).toEqual(['copy.gpkg']);
    await expect(workspace.copyTo(copy)).rejects.toThrow(expect.objectContaining({ code: 'file_exists' }));
  });
});

describe('closing', () => {
  it('leaves one file, whichever handle of the process is closed last', () => {
    for (const order of [0, 1]) {
      const path = aClosedWorkspace();
      const writer = openForWriting(path, asTest);
      publishAreas(writer, 'ward:2013', 2);
      const reader = openForReading(path);
      reader.describe();
      const handles = [writer, reader];
      handles[order]!.close();
      handles[1 - order]!.close();
      expect(readdirSync(dirname(path)).toSorted()).toEqual(['test.backup.gpkg', 'test.gpkg']);
      expect([...readFileSync(path).subarray(18, 20)]).toEqual([1, 1]);
    }
  });
});

describe('what a process killed while it copied has left', () => {
  const leave = (folder: string, names: string[]): void => {
    for (const name of names) writeFileSync(join(folder, name), 'half a copy');
  };

  it('goes when the workspace is next opened for work; what living processes make and other files stay', () => {
    const path = aClosedWorkspace();
    const folder = dirname(path);
    const dead = aDeadDraft(path);
    const kept = [basename(nameDraft(path)), `${basename(dead)}.csv`, 'draft.new'];
    leave(folder, [...kept, basename(dead), `${basename(dead)}-journal`, `${basename(dead)}-wal`]);
    openForWriting(path, asTest).close();
    expect(readdirSync(folder).toSorted()).toEqual([...kept, 'test.gpkg'].toSorted());
  });
});

describe('the rolling backup', () => {
  it('holds the state before the first change of the session, and nothing is written before that', () => {
    const path = aClosedWorkspace();
    const backup = path.replace('.gpkg', '.backup.gpkg');
    const before = contentOf(path);
    const writer = openForWriting(path, asTest);
    expect(existsSync(backup)).toBe(false);
    writer.deleteRelease(2);
    writer.deleteRelease(1);
    writer.close();
    expect(contentOf(backup)).toEqual(before);
    expect(readdirSync(dirname(path)).toSorted()).toEqual(['test.backup.gpkg', 'test.gpkg']);
  });

  it('is replaced in the next session that changes something', () => {
    const path = aClosedWorkspace();
    const backup = path.replace('.gpkg', '.backup.gpkg');
    const first = openForWriting(path, asTest);
    first.deleteRelease(2);
    first.close();
    const between = contentOf(path);
    const idle = openForWriting(path, asTest);
    idle.close();
    expect(contentOf(backup)).not.toEqual(between);
    const second = openForWriting(path, asTest);
    second.deleteRelease(1);
    second.close();
    expect(contentOf(backup)).toEqual(between);
  });
});

describe('a file that cannot be opened', () => {
  it('is not there', () => {
    const missing = expect.objectContaining({ code: 'not_found' });
    expect(() => openForReading(join(aFolder(), 'none.gpkg'))).toThrow(missing);
    expect(() => openForWriting(join(aFolder(), 'none.gpkg'), asTest)).toThrow(missing);
  });

  it.each([
    ['text', 'code,value\nE01000001,5\n'],
    ['nothing', ''],
    ['a SQLite header and rubbish', `SQLite format 3\0${'x'.repeat(5000)}`],
  ])('holds %s: it is damaged or no workspace', (_, content) => {
    const path = join(aFolder(), 'odd.gpkg');
    writeFileSync(path, content);
    for (const open of [() => openForReading(path), () => openForWriting(path, asTest)]) {
      expect(open).toThrow(expect.objectContaining({ code: 'workspace_damaged' }));
    }
    expect(readFileSync(path, 'utf8')).toBe(content);
    expect(readdirSync(dirname(path))).toEqual(['odd.gpkg']);
  });

  it('is cut off: the message names the backup where there is one', () => {
    const path = aClosedWorkspace();
    truncateSync(path, Math.floor(statSync(path).size / 2));
    expect(() => openForWriting(path, asTest)).toThrow(
      expect.objectContaining({
        code: 'workspace_damaged',
        details: expect.objectContaining({ hint: expect.stringContaining('none of Pinpoint') }),
      }),
    );
    writeFileSync(path.replace('.gpkg', '.backup.gpkg'), 'a backup');
    expect(() => openForReading(path)).toThrow(
      expect.objectContaining({
        details: expect.objectContaining({ hint: expect.stringContaining('test.backup.gpkg') }),
      }),
    );
    expect(readdirSync(dirname(path)).toSorted()).toEqual(['test.backup.gpkg', 'test.gpkg']);
  });

  it('has a page overwritten in its middle', () => {
    const workspace = aWorkspace();
    publishAreas(workspace, 'lsoa:2011', 400);
    workspace.close();
    const bytes = readFileSync(workspace.path);
    bytes.fill(0xa5, Math.floor(bytes.length / 2), Math.floor(bytes.length / 2) + 8192);
    writeFileSync(workspace.path, bytes);
    expect(() => openForWriting(workspace.path, asTest)).toThrow(
      expect.objectContaining({ code: 'workspace_damaged' }),
    );
    expect(existsSync(`${workspace.path}.lock`)).toBe(false);
  });

  it('is a GeoPackage of another program: refused and untouched', () => {
    const path = join(aFolder(), 'other.gpkg');
    const connection = new Connection(path, { mustExist: false });
    connection.exec('PRAGMA application_id = 1196444487; CREATE TABLE gpkg_contents (table_name TEXT)');
    connection.close();
    const before = hashOf(path);
    expect(() => openForWriting(path, asTest)).toThrow(
      expect.objectContaining({
        code: 'input_refused',
        details: expect.objectContaining({ found: 'a GeoPackage of another program' }),
      }),
    );
    expect(hashOf(path)).toBe(before);
  });

  it('was made by a newer Pinpoint: refused by name and untouched', () => {
    const path = aClosedWorkspace();
    tamper(
      path,
      "UPDATE pinpoint SET value = '999' WHERE key = 'schema_version'; INSERT INTO pinpoint VALUES ('made_by', 'Pinpoint 9.1')",
    );
    const before = hashOf(path);
    for (const open of [() => openForReading(path), () => openForWriting(path, asTest)]) {
      expect(open).toThrow(
        expect.objectContaining({
          code: 'workspace_newer',
          details: expect.objectContaining({ found: 'schema version 999, Pinpoint 9.1' }),
        }),
      );
    }
    expect(hashOf(path)).toBe(before);
    expect(readdirSync(dirname(path))).toEqual(['test.gpkg']);
  });

  it('is a folder', () => {
    expect(() => openForReading(aFolder())).toThrow(expect.objectContaining({ code: 'input_refused' }));
  });
});

describe('a write-protected workspace', () => {
  it('opens read-only, says why, and refuses changes', () => {
    const path = aClosedWorkspace();
    chmodSync(path, 0o444);
    const writer = openForWriting(path, asTest);
    expect(writer).toMatchObject({ readOnly: true, readOnlyReason: 'The file is write-protected.' });
    expect(writer.getAreas('lsoa:2011').codes).toHaveLength(2);
    expect(() => writer.deleteRelease(1)).toThrow(expect.objectContaining({ code: 'read_only' }));
    writer.close();
    expect(readdirSync(dirname(path))).toEqual(['test.gpkg']);
  });

  it('opens read-only where its folder is protected', () => {
    const path = aClosedWorkspace();
    chmodSync(dirname(path), 0o555);
    onTestFinished(() => chmodSync(dirname(path), 0o755));
    const writer = openForWriting(path, asTest);
    expect(writer.readOnlyReason).toBe('The folder it is in is write-protected.');
    expect(writer.describe().releases).toHaveLength(2);
    writer.close();
  });
});

describe('a workspace that is held', () => {
  it('is refused to a second writer, who is told by whom; readers may', () => {
    const workspace = aWorkspace();
    expect(() => openForWriting(workspace.path, { holder: 'someone else' })).toThrow(
      expect.objectContaining({
        code: 'workspace_held',
        message: expect.stringContaining('a test'),
        details: expect.objectContaining({ found: expect.stringContaining(`process ${process.pid}`) }),
      }),
    );
    const reader = openForReading(workspace.path);
    expect(reader).toMatchObject({ readOnly: true });
    reader.close();
  });

  it('by a living process cannot be taken; once that is dead it can', async () => {
    const path = aClosedWorkspace();
    const child = spawn(process.execPath, [
      '--input-type=module',
      '-e',
      `import { openForWriting } from ${JSON.stringify(join(import.meta.dirname, '../../../data/workspace/index.ts'))};
       openForWriting(${JSON.stringify(path)}, { holder: 'another Pinpoint' });
       console.log('open'); setInterval(() => {}, 1000);`,
    ]);
    onTestFinished(() => void child.kill('SIGKILL'));
    await new Promise((resolve) => child.stdout.once('data', resolve));
    expect(() => openForWriting(path, asTest)).toThrow(
      expect.objectContaining({
        code: 'workspace_held',
        message: expect.stringContaining('another Pinpoint'),
      }),
    );
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await gone;
    const writer = openForWriting(path, asTest);
    expect(writer.describe().releases).toHaveLength(2);
    writer.close();
    expect(readdirSync(dirname(path))).toEqual(['test.gpkg']);
  });

  it('by a process whose number another one has now is free', () => {
    const path = aClosedWorkspace();
    const lock = {
      pid: process.pid,
      host: hostname(),
      holder: 'gone',
      since: '',
      birth: 'long ago',
      backedUp: true,
    };
    writeFileSync(`${path}.lock`, JSON.stringify(lock));
    openForWriting(path, asTest).close();
    expect(existsSync(`${path}.lock`)).toBe(false);
  });

  it('on another machine is never taken over: the message says which file to delete', () => {
    const path = aClosedWorkspace();
    const lock = {
      pid: 1,
      host: 'elsewhere',
      holder: 'Ann',
      since: '2026-01-01',
      birth: null,
      backedUp: true,
    };
    writeFileSync(`${path}.lock`, JSON.stringify(lock));
    expect(() => openForWriting(path, asTest)).toThrow(
      expect.objectContaining({
        code: 'workspace_held',
        details: expect.objectContaining({ hint: expect.stringContaining('delete test.gpkg.lock') }),
      }),
    );
  });

  it('and loses its lock cannot be written any more', () => {
    const path = aClosedWorkspace();
    const writer = openForWriting(path, asTest);
    const lock = {
      pid: 1,
      host: 'elsewhere',
      holder: 'Ann',
      since: '2026-01-01',
      birth: null,
      backedUp: true,
    };
    writeFileSync(`${path}.lock`, JSON.stringify(lock));
    expect(() => writer.deleteRelease(1)).toThrow(expect.objectContaining({ code: 'workspace_held' }));
    writer.close();
    expect(existsSync(`${path}.lock`)).toBe(true);
  });
});

describe('on a network drive', () => {
  it('a rollback journal is used, so that nothing depends on shared memory', () => {
    const path = join(aFolder(), 'net.gpkg');
    const writer = createWorkspace(path, { ...asTest, network: true });
    publishAreas(writer, 'lsoa:2011', 2);
    expect(readdirSync(dirname(path)).toSorted()).toEqual(['net.gpkg', 'net.gpkg.lock']);
    const joined = joinForWriting(path);
    publishValues(joined, 'jsa', { '2017-09': { A000: 1 } });
    joined.close();
    expect(writer.findColumn('lsoa:2011', 'jsa', 'all', '2017-09')?.values[0]).toBe(1);
    writer.close();
    expect(readdirSync(dirname(path))).toEqual(['net.gpkg']);
  });

  it('another process that holds it keeps even readers out', () => {
    const path = aClosedWorkspace();
    const lock = {
      pid: 1,
      host: 'elsewhere',
      holder: 'Ann',
      since: '2026-01-01',
      birth: null,
      backedUp: true,
    };
    writeFileSync(`${path}.lock`, JSON.stringify(lock));
    expect(() => openForReading(path, { network: true })).toThrow(
      expect.objectContaining({ code: 'workspace_held' }),
    );
    openForReading(path, { network: false }).close();
  });
});

describe('a workspace that was cut off while open', () => {
  it('still has what had been committed, though it lies in the WAL', () => {
    const workspace = aWorkspace();
    publishAreas(workspace, 'lsoa:2011', 2);
    const folder = aFolder();
    for (const ending of ['', '-wal'])
      copyFileSync(workspace.path + ending, join(folder, `cut.gpkg${ending}`));
    const path = join(folder, 'cut.gpkg');
    const writer = openForWriting(path, asTest);
    expect(writer.getAreas('lsoa:2011').codes).toHaveLength(2);
    writer.close();
    expect(readdirSync(folder)).toEqual(['cut.gpkg']);
  });
});

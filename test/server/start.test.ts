import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createBackend } from '#backend';
import { PinpointError } from '#contract';
import { readArguments } from '../../server/command-line.ts';
import { writeSignpost } from '../../server/signpost.ts';
import { signIn } from '../contract/http-client.ts';
import { pinpointProcess } from '../cli/pinpoint.ts';
import { startServerProcess } from './process.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'pinpoint-start-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the port', () => {
  test.each([
    ['0', 0],
    ['8080', 8080],
    ['65535', 65_535],
  ])('%s is one', (text, port) => {
    expect(readArguments(['--port', text]).port).toBe(port);
  });

  test.each(['abc', '', '-1', '65536', '80.5', '1e3', '0x50', ' 80', '80 ', '８０', '99999999999999999999'])(
    '“%s” is none: a wrong use',
    (text) => {
      expect(() => readArguments([`--port=${text}`])).toThrow(PinpointError);
      expect(() => readArguments([`--port=${text}`])).toThrow(/whole number from 0 to 65535/);
    },
  );

  test('is any free one where none is said', () => {
    expect(readArguments(['a.gpkg', '--no-open'])).toEqual({ file: 'a.gpkg', port: 0, open: false });
  });

  test.each([['--prot=80'], ['--port'], ['a.gpkg', 'b.gpkg']])('%s is a wrong use', (...args) => {
    expect(() => readArguments(args)).toThrow(PinpointError);
  });
});

describe('a start that fails', () => {
  test('for a wrong port ends with 2 and one sentence, by the command line as by itself', async () => {
    const home = join(folder, 'wrong');
    const server = startServerProcess(home, ['--port', 'abc', '--no-open']);
    expect(await server.ended).toBe(2);
    expect(server.said()).toBe(
      'pinpoint: --port takes a whole number from 0 to 65535, not “abc”. Leave it out for any free port.\n',
    );
    const { code, stderr } = await pinpointProcess(folder, 'serve', '--port', '-1', '--no-open');
    expect(code).toBe(2);
    expect(stderr).toContain('not “-1”');
    expect(existsSync(home)).toBe(false);
    expect(existsSync(join(folder, 'home'))).toBe(false);
  });

  test('for a port in use touches no workspace and makes no demonstration', async () => {
    const workspace = join(folder, 'mersey.gpkg');
    const backend = createBackend({ holder: 'a test', home: folder });
    await backend.create(workspace);
    await backend.close();
    const before = statSync(workspace).mtimeMs;
    const taken = createServer();
    await new Promise<void>((done) => taken.listen(0, '127.0.0.1', done));
    const { port } = taken.address() as { port: number };
    const home = join(folder, 'in-use');
    for (const file of [[workspace], []]) {
      const server = startServerProcess(home, [...file, `--port=${port}`, '--no-open']);
      expect(await server.ended).toBe(3);
      expect(server.said()).toBe(
        `pinpoint: Port ${port} is in use by another program. Choose another with --port, or leave it out for any free one.\n`,
      );
    }
    taken.close();
    expect(existsSync(home)).toBe(false);
    expect(readdirSync(folder).filter((name) => name.startsWith('mersey'))).toEqual(['mersey.gpkg']);
    expect(statSync(workspace).mtimeMs).toBe(before);
  });
});

const isLinux = process.platform === 'linux';

/** Command lines of all processes, as everybody on the machine can read them. */
function listCommandLines(): string {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return pids
    .map((pid) => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
      } catch {
        return '';
      }
    })
    .join('\n');
}

describe('the page that leads a browser to the address', () => {
  test.skipIf(!isLinux)('is what the browser is started with: no command line holds the code', async () => {
    const bin = join(folder, 'bin');
    const started = join(folder, 'started');
    mkdirSync(bin);
    // A browser that takes its time, so that its command line can be looked at.
    const script = `#!/bin/sh\nprintf '%s\\n' "$@" > ${started}.new && mv ${started}.new ${started}\nsleep 5\n`;
    writeFileSync(join(bin, 'xdg-open'), script, { mode: 0o755 });
    const environment = { DISPLAY: ':99', PATH: `${bin}:${process.env['PATH']}` };
    const home = join(folder, 'opening');
    const server = startServerProcess(home, [join(folder, 'mersey.gpkg')], environment);
    try {
      await expect.poll(() => existsSync(started)).toBe(true);
      const [path, ...rest] = readFileSync(started, 'utf8').trim().split('\n');
      expect(rest).toEqual([]);
      const address = /url=(http:[^"]+)"/.exec(readFileSync(path!, 'utf8'))![1]!;
      expect(listCommandLines()).toContain(path);
      expect(listCommandLines()).not.toContain(new URL(address).hash);
      await signIn(address);
      expect(existsSync(path!)).toBe(false);
      await expect(signIn(address)).rejects.toThrow('This tab has not been let in.');
    } finally {
      server.child.kill('SIGTERM');
      expect(await server.ended).toBe(0);
    }
  });

  test('is for this person alone to read, and goes once its address is spent', () => {
    const home = join(folder, 'signpost');
    let spend = (): void => undefined;
    const path = writeSignpost(home, (onSpent) => {
      spend = onSpent;
      return 'http://127.0.0.1:1/#code=x';
    });
    expect(readFileSync(path, 'utf8')).toContain('0;url=http://127.0.0.1:1/#code=x');
    if (process.platform !== 'win32') expect(statSync(path).mode & 0o777).toBe(0o600);
    spend();
    expect(readdirSync(home)).toEqual([]);
  });
});

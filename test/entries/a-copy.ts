import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const project = resolve(import.meta.dirname, '../..');
const sources = [
  'contract',
  'core',
  'data',
  'backend',
  'cli',
  'electron',
  'test/entries',
  'package.json',
  'tsconfig.json',
];

export interface Ended {
  code: number;
  stdout: string;
  stderr: string;
}

/** The program's sources in a folder of their own, to try in earnest what one more entry does: worker threads see it too. */
export interface SourceCopy {
  /** A folder for files that the copy makes. */
  folder: string;
  /** Adds a file, by its path in the project. */
  add(path: string, text: string): void;
  /** Puts a text behind the one place where `after` stands. Throws where it stands nowhere or twice. */
  insert(path: string, after: string, text: string): void;
  /** Runs one of the copy's own files with Node. */
  run(path: string, ...args: string[]): Promise<Ended>;
  remove(): void;
}

/** Copies the sources without what they are built into. */
export function aCopyOfTheSources(): SourceCopy {
  const root = mkdtempSync(join(tmpdir(), 'pinpoint-copy-'));
  const folder = mkdtempSync(join(tmpdir(), 'pinpoint-copied-'));
  for (const source of sources) cpSync(join(project, source), join(root, source), { recursive: true });
  symlinkSync(join(project, 'node_modules'), join(root, 'node_modules'));
  return {
    folder,
    add: (path, text) => writeFileSync(join(root, path), text),
    insert(path, after, text) {
      const [before, behind, ...more] = readFileSync(join(root, path), 'utf8').split(after);
      if (before === undefined || behind === undefined || more.length > 0)
        throw new Error(`${path} does not hold “${after}” once.`);
      writeFileSync(join(root, path), before + after + text + behind);
    },
    run: (path, ...args) => runNode(root, folder, [join(root, path), ...args]),
    remove() {
      rmSync(root, { recursive: true });
      rmSync(folder, { recursive: true });
    },
  };
}

function runNode(root: string, folder: string, args: string[]): Promise<Ended> {
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: { ...process.env, INIT_CWD: folder, PINPOINT_HOME: join(folder, 'home') },
  });
  const heard = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk: Buffer) => (heard.stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (heard.stderr += chunk.toString()));
  return new Promise((done) => child.on('close', (code) => done({ code: code ?? -1, ...heard })));
}

import { closeSync, existsSync, fstatSync, openSync, readSync } from 'node:fs';
import type { Sqlite3Static } from '@sqlite.org/sqlite-wasm';

/** Name of the way to the disk that `installDisk` makes. */
export const diskName = 'pinpoint-read-only';

/** Days from the beginning of SQLite's calendar to that of the computer's, in milliseconds. */
const epochMs = 210_866_760_000_000n;

type Pointer = number;
type Method = (...values: never[]) => number;

/** A structure of SQLite: `$` stands before each field. */
interface Struct {
  pointer: Pointer;
  dispose(): void;
  [field: `$${string}`]: number;
}

type StructType = (new (at?: Pointer) => Struct) & { structInfo: { sizeof: number } };

type StructTypes = Record<'sqlite3_io_methods' | 'sqlite3_vfs' | 'sqlite3_file', StructType>;

/** The package's own types know neither the fields of structures nor that methods answer any number. */
interface Bindings {
  capi: Omit<Sqlite3Static['capi'], keyof StructTypes> & StructTypes;
  wasm: Sqlite3Static['wasm'];
  vfs: {
    installVfs(parts: {
      io: { struct: Struct; methods: Record<string, Method> };
      vfs: { struct: Struct; name: string; methods: Record<string, Method> };
    }): void;
  };
}

interface OpenFile {
  /** undefined where SQLite asks for a journal that is not there: it is empty then. */
  handle: number | undefined;
  release: () => void;
}

/**
 * Lets a SQLite in WebAssembly read files of the disk and nothing else: it writes, deletes and locks nothing, and makes no temporary
 * files. The documentation of SQLite's VFS says what each method answers (https://www.sqlite.org/c3ref/vfs.html and
 * …/io_methods.html).
 */
export function installDisk(sqlite: Sqlite3Static): void {
  const { capi, wasm, vfs: installer } = sqlite as unknown as Bindings;
  const io = new capi.sqlite3_io_methods();
  const vfs = new capi.sqlite3_vfs();
  const usual = new capi.sqlite3_vfs(capi.sqlite3_vfs_find(null));
  const files = new Map<Pointer, OpenFile>();
  io.$iVersion = 1;
  vfs.$iVersion = 2;
  vfs.$szOsFile = capi.sqlite3_file.structInfo.sizeof;
  vfs.$mxPathname = 4096;
  vfs.$xRandomness = usual.$xRandomness ?? 0;
  vfs.$xSleep = usual.$xSleep ?? 0;
  usual.dispose();

  function open(name: string, flags: number, file: Pointer): number {
    const isThere = existsSync(name);
    if (!isThere && (flags & capi.SQLITE_OPEN_MAIN_DB) !== 0) return capi.SQLITE_CANTOPEN;
    const struct = new capi.sqlite3_file(file);
    struct.$pMethods = io.pointer;
    files.set(file, {
      handle: isThere ? openSync(name, 'r') : undefined,
      release: () => struct.dispose(),
    });
    return capi.SQLITE_OK;
  }

  function read(file: Pointer, to: Pointer, count: number, from: number): number {
    const { handle } = files.get(file)!;
    const memory = wasm.heap8u();
    const had = handle === undefined ? 0 : readSync(handle, memory, to, count, from);
    if (had === count) return capi.SQLITE_OK;
    memory.fill(0, to + had, to + count);
    return capi.SQLITE_IOERR_SHORT_READ;
  }

  function close(file: Pointer): void {
    const { handle, release } = files.get(file)!;
    files.delete(file);
    if (handle !== undefined) closeSync(handle);
    release();
  }

  /** What the system refuses must not fly through the WebAssembly. */
  function answering(code: number, work: () => number): number {
    try {
      return work();
    } catch {
      return code;
    }
  }

  const refused = (): number => capi.SQLITE_READONLY;
  const done = (): number => capi.SQLITE_OK;
  installer.installVfs({
    io: {
      struct: io,
      methods: {
        xClose: (file: Pointer) =>
          answering(capi.SQLITE_IOERR_CLOSE, () => {
            close(file);
            return capi.SQLITE_OK;
          }),
        xRead: (file: Pointer, to: Pointer, count: number, from: bigint) =>
          answering(capi.SQLITE_IOERR_READ, () => read(file, to, count, Number(from))),
        xWrite: refused,
        xTruncate: refused,
        xSync: done,
        xFileSize: (file: Pointer, answer: Pointer) =>
          answering(capi.SQLITE_IOERR_FSTAT, () => {
            const { handle } = files.get(file)!;
            wasm.poke64(answer, BigInt(handle === undefined ? 0 : fstatSync(handle).size));
            return capi.SQLITE_OK;
          }),
        xLock: done,
        xUnlock: done,
        xCheckReservedLock: (_file: Pointer, answer: Pointer) => {
          wasm.poke32(answer, 0);
          return capi.SQLITE_OK;
        },
        xFileControl: () => capi.SQLITE_NOTFOUND,
        xSectorSize: () => 4096,
        xDeviceCharacteristics: () => 0,
      },
    },
    vfs: {
      struct: vfs,
      name: diskName,
      methods: {
        xOpen: (...[, name, file, flags, answer]: [Pointer, Pointer, Pointer, number, Pointer]) =>
          answering(capi.SQLITE_CANTOPEN, () => {
            const path = wasm.cstrToJs(name);
            // Without a name it would be a temporary file.
            if (path === null) return capi.SQLITE_CANTOPEN;
            if (answer !== 0) wasm.poke32(answer, capi.SQLITE_OPEN_READONLY);
            return open(path, flags, file);
          }),
        xDelete: refused,
        xAccess: (_vfs: Pointer, name: Pointer, _flags: number, answer: Pointer) => {
          wasm.poke32(answer, existsSync(wasm.cstrToJs(name) ?? '') ? 1 : 0);
          return capi.SQLITE_OK;
        },
        xFullPathname: (_vfs: Pointer, name: Pointer, longest: number, answer: Pointer) =>
          wasm.cstrncpy(answer, name, longest) < longest ? capi.SQLITE_OK : capi.SQLITE_CANTOPEN,
        xCurrentTimeInt64: (_vfs: Pointer, answer: Pointer) => {
          wasm.poke64(answer, BigInt(Date.now()) + epochMs);
          return capi.SQLITE_OK;
        },
        xGetLastError: done,
      },
    },
  });
}

import { Worker } from 'node:worker_threads';
import { PinpointError } from '#contract';
import { bufferedTileBounds } from '#core/geography';
import { endThread } from '../threads/index.ts';
import { TileCache } from './tile-cache.ts';
import { makeTile } from './tile-making.ts';
import type { TileAddress, TileSource } from './tile-making.ts';
import type { TileAnswer, TileRequest } from './tile-worker.ts';

export interface Tiles {
  /** Makes tiles ahead of being asked for them, so that the first map need not wait. What fails is left to the request. */
  prepare(addresses: readonly TileAddress[]): void;
  /** The tile as of the workspace's present state; no bytes where no area of the geography shows. Rejects with `cancelled` after `close`. */
  get(address: TileAddress): Promise<Uint8Array<ArrayBuffer>>;
  /** Waits a moment for the tile in the making, then lets go of the file; false where the thread goes on in native code. */
  close(): Promise<boolean>;
}

const defaultCacheBytes = 64 * 1024 * 1024;
const workerEntry = new URL('./tile-worker.ts', import.meta.url);

interface Waiting {
  address: TileAddress;
  key: string;
  revision: number;
  resolve: (bytes: Uint8Array<ArrayBuffer>) => void;
  reject: (error: unknown) => void;
}

/**
 * Tiles of one open workspace, made in a worker thread with a reading handle of its own and kept until the workspace
 * changes. The newest request is served first, because the map asks for what it shows now. Where a second handle cannot be
 * had (a file on a network drive is locked to one), tiles are made here.
 */
export function makeTiles(source: TileSource, { cacheBytes = defaultCacheBytes } = {}): Tiles {
  return new TileDesk(source, cacheBytes);
}

class TileDesk implements Tiles {
  private readonly source: TileSource;
  private readonly cache: TileCache;
  private readonly promises = new Map<string, Promise<Uint8Array<ArrayBuffer>>>();
  private waiting: Waiting[] = [];
  private making: Waiting | undefined;
  private worker: Worker | undefined;
  private alone = false;
  private closed = false;

  constructor(source: TileSource, cacheBytes: number) {
    this.source = source;
    this.cache = new TileCache(cacheBytes);
  }

  prepare(addresses: readonly TileAddress[]): void {
    // The last one in is served first.
    for (const address of addresses.toReversed()) this.get(address).catch(() => undefined);
  }

  async get(address: TileAddress): Promise<Uint8Array<ArrayBuffer>> {
    if (this.closed) throw closedError();
    const revision = this.source.revision();
    const key = `${address.geography}/${address.z}/${address.x}/${address.y}`;
    const known = this.cache.find(revision, key);
    if (known) return known;
    const asked = this.promises.get(`${revision}/${key}`);
    if (asked) return asked;
    if (this.isEmpty(address)) {
      this.cache.put(revision, key, new Uint8Array(0));
      return new Uint8Array(0);
    }
    return this.ask(address, key, revision);
  }

  async close(): Promise<boolean> {
    if (this.closed) return true;
    this.closed = true;
    for (const { reject } of this.waiting) reject(closedError());
    this.waiting = [];
    const { worker } = this;
    if (!worker) return true;
    worker.ref();
    const ended = new Promise<void>((resolve) => worker.once('exit', () => resolve()));
    worker.postMessage(null satisfies TileRequest);
    return endThread(worker, ended);
  }

  /** Looks no further than the first area, so this is quick even over a whole country. */
  private isEmpty({ geography, z, x, y }: TileAddress): boolean {
    const last = 2 ** z - 1;
    if (x < 0 || y < 0 || x > last || y > last) return true;
    for (const _ of this.source.readAreasWithin(geography, bufferedTileBounds(z, x, y))) return false;
    return true;
  }

  private ask(address: TileAddress, key: string, revision: number): Promise<Uint8Array<ArrayBuffer>> {
    const name = `${revision}/${key}`;
    const promise = new Promise<Uint8Array<ArrayBuffer>>((resolve, reject) => {
      this.waiting.push({ address, key, revision, resolve, reject });
    });
    this.promises.set(name, promise);
    const forget = (): void => void this.promises.delete(name);
    promise.then(forget, forget);
    this.serveNext();
    return promise;
  }

  private serveNext(): void {
    if (this.making) return;
    this.making = this.waiting.pop();
    if (!this.making) {
      // An idle worker must not keep the process alive, but one that is closing its handle must.
      if (!this.closed) this.worker?.unref();
      return;
    }
    if (this.alone) {
      this.finish({ failed: 'no worker' });
      return;
    }
    this.worker ??= this.startWorker();
    this.worker.ref();
    this.worker.postMessage(this.making.address satisfies TileRequest);
  }

  private startWorker(): Worker {
    const worker = new Worker(workerEntry, { workerData: { path: this.source.path } });
    worker.on('message', (answer: TileAnswer) => this.finish(answer));
    worker.on('error', (error) => {
      this.alone = true;
      this.finish({ failed: error.message });
    });
    worker.on('exit', () => (this.worker = undefined));
    return worker;
  }

  private finish(answer: TileAnswer): void {
    const made = this.making;
    if (!made) return;
    this.making = undefined;
    try {
      const bytes = 'bytes' in answer ? answer.bytes : this.makeHere(made.address);
      // The worker reads the newest state; if that has moved on meanwhile, the next request asks again.
      if (!this.closed && this.source.revision() === made.revision)
        this.cache.put(made.revision, made.key, bytes);
      made.resolve(bytes);
    } catch (error) {
      made.reject(error);
    }
    this.serveNext();
  }

  private makeHere(address: TileAddress): Uint8Array<ArrayBuffer> {
    if (this.closed) throw closedError();
    return makeTile(this.source, address);
  }
}

function closedError(): PinpointError {
  return new PinpointError('cancelled', 'The workspace was closed before the map was drawn.');
}

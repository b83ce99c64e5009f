/** What an entry weighs beside its bytes, so that empty tiles count too. */
const entryBytes = 256;

/** Tiles of one revision of the workspace by address; the longest unused go first when there are too many bytes. */
export class TileCache {
  private readonly limit: number;
  private readonly tiles = new Map<string, Uint8Array<ArrayBuffer>>();
  private revision = -1;
  private held = 0;

  constructor(limitBytes: number) {
    this.limit = limitBytes;
  }

  /** The tile as it is at this revision; everything older is forgotten. */
  find(revision: number, key: string): Uint8Array<ArrayBuffer> | undefined {
    this.keepOnly(revision);
    const bytes = this.tiles.get(key);
    if (!bytes) return undefined;
    this.tiles.delete(key);
    this.tiles.set(key, bytes);
    return bytes;
  }

  put(revision: number, key: string, bytes: Uint8Array<ArrayBuffer>): void {
    this.keepOnly(revision);
    this.drop(key);
    this.tiles.set(key, bytes);
    this.held += bytes.length + entryBytes;
    for (const oldest of this.tiles.keys()) {
      if (this.held <= this.limit) break;
      this.drop(oldest);
    }
  }

  private drop(key: string): void {
    const bytes = this.tiles.get(key);
    if (!bytes) return;
    this.tiles.delete(key);
    this.held -= bytes.length + entryBytes;
  }

  private keepOnly(revision: number): void {
    if (revision === this.revision) return;
    this.tiles.clear();
    this.held = 0;
    this.revision = revision;
  }
}

import type { Connection, RawRow } from './connection.ts';
import type { RowSource } from './layers.ts';

/**
 * Bulk building of the R*Tree of areas. SQLite puts one row after another into the tree and splits its nodes as it goes;
 * where most rows are new it is several times as quick to sort all of them and write the nodes as they will be. The nodes
 * lie in three tables whose content is laid down in the comment that opens `ext/rtree/rtree.c` of SQLite.
 */

/** Of each area: its id, and its box as the tree keeps it. */
interface Entries {
  ids: Float64Array;
  /** min x, max x, min y, max y of each entry in single precision, rounded outwards. */
  boxes: Float32Array;
}

const rootNode = 1;
/** An id of eight bytes and four bounds of four. */
const cellBytes = 24;
const headBytes = 4;
/** Nodes are filled so far: edits must not split every node they touch. */
const fill = 0.9;
/** Numbers of entries are kept in the lower 22 bits of sorting keys. */
const mostEntries = 2 ** 22;

/**
 * Puts areas into the spatial index of the table `area`; what it held for the same ids is replaced. `source` gives id, min x,
 * max x, min y, max y. Belongs inside a change.
 */
export function indexAreas(connection: Connection, { sql, values }: RowSource): void {
  const incoming = connection.rows(sql, ...values);
  const held = connection.get<{ rows: number }>('SELECT count(*) AS rows FROM rtree_area_geom_rowid')!.rows;
  if (incoming.length < held || held + incoming.length > mostEntries) {
    connection.run(`INSERT OR REPLACE INTO rtree_area_geom (id, minx, maxx, miny, maxy) ${sql}`, ...values);
    return;
  }
  const replaced = new Set(incoming.map(([id]) => id));
  const kept = connection
    .rows('SELECT id, minx, maxx, miny, maxy FROM rtree_area_geom')
    .filter(([id]) => !replaced.has(id));
  rebuild(connection, toEntries([...kept, ...incoming]));
}

const indexes = ['rtree_area_geom', 'rtree_site_geom', 'rtree_catchment_geom'];

/**
 * Leaves nothing in the nodes of the spatial indexes but what they hold: SQLite takes an entry out of a node by counting one
 * less, and its id and box stay behind in bytes that neither `secure_delete` nor `VACUUM` knows to be free. Belongs inside a
 * change.
 */
export function blankSpareRoom(connection: Connection): void {
  connection.inShadowTables(() => {
    for (const index of indexes)
      for (const { node, data } of connection.all<{ node: number; data: Buffer }>(
        `SELECT nodeno AS node, data FROM ${index}_node`,
      )) {
        const end = headBytes + data.readUInt16BE(2) * cellBytes;
        if (data.subarray(end).every((byte) => byte === 0)) continue;
        connection.run(`UPDATE ${index}_node SET data = ? WHERE nodeno = ?`, data.fill(0, end), node);
      }
  });
}

function toEntries(rows: readonly RawRow[]): Entries {
  const entries = { ids: new Float64Array(rows.length), boxes: new Float32Array(rows.length * 4) };
  rows.forEach((row, i) => {
    entries.ids[i] = row[0] as number;
    for (const side of [1, 3] as const) {
      entries.boxes[i * 4 + side - 1] = roundDown(row[side] as number);
      entries.boxes[i * 4 + side] = roundUp(row[side + 1] as number);
    }
  });
  return entries;
}

const single = new Float32Array(1);
const bits = new Int32Array(single.buffer);

/** The nearest number of single precision that is not above the value, as SQLite rounds the lower bounds. */
function roundDown(value: number): number {
  single[0] = value;
  if (single[0] > value) bits[0]! += bits[0]! < 0 ? 1 : -1;
  return single[0];
}

function roundUp(value: number): number {
  single[0] = value;
  if (single[0] < value) bits[0]! += bits[0]! < 0 ? -1 : 1;
  return single[0];
}

function rebuild(connection: Connection, entries: Entries): void {
  const { size } = connection.get<{ size: number }>(
    'SELECT length(data) AS size FROM rtree_area_geom_node WHERE nodeno = ?',
    rootNode,
  )!;
  connection.inShadowTables(() => {
    connection.exec(`
      DELETE FROM rtree_area_geom_node;
      DELETE FROM rtree_area_geom_rowid;
      DELETE FROM rtree_area_geom_parent;`);
    new Builder(connection, size).build(entries);
  });
}

class Builder {
  private readonly connection: Connection;
  private readonly nodeBytes: number;
  private readonly capacity: number;
  private lastNode = rootNode;

  constructor(connection: Connection, nodeBytes: number) {
    this.connection = connection;
    this.nodeBytes = nodeBytes;
    this.capacity = Math.floor(((nodeBytes - headBytes) / cellBytes) * fill);
  }

  build(entries: Entries): void {
    let level = entries;
    for (let depth = 0; ; depth++) {
      const isTop = level.ids.length <= this.capacity;
      const [parents, nodeOf] = this.writeLevel(level, isTop ? depth : null);
      this.writeMembers(level, nodeOf, depth === 0 ? 'rowid' : 'parent');
      if (isTop) return;
      level = parents;
    }
  }

  /** Writes the nodes that hold a level: the root where `depth` is given. Answers them as entries of the next, and where each entry went. */
  private writeLevel({ ids, boxes }: Entries, depth: number | null): [parents: Entries, nodeOf: Uint32Array] {
    const nodes = Math.max(1, Math.ceil(ids.length / this.capacity));
    const parents = { ids: new Float64Array(nodes), boxes: new Float32Array(nodes * 4) };
    const nodeOf = new Uint32Array(ids.length);
    const order = sortIntoTiles(boxes, nodes);
    for (let node = 0; node < nodes; node++) {
      const members = order.subarray(
        Math.floor((node * ids.length) / nodes),
        Math.floor(((node + 1) * ids.length) / nodes),
      );
      const number = depth === null ? (this.lastNode += 1) : rootNode;
      const data = this.encodeNode({ ids, boxes }, members, depth ?? 0);
      this.connection.run('INSERT INTO rtree_area_geom_node (nodeno, data) VALUES (?, ?)', number, data);
      for (const member of members) nodeOf[member] = number;
      parents.ids[node] = number;
      parents.boxes.set(cover(boxes, members), node * 4);
    }
    return [parents, nodeOf];
  }

  /** Depth of the tree (the root's only), number of cells, and the cells; all big endian. */
  private encodeNode({ ids, boxes }: Entries, members: Uint32Array, depth: number): Uint8Array {
    const data = Buffer.alloc(this.nodeBytes);
    data.writeUInt16BE(depth, 0);
    data.writeUInt16BE(members.length, 2);
    let at = headBytes;
    for (const member of members) {
      data.writeBigInt64BE(BigInt(ids[member]!), at);
      for (let side = 0; side < 4; side++) data.writeFloatBE(boxes[member * 4 + side]!, at + 8 + side * 4);
      at += cellBytes;
    }
    return data;
  }

  /** In which node each area, or each node below the root, lies. */
  private writeMembers({ ids }: Entries, nodeOf: Uint32Array, kind: 'rowid' | 'parent'): void {
    const columns = kind === 'rowid' ? '(rowid, nodeno)' : '(nodeno, parentnode)';
    const pairs = Array.from(ids, (id, i) => [id, nodeOf[i]!]);
    this.connection.run(
      `INSERT INTO rtree_area_geom_${kind} ${columns} SELECT value ->> 0, value ->> 1 FROM json_each(?)`,
      JSON.stringify(pairs),
    );
  }
}

/** Entries in the order of upright strips, from south to north in each (sort-tile-recursive: Leutenegger and others 1997). */
function sortIntoTiles(boxes: Float32Array, nodes: number): Uint32Array {
  const count = boxes.length / 4;
  const order = Uint32Array.from({ length: count }, (_, i) => i);
  sortByMiddle(order, boxes, 0);
  const strips = Math.ceil(Math.sqrt(nodes));
  const perStrip = Math.ceil(nodes / strips) * Math.ceil(count / nodes);
  for (let from = 0; from < count; from += perStrip) {
    sortByMiddle(order.subarray(from, from + perStrip), boxes, 2);
  }
  return order;
}

/** By the middle of the boxes along an axis, in place. Place and number go into one key: sorting numbers is native. */
function sortByMiddle(entries: Uint32Array, boxes: Float32Array, axis: 0 | 2): void {
  const keys = Float64Array.from(entries, (entry) => {
    const middle = (boxes[4 * entry + axis]! + boxes[4 * entry + axis + 1]!) / 2;
    return Math.floor((middle + 360) * 2 ** 20) * mostEntries + entry;
  });
  keys.toSorted().forEach((key, i) => (entries[i] = key % mostEntries));
}

function cover(boxes: Float32Array, members: Uint32Array): number[] {
  const box = [Infinity, -Infinity, Infinity, -Infinity];
  for (const member of members) {
    for (const low of [0, 2] as const) {
      box[low] = Math.min(box[low]!, boxes[member * 4 + low]!);
      box[low + 1] = Math.max(box[low + 1]!, boxes[member * 4 + low + 1]!);
    }
  }
  return members.length === 0 ? [0, 0, 0, 0] : box;
}

import { decodeText } from './cells.ts';
import type { FeedRow } from './table.ts';

/**
 * Numbers ids in the order they are first met, comparing bytes: a feed names a trip and a stop in each of its millions of stop
 * times, too often to make texts of them.
 */
export interface IdIndex {
  /** The number of the id in a cell, given now if it is new. */
  add(row: FeedRow, cell: number): number;
  /** The number of the id in a cell, or −1 where it is not known. */
  find(row: FeedRow, cell: number): number;
  /** Whether a cell holds the id of a number: quicker than `find` where rows of one id follow one another. */
  holds(id: number, row: FeedRow, cell: number): boolean;
  text(id: number): string;
  size(): number;
}

/** An empty numbering of ids: the first that is met gets 0. */
export function createIdIndex(): IdIndex {
  let slots = new Int32Array(1 << 10).fill(-1);
  let hashes = new Int32Array(1 << 9);
  let ends = new Int32Array(1 << 9);
  let arena = new Uint8Array(1 << 13);
  let size = 0;

  const startOf = (id: number) => (id === 0 ? 0 : ends[id - 1]!);

  function isSame(id: number, bytes: Uint8Array, from: number, to: number): boolean {
    let at = startOf(id);
    if (ends[id]! - at !== to - from) return false;
    for (let place = from; place < to; place++) if (arena[at++] !== bytes[place]) return false;
    return true;
  }

  /** The slot that holds the id, or the free one where it belongs. */
  function findSlot({ bytes }: FeedRow, from: number, to: number, hash: number): number {
    const mask = slots.length - 1;
    let slot = hash & mask;
    for (;;) {
      const id = slots[slot]!;
      if (id < 0 || (hashes[id] === hash && isSame(id, bytes, from, to))) return slot;
      slot = (slot + 1) & mask;
    }
  }

  function grow(): void {
    slots = new Int32Array(slots.length * 2).fill(-1);
    const mask = slots.length - 1;
    for (let id = 0; id < size; id++) {
      let slot = hashes[id]! & mask;
      while (slots[slot]! >= 0) slot = (slot + 1) & mask;
      slots[slot] = id;
    }
    hashes = longer(hashes, slots.length / 2);
    ends = longer(ends, slots.length / 2);
  }

  function append(bytes: Uint8Array, from: number, to: number): void {
    const start = startOf(size);
    const end = start + to - from;
    if (end > arena.length) {
      const larger = new Uint8Array(Math.max(end, arena.length * 2));
      larger.set(arena);
      arena = larger;
    }
    arena.set(bytes.subarray(from, to), start);
    ends[size] = end;
  }

  return {
    add(row, cell) {
      const from = row.from[cell]!;
      const to = row.to[cell]!;
      const hash = hashOf(row.bytes, from, to);
      const slot = findSlot(row, from, to, hash);
      if (slots[slot]! >= 0) return slots[slot]!;
      append(row.bytes, from, to);
      hashes[size] = hash;
      slots[slot] = size++;
      if (size * 2 >= slots.length) grow();
      return size - 1;
    },
    find(row, cell) {
      const from = row.from[cell]!;
      const to = row.to[cell]!;
      return slots[findSlot(row, from, to, hashOf(row.bytes, from, to))]!;
    },
    holds: (id, row, cell) => isSame(id, row.bytes, row.from[cell]!, row.to[cell]!),
    text: (id) => decodeText(arena, startOf(id), ends[id]!),
    size: () => size,
  };
}

/** FNV-1a. */
function hashOf(bytes: Uint8Array, from: number, to: number): number {
  let hash = 0x811c9dc5;
  for (let at = from; at < to; at++) hash = Math.imul(hash ^ bytes[at]!, 0x01000193);
  // The low bits choose the slot: mix the high ones in.
  return hash ^ (hash >>> 15);
}

function longer(column: Int32Array<ArrayBuffer>, length: number): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(length);
  larger.set(column);
  return larger;
}

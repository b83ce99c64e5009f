import { describe, expect, it } from 'vitest';
import { TileCache } from '../../../backend/tiles/tile-cache.ts';

const bytes = (length: number): Uint8Array<ArrayBuffer> => new Uint8Array(length);

describe('kept tiles', () => {
  it('are found as they were put', () => {
    const cache = new TileCache(10_000);
    const tile = bytes(100);
    cache.put(1, 'lsoa:2011/5/15/10', tile);
    expect(cache.find(1, 'lsoa:2011/5/15/10')).toBe(tile);
    expect(cache.find(1, 'lsoa:2011/5/15/11')).toBeUndefined();
  });

  it('are forgotten when the workspace has changed', () => {
    const cache = new TileCache(10_000);
    cache.put(1, 'a', bytes(1));
    expect(cache.find(2, 'a')).toBeUndefined();
    expect(cache.find(1, 'a')).toBeUndefined();
  });

  it('go when there are too many bytes, the longest unused first', () => {
    const cache = new TileCache(4000);
    cache.put(1, 'a', bytes(1000));
    cache.put(1, 'b', bytes(1000));
    cache.put(1, 'c', bytes(1000));
    cache.find(1, 'a');
    cache.put(1, 'd', bytes(1000));
    expect(['a', 'b', 'c', 'd'].filter((key) => cache.find(1, key))).toEqual(['a', 'c', 'd']);
  });

  it('weigh something even when empty, so that a long pan over the sea does not fill the memory', () => {
    const cache = new TileCache(4000);
    for (let i = 0; i < 1000; i++) cache.put(1, `sea ${i}`, bytes(0));
    const kept = Array.from({ length: 1000 }, (_, i) => cache.find(1, `sea ${i}`)).filter(Boolean);
    expect(kept.length).toBeGreaterThan(0);
    expect(kept.length).toBeLessThan(20);
  });

  it('take the place of an earlier tile of the same address', () => {
    const cache = new TileCache(4000);
    for (let i = 0; i < 100; i++) cache.put(1, 'a', bytes(1000));
    cache.put(1, 'b', bytes(1000));
    expect(cache.find(1, 'a')).toHaveLength(1000);
    expect(cache.find(1, 'b')).toHaveLength(1000);
  });

  it('too large for the limit are not kept', () => {
    const cache = new TileCache(4000);
    cache.put(1, 'a', bytes(5000));
    expect(cache.find(1, 'a')).toBeUndefined();
  });
});

import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { placeCard } from '../../../renderer/map/place-card.ts';

const room = { width: 800, height: 600 };
const card = { width: 200, height: 100 };

describe('where a card goes', () => {
  test('above what it speaks of, in the middle', () => {
    expect(placeCard({ x: 400, y: 300 }, card, room)).toEqual({ x: 300, y: 186 });
  });

  test('below it at the top of the map', () => {
    expect(placeCard({ x: 400, y: 50 }, card, room).y).toBe(64);
  });

  test('never outside the map', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 800 }), fc.integer({ min: 0, max: 600 }), (x, y) => {
        const place = placeCard({ x, y }, card, room);
        expect(place.x).toBeGreaterThanOrEqual(0);
        expect(place.y).toBeGreaterThanOrEqual(0);
        expect(place.x + card.width).toBeLessThanOrEqual(room.width);
        expect(place.y + card.height).toBeLessThanOrEqual(room.height);
      }),
    );
  });

  test('one too large for the map begins at its corner', () => {
    expect(placeCard({ x: 10, y: 10 }, { width: 900, height: 700 }, room)).toEqual({ x: 6, y: 6 });
  });
});

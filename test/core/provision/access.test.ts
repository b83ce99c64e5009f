import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { measureAccess, zoneWeight } from '#core/provision';
import { aDelivery, anyScene, someSiteMinutes } from './a-network.ts';

describe('places within reach', () => {
  // Worked by hand from the definition (Luo & Wang 2003): R1 = 20 / (100 + 300) = 0.05, R2 = 30 / 300 = 0.1.
  it('are what each site has for everybody it reaches, summed over the sites that an area reaches', () => {
    const { score } = measureAccess({
      deliveries: [aDelivery('s1', { places: 20 }), aDelivery('s2', { places: 30 })],
      siteMinutes: someSiteMinutes(30, { s1: [10, 30, 31], s2: [Infinity, 15, 45] }),
      need: Float64Array.from([100, 300, 600]),
      decay: 'equal',
    });
    expect([...score].map((value) => Number(value.toFixed(9)))).toEqual([5, 15, 0]);
  });

  // Worked by hand from the definition (Luo & Qi 2009): R = 20 / (1 × 100 + 0.22 × 300) = 0.12048…
  it('weigh less with distance in the enhanced method', () => {
    const { score } = measureAccess({
      deliveries: [aDelivery('s1', { places: 20 })],
      siteMinutes: someSiteMinutes(30, { s1: [10, 30, 31] }),
      need: Float64Array.from([100, 300, 600]),
      decay: 'slow',
    });
    expect(score[0]).toBeCloseTo((100 * 20) / 166, 10);
    expect(score[1]).toBeCloseTo((0.22 * 100 * 20) / 166, 10);
    expect(score[2]).toBe(0);
  });

  it('has zones of 10 minutes to 30, and thirds of any other limit', () => {
    expect([0, 10, 10.1, 20, 20.1, 30, 30.1].map((minutes) => zoneWeight(minutes, 30, 'fast'))).toEqual([
      1, 1, 0.42, 0.42, 0.09, 0.09, 0,
    ]);
    expect([15, 16, 31, 46].map((minutes) => zoneWeight(minutes, 45, 'slow'))).toEqual([1, 0.68, 0.22, 0]);
    expect([NaN, Infinity].map((minutes) => zoneWeight(minutes, 45, 'equal'))).toEqual([0, 0]);
  });

  it('at a site that reaches nobody in need are counted apart', () => {
    const access = measureAccess({
      deliveries: [aDelivery('s1', { places: 20 }), aDelivery('s2', { places: null })],
      siteMinutes: someSiteMinutes(30, { s1: [10, 40], s2: [10, 10] }),
      need: Float64Array.from([NaN, 100]),
      decay: 'equal',
    });
    expect(access).toMatchObject({ places: 20, unreachedPlaces: 20 });
    expect([...access.score]).toEqual([0, 0]);
  });

  it('can be had also where need is unknown, which competes for none', () => {
    const { score } = measureAccess({
      deliveries: [aDelivery('s1', { places: 20 })],
      siteMinutes: someSiteMinutes(30, { s1: [10, 10] }),
      need: Float64Array.from([NaN, 100]),
      decay: 'equal',
    });
    expect([...score]).toEqual([20, 20]);
  });

  it('are conserved: need × score sums to the places of the sites that reach anybody', () => {
    fc.assert(
      fc.property(anyScene, fc.constantFrom('equal', 'slow', 'fast'), (scene, decay) => {
        const access = measureAccess({ ...scene, decay });
        const drawn = access.score.reduce(
          (sum, score, area) => sum + (scene.need[area]! > 0 ? (scene.need[area]! * score) / 100 : 0),
          0,
        );
        expect(drawn).toBeCloseTo(access.places - access.unreachedPlaces, 7);
        expect(access.places).toBe(scene.deliveries.reduce((sum, { places }) => sum + (places ?? 0), 0));
      }),
    );
  });
});

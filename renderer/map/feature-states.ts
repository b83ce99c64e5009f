import type { FeatureState, Map as MapLibreMap } from 'maplibre-gl';
import { diffStates } from './states.ts';

/** One number for each area as feature state, and what of it the map already knows. */
export interface StateColumn {
  /** Brings the map to these numbers; ids and values are aligned. Answers how many areas changed. */
  apply(target: { source: string; sourceLayer?: string }, ids: Int32Array, values: ArrayLike<number>): number;
  /** These sources are new (all of them, if none are named): everything is to be set again. */
  forget: (sources?: ReadonlySet<string>) => void;
}

/** A column under one key of the feature state, 0 where nothing was set. */
export function makeStateColumn(map: MapLibreMap, key: string): StateColumn {
  let known: { source: string; ids: Int32Array; values: ArrayLike<number> } | null = null;
  return {
    forget(sources) {
      if (known && (sources?.has(known.source) ?? true)) known = null;
    },
    apply(target, ids, values) {
      const same = known !== null && known.source === target.source && sameIds(known.ids, ids);
      if (known && !same) clear(map, known, target);
      const changed = diffStates(same ? known!.values : null, values);
      for (const index of changed) {
        map.setFeatureState({ ...target, id: ids[index]! }, { [key]: values[index]! });
      }
      known = { source: target.source, ids, values };
      return changed.length;
    },
  };

  function clear(
    map: MapLibreMap,
    old: { source: string; ids: Int32Array },
    target: { sourceLayer?: string },
  ): void {
    if (!map.getSource(old.source)) return;
    for (const id of old.ids) map.removeFeatureState({ ...target, source: old.source, id }, key);
  }
}

/** One feature that stands out (selected, under the pointer) and its state, moved from area to area. */
export function makeSingleState(map: MapLibreMap, on: FeatureState, off: FeatureState) {
  let last: { source: string; sourceLayer: string; id: number } | null = null;
  return {
    forget(sources?: ReadonlySet<string>): void {
      if (last && (sources?.has(last.source) ?? true)) last = null;
    },
    apply(target: { source: string; sourceLayer: string; id: number } | null): void {
      if (last?.id === target?.id && last?.source === target?.source) return;
      if (last && map.getSource(last.source)) map.setFeatureState(last, off);
      if (target) map.setFeatureState(target, on);
      last = target;
    },
  };
}

function sameIds(first: Int32Array, second: Int32Array): boolean {
  return (
    first === second || (first.length === second.length && first.every((id, index) => id === second[index]))
  );
}

import { useEffect, useEffectEvent, useRef, useState, type RefObject } from 'react';
import type { Client } from '#contract';
import { noGraphics, startMap, type EngineEvents, type MapEngine, type Trouble } from './engine.ts';
import type { MapBounds, MapViewProps } from './props.ts';

/** Starts the map in an element and takes it down again; the events reach the newest callbacks. */
export function useEngine(
  container: RefObject<HTMLDivElement | null>,
  client: Client,
  events: EngineEvents,
): { engine: MapEngine | null; failure: Trouble | null } {
  const [engine, setEngine] = useState<MapEngine | null>(null);
  const [failure, setFailure] = useState<Trouble | null>(null);
  const onHover = useEffectEvent(events.onHover);
  const onPick = useEffectEvent(events.onPick);
  const onMove = useEffectEvent(events.onMove);
  const onTrouble = useEffectEvent(events.onTrouble);
  useEffect(() => {
    const element = container.current;
    if (!element) return undefined;
    let started: MapEngine;
    // oxlint-disable react/set-state-in-effect -- whether there is a map is known only after it has started in its element
    try {
      started = startMap(element, client, {
        onHover: (under, place) => onHover(under, place),
        onPick: (under, ground) => onPick(under, ground),
        onMove: () => onMove(),
        onTrouble: (trouble) => onTrouble(trouble),
      });
    } catch {
      setFailure(noGraphics);
      return undefined;
    }
    setEngine(started);
    // oxlint-enable react/set-state-in-effect
    return () => {
      setEngine(null);
      started.destroy();
    };
  }, [container, client]);
  return { engine, failure };
}

/** Moves the camera: to the areas when they first appear or are somewhere else entirely, to what is asked for, to a selection out of sight. */
export function useCamera(engine: MapEngine | null, props: MapViewProps): void {
  const { bounds, fitRequest, selected } = props;
  const key = bounds?.join(' ') ?? '';
  const seen = useRef('');
  const settle = useEffectEvent((engine: MapEngine, key: string) => {
    if (bounds && (seen.current === '' || !isInView(engine, bounds))) engine.fit(bounds, 0);
    if (bounds) seen.current = key;
  });
  useEffect(() => {
    if (engine) settle(engine, key);
  }, [engine, key]);

  const nonce = fitRequest?.nonce;
  const goThere = useEffectEvent((engine: MapEngine) => {
    if (fitRequest) engine.fit(fitRequest.bounds, motionMs);
  });
  useEffect(() => {
    if (engine && nonce !== undefined) goThere(engine);
  }, [engine, nonce]);

  const showSelected = useEffectEvent((engine: MapEngine) => {
    const { areaList, shaded } = props;
    if (selected === null || areaList.geography !== shaded || areaList.ids[selected] === undefined) return;
    const place: [number, number] = [areaList.lon[selected]!, areaList.lat[selected]!];
    if (place.some(Number.isNaN) || engine.map.getBounds().contains(place)) return;
    engine.map.easeTo({ center: place, duration: motionMs });
  });
  useEffect(() => {
    if (engine && selected !== null) showSelected(engine);
  }, [engine, selected]);
}

/** Changes of view are quick; MapLibre leaves them out under reduced motion. */
export const motionMs = 160;

function isInView(engine: MapEngine, [west, south, east, north]: MapBounds): boolean {
  const view = engine.map.getBounds();
  const across = west <= view.getEast() && east >= view.getWest();
  return across && south <= view.getNorth() && north >= view.getSouth();
}

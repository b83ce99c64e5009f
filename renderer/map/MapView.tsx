import 'maplibre-gl/dist/maplibre-gl.css';
import { TriangleAlert } from 'lucide-react';
import { useEffect, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import './map.css';
import { HoverCard, SelectedCard } from './Cards.tsx';
import { Attribution } from './Attribution.tsx';
import { CircleScale, useLargestCircle } from './circle-scale.ts';
import type { MapEngine, Trouble } from './engine.ts';
import { MapButtons } from './MapButtons.tsx';
import { getPalette } from './palette.ts';
import type { CardPosition } from './place-card.ts';
import type { Under } from './pointer.ts';
import type { MapProvision, MapViewProps } from './props.ts';
import { ScaleBar } from './ScaleBar.tsx';
import { SiteCards, type HoveredSites, type ListedSites } from './SiteCards.tsx';
import type { SiteGroup } from './site-clusters.ts';
import { Button } from '../ui/index.ts';
import { motionMs, useCamera, useEngine } from './use-engine.ts';

interface Hovered {
  index: number;
  place: CardPosition;
}

/**
 * The map: shaded areas or circles, outlines, designation, targets, names, cards, zoom buttons and scale bar.
 * Everything it shows comes in as props; what people do goes out through the callbacks.
 * Give it a `key` of the open workspace: two workspaces may have the same revision.
 */
export function MapView(props: MapViewProps) {
  const { areaList, selected, onSelect, onHover } = props;
  const container = useRef<HTMLDivElement>(null);
  const [hovered, setHovered] = useState<Hovered | null>(null);
  const [trouble, setTrouble] = useState<Told | null>(null);
  const indexOf = useAreaIndex(props);
  // What could not be read says nothing about another geography or the next revision.
  const subject = `${props.shaded} ${props.revision}`;

  const [hoveredSites, setHoveredSites] = useState<HoveredSites | null>(null);
  const [listed, setListed] = useState<ListedSites | null>(null);
  const hover = (under: Under, place: CardPosition) => {
    const index = indexOf(under.area);
    const { site, group } = under;
    setHoveredSites(site === null && group === null ? null : { site, group, place });
    if (index !== (hovered?.index ?? null)) onHover?.(index);
    setHovered(index === null ? null : { index, place });
  };
  const { engine, failure } = useEngine(container, props.client, {
    onHover: hover,
    onPick: (under, ground) => {
      const { provision } = props;
      setListed(null);
      if (provision?.onPlace) provision.onPlace(ground);
      else if (under.group !== null) void openGroup(under.group);
      else if (under.site !== null) provision?.onSelect(under.site);
      else onSelect(indexOf(under.area));
    },
    onMove: () => {
      setHovered(null);
      setHoveredSites(null);
    },
    onTrouble: (what) => setTrouble(what && { what, of: subject }),
  });
  const openGroup = async (group: SiteGroup): Promise<void> => {
    const sites = (await engine?.openGroup(group)) ?? [];
    if (sites.length > 0) setListed({ lon: group.lon, lat: group.lat, sites });
  };
  useEffect(() => engine?.update(props, hovered?.index ?? null));
  useCamera(engine, props);
  const circles = useLargestCircle(engine?.map ?? null, areaList);

  const clearOnEscape = (event: KeyboardEvent) => {
    const { provision } = props;
    if (event.key === 'Escape' && provision?.onPlace) return provision.onPlaceCancelled();
    const isSite = (provision?.selected ?? null) !== null;
    if (event.key !== 'Escape' || (selected === null && !isSite && listed === null)) return;
    event.stopPropagation();
    setListed(null);
    if (isSite) provision?.onSelect(null);
    else onSelect(null);
  };
  return (
    <CircleScale value={circles}>
      <div className="map-view" onKeyDown={clearOnEscape}>
        <div ref={container} className="map-canvas" />
        <div className="map-corner">{props.children}</div>
        {engine && !failure && <MapFurniture engine={engine} props={props} />}
        <MapNote trouble={failure ?? currentTrouble(trouble, subject)} />
        {engine && <MapCards engine={engine} props={props} hovered={hovered} />}
        {engine && (
          <SiteCards
            engine={engine}
            props={props}
            hovered={hoveredSites}
            listed={listed}
            onUnlist={() => setListed(null)}
          />
        )}
        {engine && props.provision?.onPlace && (
          <PlaceTaker engine={engine} provision={props.provision} onPlace={props.provision.onPlace} />
        )}
      </div>
    </CircleScale>
  );
}

type Told = { what: Trouble; of: string };

function currentTrouble(told: Told | null, subject: string): Trouble | null {
  if (told === null || (told.what.kind === 'reading' && told.of !== subject)) return null;
  return told.what;
}

/** Finds the area index of a feature id; null for no area, and while the list is another geography's. */
function useAreaIndex({ areaList, shaded }: MapViewProps): (id: number | null) => number | null {
  const indices = useMemo(() => {
    const known = areaList.geography === shaded;
    return new Map(known ? Array.from(areaList.ids, (id, index) => [id, index] as const) : []);
  }, [areaList, shaded]);
  return (id) => (id === null ? null : (indices.get(id) ?? null));
}

function MapFurniture({ engine, props }: { engine: MapEngine; props: MapViewProps }) {
  const { bounds, attribution, isSmall = false } = props;
  return (
    <>
      <MapButtons
        onZoom={(steps) => void engine.map.easeTo({ zoom: engine.map.getZoom() + steps, duration: motionMs })}
        onZoomToAll={bounds && (() => engine.fit(bounds, motionMs))}
      />
      <div className="map-foot">
        <ScaleBar map={engine.map} widestPx={150 * getPalette(props.theme).boldness} />
        {attribution && attribution.length > 0 && <Attribution lines={attribution} isBrief={isSmall} />}
      </div>
    </>
  );
}

function MapCards({
  engine,
  props,
  hovered,
}: {
  engine: MapEngine;
  props: MapViewProps;
  hovered: Hovered | null;
}) {
  const { areaList, shaded, selected, onSelect, card } = props;
  const inList = (index: number | null): index is number =>
    index !== null && areaList.geography === shaded && index < areaList.ids.length;
  return (
    <>
      {inList(selected) && (props.provision?.selected ?? null) === null && (
        <SelectedCard
          map={engine.map}
          lon={areaList.lon[selected]!}
          lat={areaList.lat[selected]!}
          onClose={() => onSelect(null)}
        >
          {card(selected)}
        </SelectedCard>
      )}
      {hovered && inList(hovered.index) && hovered.index !== selected && (
        <HoverCard place={hovered.place}>{card(hovered.index)}</HoverCard>
      )}
    </>
  );
}

/** For the keyboard: a cross in the middle of the map, and a button that takes the place beneath it. */
function PlaceTaker({
  engine,
  provision,
  onPlace,
}: {
  engine: MapEngine;
  provision: MapProvision;
  onPlace: (place: { lon: number; lat: number }) => void;
}) {
  const take = () => {
    const { lng, lat } = engine.map.getCenter();
    onPlace({ lon: lng, lat });
  };
  return (
    <>
      <div className="map-cross" aria-hidden="true" />
      <div className="map-place-taker">
        <Button look="primary" autoFocus onPress={take}>
          Use the centre of the map
        </Button>
        <Button onPress={provision.onPlaceCancelled}>Cancel</Button>
      </div>
    </>
  );
}

function MapNote({ trouble }: { trouble: Trouble | null }) {
  return (
    <div className="map-note-place" role="status">
      {trouble && (
        <p className={`map-note map-note-${trouble.kind}`}>
          <TriangleAlert size={16} aria-hidden="true" /> {trouble.message}
        </p>
      )}
    </div>
  );
}

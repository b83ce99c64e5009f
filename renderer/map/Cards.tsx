import { X } from 'lucide-react';
import type { Map as MapLibreMap } from 'maplibre-gl';
import { useLayoutEffect, useRef, type ReactNode, type RefObject } from 'react';
import { IconButton } from '../ui/index.ts';
import { placeCard, type CardPosition } from './place-card.ts';

/** What is under the pointer, beside the pointer. It never takes the pointer itself. */
export function HoverCard({ place, children }: { place: CardPosition; children: ReactNode }) {
  const card = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => moveCard(card, place));
  return (
    <div ref={card} className="map-card map-card-hover" aria-hidden="true">
      {children}
    </div>
  );
}

export interface SelectedCardProps {
  map: MapLibreMap;
  /** Accessible name; "Selected area" when left out. */
  name?: string;
  /** Degrees; the card follows it when the map moves and hides while it is out of sight. */
  lon: number;
  lat: number;
  onClose: () => void;
  children: ReactNode;
}

/** What is selected, at its place on the map, until it is closed. */
export function SelectedCard({
  map,
  name = 'Selected area',
  lon,
  lat,
  onClose,
  children,
}: SelectedCardProps) {
  const card = useRef<HTMLElement>(null);
  useLayoutEffect(() => {
    const follow = () => {
      const place = map.project([lon, lat]);
      moveCard(card, place);
      if (card.current) card.current.hidden = !map.getBounds().contains([lon, lat]);
    };
    follow();
    map.on('move', follow);
    map.on('resize', follow);
    return () => {
      map.off('move', follow);
      map.off('resize', follow);
    };
  });
  return (
    <section ref={card} className="map-card" aria-label={name}>
      <div className="map-card-close">
        <IconButton label="Close" hint="Close (Escape)" icon={<X size={16} />} onPress={onClose} />
      </div>
      {children}
    </section>
  );
}

function moveCard(card: RefObject<HTMLElement | null>, anchor: CardPosition): void {
  const element = card.current;
  const room = element?.parentElement;
  if (!element || !room) return;
  element.hidden = false;
  const size = { width: element.offsetWidth, height: element.offsetHeight };
  const { x, y } = placeCard(anchor, size, { width: room.clientWidth, height: room.clientHeight });
  element.style.translate = `${x}px ${y}px`;
}

import { Minus, Plus, Scan } from 'lucide-react';
import { IconButton } from '../ui/index.ts';

export interface MapButtonsProps {
  onZoom: (steps: number) => void;
  /** Null where there is nothing to zoom to. */
  onZoomToAll: (() => void) | null;
}

/** Zoom in, zoom out, zoom to all. */
export function MapButtons({ onZoom, onZoomToAll }: MapButtonsProps) {
  return (
    <div className="map-buttons" role="group" aria-label="Zoom">
      <IconButton label="Zoom in" icon={<Plus size={16} />} onPress={() => onZoom(1)} />
      <IconButton label="Zoom out" icon={<Minus size={16} />} onPress={() => onZoom(-1)} />
      <IconButton
        label="Zoom to all"
        hint="Zoom to all areas"
        icon={<Scan size={16} />}
        isDisabled={onZoomToAll === null}
        onPress={() => onZoomToAll?.()}
      />
    </div>
  );
}

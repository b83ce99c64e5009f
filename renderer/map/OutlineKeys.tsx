import type { MapPalette } from './palette.ts';
import { siteInk } from './site-symbols.ts';

interface KeyProps {
  words: string;
  palette: MapPalette;
}

/** The target outline as on the map, dark on a light casing, and the dot for targets too small to be outlined. */
export function TargetKey({ words, palette }: KeyProps) {
  return (
    <li>
      <svg width="28" height="18" aria-hidden="true">
        <rect x="4" y="4" width="12" height="10" rx="1" fill="#8e9cab" />
        <rect
          x="4"
          y="4"
          width="12"
          height="10"
          rx="1"
          fill="none"
          stroke={palette.targetCasing}
          strokeWidth="6"
        />
        <rect x="4" y="4" width="12" height="10" rx="1" fill="none" stroke={palette.target} strokeWidth="3" />
        <circle
          cx="24"
          cy="9"
          r="3.2"
          fill={palette.target}
          stroke={palette.targetCasing}
          strokeWidth="1.5"
        />
      </svg>
      <span>{words}</span>
    </li>
  );
}

/** The outline of areas that are pointed out together: light on a dark casing. */
export function MarkedKey({ words, palette }: KeyProps) {
  const box = { x: 4, y: 4, width: 20, height: 10, rx: 1, fill: 'none' };
  return (
    <li>
      <svg width="28" height="18" aria-hidden="true">
        <rect {...box} fill={palette.land} stroke={palette.selection} strokeWidth="6" />
        <rect {...box} stroke={palette.selectionCasing} strokeWidth="3" />
      </svg>
      <span>{words}</span>
    </li>
  );
}

/** The dashed inner line of a designation. */
export function DesignationKey({ words, palette }: KeyProps) {
  return (
    <li>
      <svg width="28" height="18" aria-hidden="true">
        <rect x="2" y="2" width="24" height="14" fill={palette.land} stroke={palette.ward} />
        <rect
          x="5"
          y="5"
          width="18"
          height="8"
          fill="none"
          stroke={palette.designation}
          strokeWidth="2"
          strokeDasharray="5 3"
        />
      </svg>
      <span>{words}</span>
    </li>
  );
}

/** The dashed edge of a catchment with its light wash. */
export function CatchmentKey({ words, palette }: KeyProps) {
  return (
    <li>
      <svg width="20" height="18" aria-hidden="true">
        <rect
          x="2"
          y="3"
          width="16"
          height="12"
          fill={palette.catchment}
          fillOpacity="0.18"
          stroke={palette.catchment}
          strokeWidth="2"
          strokeDasharray="4 2"
        />
      </svg>
      <span>{words}</span>
    </li>
  );
}

/** A group of sites as on the map: a disc with their number. */
export function GroupKey({ words }: { words: string }) {
  const { ink, casing } = siteInk;
  return (
    <li className="map-legend-group">
      <svg width="20" height="20" aria-hidden="true">
        <circle cx="10" cy="10" r="8.5" fill={casing} stroke={ink} strokeWidth="1.4" />
        <text x="10" y="14" textAnchor="middle" fontSize="11" fontWeight="700" fill={ink}>
          5
        </text>
      </svg>
      <span>{words}</span>
    </li>
  );
}

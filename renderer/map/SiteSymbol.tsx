import type { Stage } from '#contract';
import { idleCorners, lookOf, proposedCorners, symbolPath, symbolView } from './site-symbols.ts';

/** A stage's symbol as on the map, for keys and lists. Words stand beside it. */
export function SiteSymbol({ stage }: { stage: Stage | 'employment' | 'proposed' | 'none' }) {
  const { side, radius, proposedRadius, ink, casing } = symbolView;
  const isProposed = stage === 'proposed';
  const isNone = stage === 'none';
  const look = isProposed
    ? { corners: proposedCorners, colour: ink }
    : isNone
      ? { corners: idleCorners, colour: casing }
      : lookOf(stage);
  const path = symbolPath(look.corners, isProposed ? proposedRadius : radius, side / 2, side / 2);
  return (
    <svg className="site-symbol" width={side} height={side} aria-hidden="true">
      <path d={path} fill={ink} stroke={ink} strokeWidth="5" strokeLinejoin="round" />
      <path d={path} fill={casing} stroke={casing} strokeWidth="3.4" strokeLinejoin="round" />
      <path d={path} fill={look.colour} />
      {isProposed ? (
        <text x={side / 2} y={side / 2 + 4} textAnchor="middle" fontSize="11" fontWeight="700" fill={casing}>
          1
        </text>
      ) : null}
    </svg>
  );
}

import type { Stage } from '#contract';
import { idleCorners, proposedCorners, stageSymbols, symbolPath, symbolView } from './site-symbols.ts';

/** A stage's symbol as on the map, for keys and lists. Words stand beside it. */
export function SiteSymbol({ stage }: { stage: Stage | 'proposed' | 'none' }) {
  const { side, radius, ink, casing } = symbolView;
  const isProposed = stage === 'proposed';
  const isNone = stage === 'none';
  const corners = isProposed ? proposedCorners : isNone ? idleCorners : stageSymbols[stage].corners;
  const path = symbolPath(corners, isProposed ? 8 : radius, side / 2, side / 2);
  const colour = isProposed ? ink : isNone ? casing : stageSymbols[stage].colour;
  return (
    <svg className="site-symbol" width={side} height={side} aria-hidden="true">
      <path d={path} fill={ink} stroke={ink} strokeWidth="5" strokeLinejoin="round" />
      <path d={path} fill={casing} stroke={casing} strokeWidth="3.4" strokeLinejoin="round" />
      <path d={path} fill={colour} />
    </svg>
  );
}

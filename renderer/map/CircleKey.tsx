import { useContext } from 'react';
import { CircleScale } from './circle-scale.ts';
import { circleSteps, largestCount } from './circles.ts';
import type { MapPalette } from './palette.ts';

/** Round counts and their circles, in the size they have on the map just now. Nothing where there are no counts. */
export function CircleKey({ values, palette }: { values: Float64Array; palette: MapPalette }) {
  const largestPx = useContext(CircleScale);
  const largest = largestCount(values);
  const steps = circleSteps(largest).map((count) => ({
    count,
    radius: largestPx * Math.sqrt(count / largest),
  }));
  if (steps.length === 0) return null;
  const side = Math.ceil(2 * steps[0]!.radius) + 2;
  return (
    <ul className="map-legend-circles">
      {steps.map(({ count, radius }) => (
        <li key={count}>
          <svg width={side} height={Math.ceil(2 * radius) + 2} aria-hidden="true">
            <circle
              cx={side / 2}
              cy="50%"
              r={Math.max(1, radius)}
              fill={palette.circle}
              fillOpacity={0.75}
              stroke={palette.text}
            />
          </svg>
          <span>{count.toLocaleString('en-GB')}</span>
        </li>
      ))}
    </ul>
  );
}

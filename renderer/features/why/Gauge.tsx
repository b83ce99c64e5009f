import type { Reason } from '#contract';
import { placeOnGauge } from './scale.ts';

function Range({ look, ends }: { look: 'interval' | 'bounds'; ends: [number, number] | null }) {
  if (ends === null) return null;
  return <line className={`why-gauge-${look}`} x1={`${ends[0]}%`} x2={`${ends[1]}%`} y1="9" y2="9" />;
}

/** Value, threshold, interval and what rounding allows on one line of numbers; the words beside it say the same. */
export function Gauge({ reason }: { reason: Reason }) {
  const places = placeOnGauge(reason);
  if (places === null) return null;
  const { value, threshold, interval, bounds, zero } = places;
  return (
    <svg className="why-gauge" width="100%" height="18" aria-hidden>
      <line className="why-gauge-axis" x1="0" x2="100%" y1="9" y2="9" />
      {zero === null ? null : (
        <line className="why-gauge-axis" x1={`${zero}%`} x2={`${zero}%`} y1="5" y2="13" />
      )}
      <Range look="interval" ends={interval} />
      <Range look="bounds" ends={bounds} />
      <circle className="why-gauge-value" cx={`${value}%`} cy="9" r="4.5" />
      <line className="why-gauge-threshold" x1={`${threshold}%`} x2={`${threshold}%`} y1="1" y2="17" />
    </svg>
  );
}

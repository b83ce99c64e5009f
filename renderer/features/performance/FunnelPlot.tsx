import type { Funnel } from '#contract';
import { formatWhole } from '../../ui/index.ts';
import { fitScale, margin, xOf, yOf, type FunnelScale } from './scale.ts';

type Limit = 'lower95' | 'upper95' | 'lower998' | 'upper998';

function pathOf(scale: FunnelScale, { curve }: Funnel, limit: Limit): string {
  return curve
    .map((at, index) => {
      const x = xOf(scale, at.starts).toFixed(1);
      return `${index === 0 ? 'M' : 'L'}${x},${yOf(scale, at[limit]).toFixed(1)}`;
    })
    .join('');
}

function Axes({ scale }: { scale: FunnelScale }) {
  const rates = [0, 0.5, 1].map((part) => part * scale.highestRate);
  const starts = [0, 0.5, 1].map((part) => Math.round((part * scale.mostStarts) / 1.05));
  return (
    <g className="funnel-axes">
      {rates.map((rate) => (
        <g key={rate}>
          <line
            x1={margin.left}
            x2={scale.width - margin.right}
            y1={yOf(scale, rate)}
            y2={yOf(scale, rate)}
          />
          <text x={margin.left - 6} y={yOf(scale, rate) + 4} textAnchor="end">{`${rate} %`}</text>
        </g>
      ))}
      {starts.map((count) => (
        <text key={count} x={xOf(scale, count)} y={scale.height - margin.bottom + 14} textAnchor="middle">
          {formatWhole(count)}
        </text>
      ))}
      <text x={(margin.left + scale.width) / 2} y={scale.height - 4} textAnchor="middle">
        starts
      </text>
    </g>
  );
}

const halfMark = 5;

/** Outside the limits a diamond, inside a circle: never told by colour alone. */
function Mark({ x, y, isOutside }: { x: number; y: number; isOutside: boolean }) {
  if (!isOutside) return <circle className="funnel-point" cx={x} cy={y} r={halfMark - 1} />;
  const path = `M${x},${y - halfMark}L${x + halfMark},${y}L${x},${y + halfMark}L${x - halfMark},${y}Z`;
  return <path className="funnel-point funnel-outside" d={path} />;
}

/** Success rates against starts, with the limits within which chance alone would keep them. The table beside it says the same. */
export function FunnelPlot({ funnel, width, height }: { funnel: Funnel; width: number; height: number }) {
  const scale = fitScale(funnel, width, height);
  const outside = new Set(['far below', 'below', 'above', 'far above']);
  return (
    <svg className="funnel" width={width} height={height} role="img" aria-label={funnel.sentence}>
      <Axes scale={scale} />
      {funnel.pooledRate === null ? null : (
        <line
          className="funnel-pooled"
          x1={margin.left}
          x2={width - margin.right}
          y1={yOf(scale, funnel.pooledRate)}
          y2={yOf(scale, funnel.pooledRate)}
        />
      )}
      {(['lower95', 'upper95'] as const).map((limit) => (
        <path key={limit} className="funnel-95" d={pathOf(scale, funnel, limit)} />
      ))}
      {(['lower998', 'upper998'] as const).map((limit) => (
        <path key={limit} className="funnel-998" d={pathOf(scale, funnel, limit)} />
      ))}
      {funnel.points.map(({ id, name, starts, rate, standing }) =>
        rate === null ? null : (
          <g key={id}>
            <title>{`${name}: ${rate.toFixed(1)} % of ${formatWhole(starts)} starts, ${standing}`}</title>
            <Mark x={xOf(scale, starts)} y={yOf(scale, rate)} isOutside={outside.has(standing)} />
          </g>
        ),
      )}
    </svg>
  );
}

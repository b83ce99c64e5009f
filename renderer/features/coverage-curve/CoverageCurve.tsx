import { useMemo, useRef } from 'react';
import { formatPlural, type RuleResult } from '#contract';
import { findIndicator, useLeavingOfSums, useResultFor, useSession, useShown } from '../../state/index.ts';
import { EmptyState, formatWhole, formatPercent, formatShort, LeavingMark, useSize } from '../../ui/index.ts';
import { axisReach, curvePoints, niceCeiling, tableStops, type CurvePoint } from './curve.ts';
import { NeedChoice } from './NeedChoice.tsx';
import './coverage-curve.css';

interface Scale {
  width: number;
  height: number;
  reach: number;
  top: number;
}

const margin = { left: 44, right: 12, top: 8, bottom: 34 };

const xOf = ({ width, reach }: Scale, areas: number): number =>
  margin.left + (areas / reach) * (width - margin.left - margin.right);
const yOf = ({ height, top }: Scale, share: number): number =>
  height - margin.bottom - (share / top) * (height - margin.top - margin.bottom);

function pathOf(scale: Scale, points: readonly CurvePoint[]): string {
  const inside = points.filter((point) => point.areas <= scale.reach);
  return inside
    .map(
      ({ areas, share }, index) =>
        `${index === 0 ? 'M' : 'L'}${xOf(scale, areas).toFixed(1)},${yOf(scale, share).toFixed(1)}`,
    )
    .join('');
}

/** The highest share in sight, rounded up so that the curve fills the height. */
function topShare(points: readonly CurvePoint[], reach: number): number {
  const highest = points.filter((point) => point.areas <= reach).at(-1)?.share ?? 1;
  return Math.min(1, niceCeiling(highest * 100) / 100);
}

function Axes({ scale }: { scale: Scale }) {
  const xs = [0, 0.5, 1].map((part) => Math.round(part * scale.reach));
  const ys = [0, 0.5, 1].map((part) => part * scale.top);
  return (
    <g className="curve-axes">
      {ys.map((share) => (
        <g key={share}>
          <line
            x1={margin.left}
            x2={scale.width - margin.right}
            y1={yOf(scale, share)}
            y2={yOf(scale, share)}
          />
          <text x={margin.left - 6} y={yOf(scale, share) + 4} textAnchor="end">
            {`${Math.round(share * 1000) / 10} %`}
          </text>
        </g>
      ))}
      {xs.map((areas, index) => (
        <text
          key={areas}
          x={xOf(scale, areas)}
          y={scale.height - margin.bottom + 14}
          textAnchor={index === 2 ? 'end' : index === 0 ? 'start' : 'middle'}
        >
          {formatShort(areas)}
        </text>
      ))}
      <text x={(margin.left + scale.width - margin.right) / 2} y={scale.height - 4} textAnchor="middle">
        areas, in rank order
      </text>
    </g>
  );
}

interface DrawingProps {
  result: RuleResult;
  width: number;
  height: number;
  sentence: string;
}

function Drawing({ result, width, height, sentence }: DrawingProps) {
  const all = result.bestShare.length;
  const scale = useMemo(() => {
    const reach = axisReach(result.counts.in, all);
    const best = curvePoints(result.bestShare, all);
    return { width, height, reach, top: topShare(best, reach), best };
  }, [result, width, height, all]);
  const own = curvePoints(result.cumulativeShare, result.counts.in);
  const end = own.at(-1) ?? { areas: 0, share: 0 };
  return (
    <svg className="curve" width={width} height={scale.height} role="img" aria-label={sentence}>
      <Axes scale={scale} />
      <path className="curve-best" d={pathOf(scale, scale.best)} />
      <path className="curve-own" d={pathOf(scale, own)} />
      <circle className="curve-end" cx={xOf(scale, end.areas)} cy={yOf(scale, end.share)} r={4} />
    </svg>
  );
}

function ShareTable({ result }: { result: RuleResult }) {
  const stops = tableStops(result.counts.in, result.bestShare.length);
  return (
    <details className="curve-table">
      <summary>As a table</summary>
      <table>
        <thead>
          <tr>
            <th scope="col">Areas</th>
            <th scope="col">Rule’s order</th>
            <th scope="col">Best possible</th>
          </tr>
        </thead>
        <tbody>
          {stops.map((stop) => (
            <tr key={stop}>
              <th scope="row">{formatWhole(stop)}</th>
              <td>{stop <= result.counts.in ? formatPercent(result.cumulativeShare[stop - 1]) : 'not in'}</td>
              <td>{formatPercent(result.bestShare[stop - 1])}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}

function curveSentence(result: RuleResult, needName: string): string {
  const { counts, need, bestShare } = result;
  const areas = formatPlural(counts.in, 'target area');
  const best = bestShare[counts.in - 1];
  const comparison =
    best === undefined ? '' : ` The best ${formatWhole(counts.in)} would hold ${formatPercent(best)}.`;
  return `The ${areas} hold ${formatPercent(need?.share)} of ${needName}.${comparison}`;
}

/** What share of the need the target areas hold, against the best that so many areas could hold. `isLow`: there is little height. */
export function CoverageCurve({ isLow = false }: { isLow?: boolean }) {
  const box = useRef<HTMLDivElement>(null);
  const { width } = useSize(box);
  const description = useSession((state) => state.description);
  const { shown } = useShown();
  const result = useResultFor(shown?.list ?? null);
  const need = findIndicator(description, result?.need?.indicator ?? null);
  const { need: leaving } = useLeavingOfSums(result);
  const hasCurve = result !== null && result.bestShare.length > 0 && result.need !== null;
  const sentence = hasCurve ? curveSentence(result, need?.name ?? 'the need counted') : '';
  return (
    <div className="coverage" ref={box}>
      {!hasCurve ? (
        <EmptyState title="No coverage to draw">
          Coverage needs a rule and a count of people, such as claimants, for the same areas.
        </EmptyState>
      ) : (
        <>
          {width > 0 ? (
            <Drawing result={result} width={width} height={isLow ? 116 : 148} sentence={sentence} />
          ) : null}
          <p className="curve-key">
            <span className="curve-key-own" aria-hidden /> rule
            <span className="curve-key-best" aria-hidden /> best possible order
          </p>
          <p className="curve-sentence">
            {sentence}{' '}
            {leaving === null ? null : <LeavingMark state={leaving.state} policy={leaving.policy} />}
          </p>
          <ShareTable result={result} />
          <NeedChoice result={result} />
        </>
      )}
    </div>
  );
}

import type { Funnel, FunnelPoint } from '#contract';
import { formatWhole } from '../../ui/index.ts';

const decimal = (value: number | null, unit: string): string =>
  value === null ? '–' : `${value.toFixed(1)}${unit}`;
const pounds = (value: number | null): string =>
  value === null ? '–' : `£${formatWhole(Math.round(value))}`;

function Row({ point }: { point: FunnelPoint }) {
  const { name, rank, starts, successes, rate, limits95, standing, costPerOutcome, percentOfTarget } = point;
  const limits = limits95 === null ? '–' : `${limits95[0].toFixed(1)} – ${limits95[1].toFixed(1)}`;
  return (
    <tr>
      <td className="number">{rank ?? '–'}</td>
      <th scope="row">{name}</th>
      <td className="number">{formatWhole(starts)}</td>
      <td className="number">{formatWhole(successes)}</td>
      <td className="number">{decimal(rate, ' %')}</td>
      <td className="number">{limits}</td>
      <td>{standing}</td>
      <td className="number">{pounds(costPerOutcome)}</td>
      <td className="number">{decimal(percentOfTarget, ' %')}</td>
    </tr>
  );
}

/** Every provider or programme with its limits, standing, cost and share of target; ordered by name, not as a league. */
export function FunnelTable({ funnel }: { funnel: Funnel }) {
  return (
    <table className="funnel-table">
      <thead>
        <tr>
          <th scope="col">Rank</th>
          <th scope="col">{funnel.by === 'provider' ? 'Provider' : 'Programme'}</th>
          <th scope="col">Starts</th>
          <th scope="col">{funnel.success === 'outcomes' ? 'Job outcomes' : 'Sustained outcomes'}</th>
          <th scope="col">Rate</th>
          <th scope="col">95 % limits</th>
          <th scope="col">Standing</th>
          <th scope="col">Cost an outcome</th>
          <th scope="col">Of target</th>
        </tr>
      </thead>
      <tbody>
        {funnel.points.map((point) => (
          <Row key={point.id} point={point} />
        ))}
      </tbody>
    </table>
  );
}

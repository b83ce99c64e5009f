import { useEffect, useRef, useState } from 'react';
import { reportError, type ErrorReport, type Funnel, type FunnelPoint } from '#contract';
import { getClient } from '../../state/index.ts';
import { Dialog, EmptyState, ErrorCallout, formatCount, Segments, useSize } from '../../ui/index.ts';
import { FunnelPlot } from './FunnelPlot.tsx';
import './performance.css';

type By = Funnel['by'];
type Success = Funnel['success'];

interface Answer {
  funnel: Funnel | null;
  error: ErrorReport | null;
}

function useFunnel(by: By, success: Success): Answer {
  const [answer, setAnswer] = useState<Answer>({ funnel: null, error: null });
  useEffect(() => {
    let isCurrent = true;
    getClient()
      .call('provision.funnel', { by, success })
      .then(
        (funnel) => isCurrent && setAnswer({ funnel, error: null }),
        (error: unknown) => isCurrent && setAnswer({ funnel: null, error: reportError(error) }),
      );
    return () => {
      isCurrent = false;
    };
  }, [by, success]);
  return answer;
}

const decimal = (value: number | null, unit: string): string =>
  value === null ? '–' : `${value.toFixed(1)}${unit}`;
const pounds = (value: number | null): string =>
  value === null ? '–' : `£${formatCount(Math.round(value))}`;

function Row({ point }: { point: FunnelPoint }) {
  const { name, rank, starts, successes, rate, limits95, standing, costPerOutcome, percentOfTarget } = point;
  const limits = limits95 === null ? '–' : `${limits95[0].toFixed(1)} – ${limits95[1].toFixed(1)}`;
  return (
    <tr>
      <td className="number">{rank ?? '–'}</td>
      <th scope="row">{name}</th>
      <td className="number">{formatCount(starts)}</td>
      <td className="number">{formatCount(successes)}</td>
      <td className="number">{decimal(rate, ' %')}</td>
      <td className="number">{limits}</td>
      <td>{standing}</td>
      <td className="number">{pounds(costPerOutcome)}</td>
      <td className="number">{decimal(percentOfTarget, ' %')}</td>
    </tr>
  );
}

function FunnelTable({ funnel }: { funnel: Funnel }) {
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

function FunnelView({ funnel }: { funnel: Funnel }) {
  const box = useRef<HTMLDivElement>(null);
  const { width } = useSize(box);
  if (funnel.points.length === 0)
    return (
      <EmptyState title="No performance yet">
        Import a performance file: starts and outcomes by provider.
      </EmptyState>
    );
  return (
    <>
      <p>{funnel.sentence}</p>
      <div ref={box}>{width > 0 ? <FunnelPlot funnel={funnel} width={width} height={240} /> : null}</div>
      <p className="funnel-key">
        Solid line: all together. Dashed: 95 % limits. Dotted: 99.8 % limits. A diamond lies outside the
        limits. Those too small to be told from chance are not ranked.
      </p>
      <FunnelTable funnel={funnel} />
    </>
  );
}

const bys: { id: By; name: string }[] = [
  { id: 'provider', name: 'Providers' },
  { id: 'programme', name: 'Programmes' },
];
const successes: { id: Success; name: string }[] = [
  { id: 'outcomes', name: 'Job outcomes' },
  { id: 'sustained', name: 'Sustained outcomes' },
];

/** How providers and programmes do, as a funnel plot and a table, so that small ones are not put in a league with large ones. */
export function PerformanceDialog({ onClose }: { onClose: () => void }) {
  const [by, setBy] = useState<By>('provider');
  const [success, setSuccess] = useState<Success>('outcomes');
  const { funnel, error } = useFunnel(by, success);
  return (
    <Dialog title="Performance of providers" isOpen onClose={onClose} size="wide">
      <div className="funnel-choices">
        <Segments label="Compare" segments={bys} value={by} onChange={setBy} />
        <Segments label="Success is" segments={successes} value={success} onChange={setSuccess} />
      </div>
      {error === null ? null : <ErrorCallout error={error} />}
      {funnel === null ? null : <FunnelView funnel={funnel} />}
    </Dialog>
  );
}

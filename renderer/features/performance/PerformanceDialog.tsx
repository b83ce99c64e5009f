import { useRef, useState } from 'react';
import type { Funnel, FunnelRequest } from '#contract';
import { makeAnswers, useSettled } from '../../answers/index.ts';
import {
  areaLists,
  getClient,
  refOfEdition,
  useNeed,
  useProvisionFacts,
  useSession,
  useView,
} from '../../state/index.ts';
import { Dialog, EmptyState, ErrorCallout, geographyWords, Select, useSize } from '../../ui/index.ts';
import { ChoiceFields } from './ChoiceFields.tsx';
import { funnelOf, reachOf, type PerformanceChoices } from './choices.ts';
import { PerformanceExport } from './PerformanceExport.tsx';
import { FunnelPlot } from './FunnelPlot.tsx';
import { FunnelTable } from './FunnelTable.tsx';
import { ReachView } from './ReachView.tsx';
import './performance.css';

const funnels = makeAnswers<FunnelRequest, Funnel>(
  (request) => getClient().call('provision.funnel', request),
  { of: 'workspace' },
);

function FunnelView({ request }: { request: FunnelRequest }) {
  const loaded = funnels.use(request);
  const funnel = useSettled(loaded);
  if (loaded.error !== null) return <ErrorCallout error={loaded.error} />;
  if (funnel === null) return null;
  if (funnel.points.length === 0)
    return (
      <EmptyState title="No performance yet">
        Import a performance file: starts and outcomes by provider.
      </EmptyState>
    );
  return <FunnelBody funnel={funnel} request={request} />;
}

function FunnelBody({ funnel, request }: { funnel: Funnel; request: FunnelRequest }) {
  const box = useRef<HTMLDivElement>(null);
  const { width } = useSize(box);
  return (
    <>
      <p>{funnel.sentence}</p>
      <div className="funnel-choices">
        <PerformanceExport content={{ kind: 'performance', request }} fileName="performance" />
      </div>
      <div ref={box}>{width > 0 ? <FunnelPlot funnel={funnel} width={width} height={240} /> : null}</div>
      <p className="funnel-key">
        Solid line: all of them together. Dashed: 95 % limits. Dotted: 99.8 % limits. A diamond lies outside
        the limits. Those with too few starts to judge are not ranked.
      </p>
      <FunnelTable funnel={funnel} />
    </>
  );
}

/** The areas that performance can be told of: those it is held by, and those they belong to. */
function useReachGeographies(): string[] {
  const held = useProvisionFacts()?.performance.geographies ?? [];
  const description = useSession((state) => state.description);
  const first = areaLists.use(held[0] === undefined ? null : { geography: held[0] }).value;
  const known = new Set([...held, ...(first?.parents.map(({ geography }) => geography) ?? [])]);
  return (description?.geographies ?? []).map(refOfEdition).filter((ref) => known.has(ref));
}

function AreasView({ choices, onClose }: { choices: PerformanceChoices; onClose: () => void }) {
  const geographies = useReachGeographies();
  const shown = useView((state) => state.geography);
  const period = useView((state) => state.period);
  const description = useSession((state) => state.description);
  const held = useProvisionFacts()?.performance.geographies[0];
  const need = useNeed();
  const [chosen, setChosen] = useState<string | null>(null);
  const geography = [chosen, shown, held].find((ref) => ref != null && geographies.includes(ref));
  if (need === null)
    return <EmptyState title="Nobody is counted yet">Reach needs a count of people in need.</EmptyState>;
  if (geography == null)
    return (
      <EmptyState title="No performance yet">
        Import a performance file: starts by area and provider.
      </EmptyState>
    );
  const known = description?.indicators.find(({ id }) => id === need)?.periods ?? [];
  const needOf = {
    indicator: need,
    cohort: 'all',
    period: period !== null && known.includes(period) ? period : null,
  };
  return (
    <ReachView request={reachOf(choices, { geography, need: needOf })} onClose={onClose}>
      <Select
        label="Areas"
        options={geographies.map((ref) => ({ id: ref, name: geographyWords(ref).name }))}
        value={geography}
        onChange={setChosen}
      />
    </ReachView>
  );
}

/**
 * How providers and programmes do, as a funnel plot and a table, so that small ones are not put in a league with large ones,
 * and how they reach the people of each area.
 */
export function PerformanceDialog({ onClose }: { onClose: () => void }) {
  const [choices, setChoices] = useState<PerformanceChoices>({
    by: 'provider',
    success: 'outcomes',
    provider: null,
    programme: null,
    period: null,
  });
  return (
    <Dialog title="Performance of providers" isOpen onClose={onClose} size="wide">
      <div className="stack">
        <ChoiceFields
          choices={choices}
          put={(change) => setChoices((before) => ({ ...before, ...change }))}
        />
        {choices.by === 'area' ? (
          <AreasView choices={choices} onClose={onClose} />
        ) : (
          <FunnelView request={funnelOf(choices)} />
        )}
      </div>
    </Dialog>
  );
}

import { RefreshCw } from 'lucide-react';
import type { ReactNode } from 'react';
import { formatPlural, type AreaList, type PlacingResult } from '#contract';
import {
  exportTable,
  selectArea,
  selectSite,
  showArea,
  showPlaces,
  useProvision,
} from '../../state/index.ts';
import { Button, Callout, formatWhole, formatPercent, ExportMenu } from '../../ui/index.ts';
import { Chosen } from './Chosen.tsx';
import { choosePlaces, markUnreachable, useIsPlanStale, usePlan, type FoundPlan } from './plan.ts';
import type { Ground } from './PlannerDialog.tsx';

const statusWords: Record<PlacingResult['status'], string> = {
  greedy: 'Quick answer, not yet proven',
  optimal: 'Proven: no choice is better',
  'time limit': 'The best found in the time allowed',
  infeasible: 'The floor cannot be met',
};

/** Writes exactly what was found as a file. */
function PlanExport({ found, isStale }: { found: FoundPlan; isStale: boolean }) {
  const { request, job, isDone } = found;
  const unavailable = isStale
    ? 'Provision has changed since: choose again first.'
    : isDone
      ? undefined
      : 'The proof is still running: export when it has ended.';
  return (
    <ExportMenu
      label="Export the choice"
      kind="placing"
      onExport={(chosen) => exportTable({ kind: 'placing', request }, chosen, 'next-sites', job)}
      unavailable={unavailable}
    />
  );
}

function Districts({ districts }: { districts: PlacingResult['districts'] }) {
  if (districts.length === 0) return null;
  return (
    <table className="plain-table" aria-label="The floor, district by district">
      <thead>
        <tr>
          <th scope="col">District</th>
          <th scope="col" className="number">
            Need
          </th>
          <th scope="col" className="number">
            Covered
          </th>
          <th scope="col" className="number">
            Share
          </th>
          <th scope="col">Floor</th>
          <th scope="col" className="number">
            Best possible
          </th>
        </tr>
      </thead>
      <tbody>
        {districts.map(({ code, name, need, coveredNeed, share, best, floorMet }) => (
          <tr key={code}>
            <th scope="row">{name === '' ? code : name}</th>
            <td className="number">{formatWhole(need)}</td>
            <td className="number">{formatWhole(coveredNeed)}</td>
            <td className="number">{formatPercent(share)}</td>
            <td>{floorMet ? '✓ met' : '✗ not met'}</td>
            <td className="number">{formatPercent(best)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface UnreachableProps {
  result: PlacingResult;
  list: AreaList;
  onLeave: () => void;
}

/** Areas out of all reach, by name: each can be selected, and all of them shown on the map. */
function Unreachable({ result, list, onLeave }: UnreachableProps) {
  const areas = [...result.infeasibleAreas];
  if (areas.length === 0) return null;
  const show = (index: number): void => {
    selectArea(list.codes[index] ?? null);
    showArea(list, index);
    onLeave();
  };
  return (
    <details>
      <summary>{formatPlural(areas.length, 'area')} that nothing allowed can reach</summary>
      <div className="stack">
        <div className="row">
          <Button
            onPress={() => {
              markUnreachable(list, result);
              onLeave();
            }}
          >
            Show them on the map
          </Button>
        </div>
        <ul className="planner-unreachable" aria-label="Areas that nothing allowed can reach">
          {areas.map((index) => (
            <li key={index}>
              <button type="button" className="button button-link" onClick={() => show(index)}>
                {list.names[index] || list.codes[index]}
              </button>
            </li>
          ))}
        </ul>
      </div>
    </details>
  );
}

function toneOf({ status }: PlacingResult): 'warning' | 'success' | 'info' {
  if (status === 'infeasible') return 'warning';
  return status === 'optimal' ? 'success' : 'info';
}

/** The answer in words, with how good it is. */
function Verdict({ found }: { found: FoundPlan }) {
  const { result, isDone } = found;
  const isRunning = usePlan((state) => state.run.job === found.job);
  const { status, bound, gap } = result;
  const stopped = !isDone && !isRunning ? ' The proof was stopped.' : '';
  return (
    <Callout tone={toneOf(result)}>
      <p role="status">
        <strong>{statusWords[status]}.</strong> {result.sentence}
        {stopped}
      </p>
      <p className="planner-note">
        Bound {formatWhole(bound)}; the answer is{' '}
        {gap === 0 ? 'at it' : `at most ${formatPercent(gap)} from it`}. Covered before{' '}
        {formatWhole(result.coveredBefore)}, now {formatWhole(result.coveredNeed)} of{' '}
        {formatWhole(result.need)}; {formatPlural(result.existing.length, 'site')} there already.
      </p>
    </Callout>
  );
}

/** In the place of numbers that are about provision as it was. */
function Stale({ onAgain }: { onAgain: (() => void) | null }) {
  return (
    <Callout
      tone="warning"
      title="Provision has changed since these sites were chosen, so what they would add is not shown."
      actions={
        <Button isDisabled={onAgain === null} onPress={() => onAgain?.()}>
          <RefreshCw size={16} aria-hidden /> Choose again
        </Button>
      }
    />
  );
}

interface PlacingViewProps {
  found: FoundPlan;
  ground: Ground;
  /** Asks the question as it stands now; null where it cannot be asked. */
  onAgain: (() => void) | null;
  /** Makes way for the map. */
  onLeave: () => void;
  children?: ReactNode;
}

/** What the planner chose, how good that is, and what it could not do. */
export function PlacingView({ found, ground, onAgain, onLeave, children }: PlacingViewProps) {
  const isStale = useIsPlanStale();
  const isRunning = usePlan((state) => state.run.job !== null);
  const { result, request, proposed } = found;
  const { list, facts } = ground;
  const isSameGeography = list.geography === request.geography;
  const places = { provision: facts.provision, list };
  const forbid = (id: string): void => {
    const { choices } = usePlan.getState();
    const forbidden = [...new Set([...choices.forbidden, id])];
    usePlan.setState({ choices: { ...choices, forbidden } });
    // Of the question that was asked: what was changed since in the dialog is not asked by this.
    void choosePlaces({ ...request, forbidden: [...new Set([...request.forbidden, id])] }, places);
  };
  const show = (id: string): void => {
    const site = proposed.find((one) => one.id === id);
    if (site === undefined) return;
    useProvision.setState({ lower: 'plan', proposed });
    selectSite(`proposed ${id}`);
    showPlaces([site], 0.03);
    onLeave();
  };
  return (
    <section className="stack planner-answer" aria-label="The planner’s answer">
      {isStale ? <Stale onAgain={onAgain} /> : <Verdict found={found} />}
      <div className="row">
        <PlanExport found={found} isStale={isStale} />
        {children}
      </div>
      {result.chosen.length === 0 ? (
        <p>No new site was chosen.</p>
      ) : (
        <Chosen
          found={found}
          provision={facts.provision}
          isStale={isStale}
          onShow={show}
          onForbid={isRunning || isStale || !isSameGeography ? null : forbid}
        />
      )}
      {isStale ? null : <Districts districts={result.districts} />}
      {isStale || !isSameGeography ? null : <Unreachable result={result} list={list} onLeave={onLeave} />}
    </section>
  );
}

import type { AreaList, PlacingResult } from '#contract';
import { Button, Callout, formatCount, formatPlural, formatShare } from '../../ui/index.ts';

const statusWords: Record<PlacingResult['status'], string> = {
  greedy: 'Quick answer, not yet proven',
  optimal: 'Proven: no choice is better',
  'time limit': 'The best that was found in the time',
  infeasible: 'The floor cannot be met',
};

function Chosen({ result, onForbid }: { result: PlacingResult; onForbid: ((id: string) => void) | null }) {
  const hasCosts = result.chosen.some(({ cost }) => cost > 0);
  return (
    <table className="plain-table" aria-label="Chosen sites">
      <thead>
        <tr>
          <th scope="col">Rank</th>
          <th scope="col">Site</th>
          <th scope="col" className="number">
            Adds need
          </th>
          <th scope="col" className="number">
            Adds areas
          </th>
          {hasCosts ? (
            <th scope="col" className="number">
              Cost, £
            </th>
          ) : null}
          <th scope="col">
            <span className="visually-hidden">Forbid</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {result.chosen.map((site, index) => (
          <tr key={site.id}>
            <td className="number">{index + 1}</td>
            <td>
              {site.name} <span className="quiet">{site.name === site.id ? '' : site.id}</span>
            </td>
            <td className="number">{formatCount(site.addedNeed)}</td>
            <td className="number">{formatCount(site.addedAreas)}</td>
            {hasCosts ? <td className="number">{formatCount(site.cost)}</td> : null}
            <td>
              {onForbid === null ? null : (
                <Button look="link" aria-label={`Not at ${site.name}`} onPress={() => onForbid(site.id)}>
                  Not here
                </Button>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Districts({ districts }: { districts: PlacingResult['districts'] }) {
  if (districts.length === 0) return null;
  return (
    <details>
      <summary>The floor, district by district</summary>
      <table className="plain-table">
        <thead>
          <tr>
            <th scope="col">District</th>
            <th scope="col" className="number">
              Covered
            </th>
            <th scope="col" className="number">
              At best
            </th>
            <th scope="col">Floor</th>
          </tr>
        </thead>
        <tbody>
          {districts.map(({ code, name, share, best, floorMet }) => (
            <tr key={code}>
              <th scope="row">{name === '' ? code : name}</th>
              <td className="number">{formatShare(share)}</td>
              <td className="number">{formatShare(best)}</td>
              <td>{floorMet ? 'met' : 'not met'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}

function Unreachable({ result, list }: { result: PlacingResult; list: AreaList }) {
  const areas = [...result.infeasibleAreas];
  if (areas.length === 0) return null;
  const names = areas.map((index) => list.names[index] || list.codes[index] || '');
  return (
    <details>
      <summary>{formatPlural(areas.length, 'area')} that nothing allowed can reach</summary>
      <p className="planner-note">{names.join(', ')}</p>
    </details>
  );
}

/** What the planner chose, how good that is, and what it could not do. */
export function PlacingView({
  result,
  list,
  onForbid,
}: {
  result: PlacingResult;
  list: AreaList;
  onForbid: ((id: string) => void) | null;
}) {
  const { status, bound, gap } = result;
  return (
    <section className="stack" aria-label="The planner’s answer">
      <Callout tone={status === 'infeasible' ? 'warning' : status === 'optimal' ? 'success' : 'info'}>
        <p role="status">
          <strong>{statusWords[status]}.</strong> {result.sentence}
        </p>
        <p className="planner-note">
          Bound {formatCount(bound)}; the answer is{' '}
          {gap === 0 ? 'at it' : `at most ${formatShare(gap)} from it`}. Covered before{' '}
          {formatCount(result.coveredBefore)}, now {formatCount(result.coveredNeed)} of{' '}
          {formatCount(result.need)}; {formatPlural(result.existing.length, 'site')} there already.
        </p>
      </Callout>
      {result.chosen.length === 0 ? (
        <p>No new site was chosen.</p>
      ) : (
        <Chosen result={result} onForbid={onForbid} />
      )}
      <Districts districts={result.districts} />
      <Unreachable result={result} list={list} />
    </section>
  );
}

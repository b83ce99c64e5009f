import type { PlacingResult, Provision } from '#contract';
import { attempt, getClient, notify, showSite, useSession, type ProposedSite } from '../../state/index.ts';
import { Button, formatWhole } from '../../ui/index.ts';
import { usePlan, type FoundPlan } from './plan.ts';

interface ChosenProps {
  found: FoundPlan;
  provision: Provision;
  /** True where provision has changed since: what each adds is then not told. */
  isStale: boolean;
  onShow: (id: string) => void;
  onForbid: ((id: string) => void) | null;
}

/** Makes a site of a proposed one; what is delivered there is a person's to say. */
async function addSite({ id, name, lon, lat }: ProposedSite): Promise<void> {
  const fresh = {
    id: null,
    name,
    lon,
    lat,
    postcode: null,
    firstDay: null,
    lastDay: null,
    kind: 'provision' as const,
    jobs: null,
  };
  const saved = await attempt(() => getClient().call('site.save', fresh));
  if (saved === undefined) return;
  usePlan.setState(({ added }) => ({ added: { ...added, [id]: saved.id } }));
  notify('success', `${name} is a site now. Nothing is delivered there yet.`);
}

/** Makes a site of a proposed one, or opens the site that it is already. */
function SiteButton({ site, provision }: { site: ProposedSite; provision: Provision }) {
  const made = usePlan((state) => state.added[site.id]);
  const isReadOnly = useSession((state) => state.info?.readOnly === true);
  // Undo takes a site that was made away again.
  const known = provision.sites.find(({ id }) => id === made || id === site.id);
  if (known !== undefined)
    return (
      <Button look="link" aria-label={`Open ${site.name}`} onPress={() => showSite(known)}>
        Open the site…
      </Button>
    );
  return (
    <Button
      look="link"
      unavailable={isReadOnly ? 'This workspace is open read-only.' : undefined}
      aria-label={`Add ${site.name} as a site`}
      onPress={() => void addSite(site)}
    >
      Add as a site
    </Button>
  );
}

interface RowProps extends Omit<ChosenProps, 'found'> {
  site: PlacingResult['chosen'][number];
  rank: number;
  place: ProposedSite | undefined;
  hasCosts: boolean;
}

function Row({ site, rank, place, hasCosts, provision, isStale, onShow, onForbid }: RowProps) {
  return (
    <tr>
      <td className="number">{rank}</td>
      <th scope="row">
        <Button look="link" onPress={() => onShow(site.id)}>
          {site.name}
        </Button>{' '}
        <span className="quiet">{site.name === site.id ? '' : site.id}</span>
      </th>
      <td className="number">{isStale ? '–' : formatWhole(site.addedNeed)}</td>
      <td className="number">{isStale ? '–' : formatWhole(site.addedAreas)}</td>
      {hasCosts ? <td className="number">{formatWhole(site.cost)}</td> : null}
      <td className="planner-acts">
        {place === undefined ? null : <SiteButton site={place} provision={provision} />}
        {onForbid === null ? null : (
          <Button look="link" aria-label={`Not at ${site.name}`} onPress={() => onForbid(site.id)}>
            Not here
          </Button>
        )}
      </td>
    </tr>
  );
}

/** The chosen places, best first: the ranks are those on the map. */
export function Chosen({ found, ...rest }: ChosenProps) {
  const { chosen } = found.result;
  const hasCosts = chosen.some(({ cost }) => cost > 0);
  return (
    <table className="plain-table" aria-label="Chosen sites">
      <thead>
        <tr>
          <th scope="col" className="number">
            Rank
          </th>
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
            <span className="visually-hidden">What to do with it</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {chosen.map((site, index) => (
          <Row
            key={site.id}
            {...rest}
            site={site}
            rank={index + 1}
            place={found.proposed.find(({ id }) => id === site.id)}
            hasCosts={hasCosts}
          />
        ))}
      </tbody>
    </table>
  );
}

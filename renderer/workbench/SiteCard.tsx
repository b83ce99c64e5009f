import { stageNames, type Delivery, type Provision, type Site } from '#contract';
import { SiteSymbol } from '../map/index.ts';
import { runsOn } from '../state/index.ts';
import { formatWhole } from '../ui/index.ts';

function dates({ firstDay, lastDay }: { firstDay: string | null; lastDay: string | null }): string {
  if (firstDay === null && lastDay === null) return '';
  if (lastDay === null) return `from ${firstDay}`;
  return firstDay === null ? `until ${lastDay}` : `${firstDay} to ${lastDay}`;
}

function moneyAndPlaces({ fundingStream, places, cost }: Delivery): string {
  return [
    fundingStream,
    places === null ? 'places not known' : `${formatWhole(places)} places a year`,
    cost === null ? '' : `£${formatWhole(cost)} a year`,
  ]
    .filter((part) => part !== '')
    .join(' · ');
}

/** That people work at a site, and how many. */
function workAt({ kind, jobs }: Site): string[] {
  if (jobs === null) return kind === 'employment' ? ['employment site', 'jobs not known'] : [];
  return [...(kind === 'employment' ? ['employment site'] : []), `${formatWhole(jobs)} jobs`];
}

/** What the map's card says of a site: what is delivered there, for how many, with whose money, until when. */
export function SiteCard({ provision, id, day }: { provision: Provision; id: string; day: string | null }) {
  const site = provision.sites.find((item) => item.id === id);
  if (site === undefined) return null;
  const running = provision.deliveries.filter((item) => item.site === id && runsOn(item, day));
  const days = dates(site);
  return (
    <div className="site-card">
      <p className="area-card-name">{site.name}</p>
      <p className="quiet">
        {[site.id, ...workAt(site), site.postcode ?? '', days === '' ? '' : `open ${days}`]
          .filter((part) => part !== '')
          .join(' · ')}
      </p>
      {running.length === 0 && site.kind === 'provision' ? (
        <p>Nothing is delivered here{day === null ? '' : ` on ${day}`}.</p>
      ) : null}
      <ul className="site-card-list">
        {running.map((delivery) => (
          <li key={delivery.id}>
            <SiteSymbol stage={delivery.stage} />
            <div>
              <div>
                <strong>
                  {provision.programmes.find((item) => item.id === delivery.programme)?.name ??
                    delivery.programme}
                </strong>{' '}
                <span className="quiet">{stageNames[delivery.stage]}</span>
              </div>
              <div className="quiet">{moneyAndPlaces(delivery)}</div>
              {dates(delivery) === '' ? null : <div className="quiet">{dates(delivery)}</div>}
            </div>
          </li>
        ))}
      </ul>
    </div>
  );
}

import { useState } from 'react';
import { useWork } from '../answers/index.ts';
import { Button } from '../ui/index.ts';
import { HoverCard, SelectedCard } from './Cards.tsx';
import type { MapEngine } from './engine.ts';
import type { CardPosition } from './place-card.ts';
import type { MapProvision, MapViewProps, SiteMark } from './props.ts';
import type { SiteGroup } from './site-clusters.ts';

/** What of the sites is under the pointer, and where. */
export interface HoveredSites {
  site: string | null;
  group: SiteGroup | null;
  place: CardPosition;
}

/** The sites of a group that cannot be parted by zooming in. */
export interface ListedSites {
  lon: number;
  lat: number;
  sites: readonly string[];
}

interface SiteCardsProps {
  engine: MapEngine;
  props: MapViewProps;
  hovered: HoveredSites | null;
  listed: ListedSites | null;
  onUnlist: () => void;
}

/** The cards of sites: the selected one, the one or the group under the pointer, and those that stand at one place. */
export function SiteCards({ engine, props, hovered, listed, onUnlist }: SiteCardsProps) {
  const { provision } = props;
  if (!provision || props.visible.provision === false) return null;
  const selected = provision.sites.find(({ id }) => id === provision.selected);
  const under = provision.sites.find(({ id }) => id === hovered?.site);
  return (
    <>
      {selected && (
        <SelectedCard
          map={engine.map}
          name="Selected site"
          lon={selected.lon}
          lat={selected.lat}
          onClose={() => provision.onSelect(null)}
        >
          {provision.card(selected.id)}
        </SelectedCard>
      )}
      {listed && !selected && (
        <SelectedCard
          map={engine.map}
          name="Sites at one place"
          lon={listed.lon}
          lat={listed.lat}
          onClose={onUnlist}
        >
          <SiteList provision={provision} sites={listed.sites} />
        </SelectedCard>
      )}
      {hovered && under && under !== selected && (
        <HoverCard place={hovered.place}>{provision.card(under.id)}</HoverCard>
      )}
      {hovered?.group && (
        <HoverCard place={hovered.place}>
          <GroupCard engine={engine} sites={provision.sites} group={hovered.group} />
        </HoverCard>
      )}
    </>
  );
}

function SiteList({ provision, sites }: { provision: MapProvision; sites: readonly string[] }) {
  const marks = provision.sites.filter(({ id }) => sites.includes(id));
  return (
    <>
      <p className="map-card-title">{marks.length} sites at one place</p>
      <ul className="map-site-list">
        {marks.map(({ id, name }) => (
          <li key={id}>
            <Button look="link" onPress={() => provision.onSelect(id)}>
              {name}
            </Button>
          </li>
        ))}
      </ul>
    </>
  );
}

/** So many names a hover card shows. */
const namesShown = 6;

function GroupCard({
  engine,
  sites,
  group,
}: {
  engine: MapEngine;
  sites: readonly SiteMark[];
  group: SiteGroup;
}) {
  const [found, setFound] = useState<{ group: number; ids: readonly string[] } | null>(null);
  useWork(String(group.id), 0, async (_, line) => {
    const ids = await line.run(() => engine.listGroup(group, namesShown));
    if (ids !== undefined) setFound({ group: group.id, ids });
  });
  const ids = found?.group === group.id ? found.ids : [];
  const more = group.count - ids.length;
  return (
    <>
      <p className="map-card-title">
        {group.count} sites{group.picked < group.count ? `, ${group.picked} of them picked` : ''}
      </p>
      {ids.length > 0 && (
        <ul className="map-site-list">
          {ids.map((id) => (
            <li key={id}>{sites.find((site) => site.id === id)?.name ?? id}</li>
          ))}
          {more > 0 && <li>and {more} more</li>}
        </ul>
      )}
    </>
  );
}

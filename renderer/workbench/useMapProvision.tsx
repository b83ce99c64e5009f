import { useCallback, useMemo } from 'react';
import { stages, type AreaList, type Stage } from '#contract';
import type { MapProvision, SiteMark } from '../map/index.ts';
import { useSettled } from '../answers/index.ts';
import {
  runsOn,
  selectSite,
  selectorChecks,
  showDialog,
  stagesAt,
  useProvision,
  useProvisionDay,
  useIsStale,
  useProvisionFacts,
  type ProvisionFacts,
} from '../state/index.ts';
import { SiteCard } from './SiteCard.tsx';

/** Sites that are open on the day; those that the selector does not pick stand back. */
function listMarks(facts: ProvisionFacts, day: string | null, picked: readonly string[] | null): SiteMark[] {
  const chosen = picked === null ? null : new Set(picked);
  return facts.provision.sites
    .filter((site) => runsOn(site, day))
    .map(({ id, name, lon, lat, kind }) => ({
      id,
      name,
      lon,
      lat,
      kind: kind === 'employment' ? kind : 'site',
      stages: stagesAt(facts.provision, id, day),
      isQuiet: chosen !== null && !chosen.has(id),
    }));
}

function useMarks(day: string | null): SiteMark[] {
  const facts = useProvisionFacts();
  const selector = useProvision((state) => state.selector);
  const proposed = useProvision((state) => state.proposed);
  const hasSites = (facts?.provision.sites.length ?? 0) > 0;
  const check = useSettled(selectorChecks.use(hasSites ? { selector, day } : null));
  return useMemo(() => {
    if (facts === null) return [];
    const picked = check === null || check.problem !== null || selector.trim() === '*' ? null : check.sites;
    const marks = listMarks(facts, day, picked);
    const added = proposed.map(({ id, name, lon, lat, rank }) => ({
      id: `proposed ${id}`,
      name,
      lon,
      lat,
      kind: 'proposed' as const,
      rank,
      stages: [],
      isQuiet: false,
    }));
    return [...marks, ...added];
  }, [facts, day, check, proposed, selector]);
}

/** Which areas the catchment drawn reaches at all. */
function useReached(list: AreaList): Uint8Array | null {
  const catchment = useProvision((state) => state.catchment);
  return useMemo(() => {
    const found = catchment?.found ?? null;
    if (found === null || catchment?.geography !== list.geography) return null;
    if (found.share.length !== list.codes.length) return null;
    return Uint8Array.from(found.share, (share) => (share > 0 ? 1 : 0));
  }, [catchment, list]);
}

/** Sites and catchment as the map's props, and the stages that its legend explains. */
export function useMapProvision(list: AreaList): { provision: MapProvision; shownStages: Stage[] } {
  const facts = useProvisionFacts();
  const day = useProvisionDay();
  const sites = useMarks(day);
  const selected = useProvision((state) => state.site);
  const isOld = useIsStale(useProvision((state) => state.catchment?.stamp ?? null));
  const drawn = useProvision((state) => state.catchment?.found?.outline ?? null);
  // An outline of a site that has moved since is not drawn about its new place.
  const outline = isOld ? null : drawn;
  const picking = useProvision((state) => state.picking);
  const proposed = useProvision((state) => state.proposed);
  const reachedNow = useReached(list);
  const reached = isOld ? null : reachedNow;
  const card = useCallback(
    (id: string) => {
      const found = proposed.find((site) => `proposed ${site.id}` === id);
      if (found !== undefined)
        return (
          <p className="area-card-name">
            Proposed {found.rank}: {found.name}
          </p>
        );
      return facts === null ? null : <SiteCard provision={facts.provision} id={id} day={day} />;
    },
    [facts, day, proposed],
  );
  const shownStages = useMemo(
    () => stages.filter((stage) => sites.some((site) => site.stages.includes(stage))),
    [sites],
  );
  const onPlace =
    picking === null
      ? null
      : ({ lon, lat }: { lon: number; lat: number }) => {
          const draft = { ...picking.draft, lon: lon.toFixed(6), lat: lat.toFixed(6) };
          useProvision.setState({ picking: null });
          showDialog({ kind: 'site', draft, form: picking });
        };
  const onPlaceCancelled = (): void => {
    useProvision.setState({ picking: null });
    if (picking !== null) showDialog({ kind: 'site', draft: picking.draft, form: picking });
  };
  return {
    provision: { sites, selected, outline, reached, onSelect: selectSite, card, onPlace, onPlaceCancelled },
    shownStages,
  };
}

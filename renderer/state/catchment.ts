import { create } from 'zustand';
import { reportError, type GeographyRef, type Travel } from '#contract';
import { inTurn } from '../answers/index.ts';
import { getClient } from './connection.ts';
import { areaLists, findAreaIndex } from './facts.ts';
import { readStamp } from './freshness.ts';
import { provisionLists, travelOf, useProvision, type CatchmentPlace } from './provision.ts';
import { useSelection } from './selection.ts';
import { useView } from './view.ts';

export type CatchmentOf = 'none' | 'site' | 'area';

/** Whose catchment is drawn. */
export const useCatchmentChoice = create<{ of: CatchmentOf }>(() => ({ of: 'site' }));

interface Wanted {
  place: CatchmentPlace;
  geography: string;
  travel: Travel;
}

async function findWanted(): Promise<Wanted | null> {
  const { geography } = useView.getState();
  if (geography === null) return null;
  const place = await findPlace(geography);
  if (place === null) return null;
  const { travel } = useProvision.getState();
  return {
    place,
    geography,
    travel: travelOf(travel, travel.mode === null ? await provisionLists.get({}) : null),
  };
}

async function findPlace(geography: GeographyRef): Promise<CatchmentPlace | null> {
  const { of } = useCatchmentChoice.getState();
  const { site } = useProvision.getState();
  const { code } = useSelection.getState();
  if (of === 'site') return site === null || isProposed(site) ? null : { site };
  if (of === 'none' || code === null) return null;
  const list = await areaLists.get({ geography });
  const index = findAreaIndex(list, code);
  const [lon, lat] = [list.lon[index ?? -1], list.lat[index ?? -1]];
  if (lon === undefined || lat === undefined || Number.isNaN(lon)) return null;
  return { area: code, lon, lat };
}

const isProposed = (site: string): boolean => site.startsWith('proposed ');

const samePlace = (a: CatchmentPlace | undefined, b: CatchmentPlace): boolean =>
  JSON.stringify(a) === JSON.stringify(b);

async function drawOnce(wanted: Wanted): Promise<void> {
  const { place, geography, travel } = wanted;
  const before = useProvision.getState().catchment;
  const stamp = await readStamp();
  // While a slider moves, the outline before stays in sight until the next one is there: not one of other provision.
  const isSame = samePlace(before?.place, place) && before?.stamp === stamp;
  const found = isSame ? before.found : null;
  const facts = { place, geography, stamp };
  useProvision.setState({ catchment: { ...facts, found, error: null, loading: true } });
  const end = 'site' in place ? { site: place.site } : { lon: place.lon, lat: place.lat };
  try {
    const answer = await getClient().call('catchment.outline', { place: end, travel, geography });
    useProvision.setState({ catchment: { ...facts, found: answer, error: null, loading: false } });
  } catch (error) {
    const report = reportError(error);
    if (report.code === 'cancelled') return;
    useProvision.setState({ catchment: { ...facts, found: null, error: report, loading: false } });
  }
}

/** What was drawn last, as text: the same is not drawn twice. */
let drawn = '';

/** Draws the catchment of what is chosen; while a slider moves, the newest question always gets its answer. */
const drawCatchment = inTurn(async () => {
  const wanted = await findWanted().catch(() => null);
  const key = JSON.stringify(wanted);
  if (key === drawn) return;
  drawn = key;
  if (wanted === null) useProvision.setState({ catchment: null });
  else await drawOnce(wanted);
});

/** Draws the catchment anew: sites or timetable have changed. */
export function redrawCatchment(): void {
  drawn = '';
  void drawCatchment();
}

/** Starts to draw catchments whenever selection, travel or geography change. */
export function followCatchment(): void {
  useProvision.subscribe((state, before) => {
    if (state.site !== before.site || state.travel !== before.travel) void drawCatchment();
  });
  useSelection.subscribe((state, before) => {
    if (state.code === before.code) return;
    // One thing is selected at a time.
    if (state.code !== null && useProvision.getState().site !== null) useProvision.setState({ site: null });
    void drawCatchment();
  });
  useView.subscribe((state, before) => {
    if (state.geography !== before.geography) void drawCatchment();
  });
  useCatchmentChoice.subscribe(() => void drawCatchment());
}

import { Pencil } from 'lucide-react';
import { type Travel, isByTimetable } from '#contract';
import {
  areaLists,
  findAreaIndex,
  findIndicator,
  selectSite,
  showSite,
  travelWords,
  useCatchmentChoice,
  useCoverageRequest,
  useProvision,
  useProvisionDay,
  useProvisionFacts,
  runsOn,
  useSelection,
  useSession,
  useTravel,
  useView,
  valueColumns,
  type CatchmentOf,
} from '../../state/index.ts';
import {
  Button,
  ErrorCallout,
  Segments,
  Select,
  formatWhole,
  formatPercent,
  geographyWords,
} from '../../ui/index.ts';
import { CatchmentExport } from './CatchmentExport.tsx';

const choices: { id: CatchmentOf; name: string }[] = [
  { id: 'site', name: 'Selected site' },
  { id: 'area', name: 'Selected area' },
  { id: 'none', name: 'Off' },
];

function SiteChoice() {
  const facts = useProvisionFacts();
  const day = useProvisionDay();
  const site = useProvision((state) => state.site);
  const sites = (facts?.provision.sites ?? []).filter((item) => runsOn(item, day));
  return (
    <Select
      label="Site"
      options={sites.map(({ id, name }) => ({ id, name }))}
      value={site}
      onChange={selectSite}
      placeholder={sites.length === 0 ? 'no sites yet' : 'choose here or on the map'}
    />
  );
}

/** Opens the site with what is delivered there. */
function EditSite({ id }: { id: string }) {
  const found = useProvisionFacts()?.provision.sites.find((item) => item.id === id);
  const isReadOnly = useSession((state) => state.info?.readOnly === true);
  if (found === undefined) return null;
  return (
    <div className="provision-buttons">
      <Button onPress={() => showSite(found)}>
        <Pencil size={16} aria-hidden />{' '}
        {isReadOnly ? 'What is delivered there…' : 'Change, move or end this site…'}
      </Button>
    </div>
  );
}

interface Reached {
  areas: number;
  need: number;
  of: number;
}

/** Areas reached at all, and the need inside: each area's need by the share that is reached. */
export function sumReached(share: Float64Array, need: Float64Array): Reached {
  const sums = { areas: 0, need: 0, of: 0 };
  for (const [index, part] of share.entries()) {
    if (part > 0) sums.areas += 1;
    const people = need[index] ?? Number.NaN;
    if (Number.isNaN(people)) continue;
    sums.of += people;
    sums.need += people * part;
  }
  return sums;
}

function phrase(who: string, travel: Travel, isSite: boolean): string {
  if (!isByTimetable(travel.mode)) return `${who} ${travelWords(travel)}`;
  if (travel.direction === 'to')
    return isSite ? `can reach ${who} ${travelWords(travel)}` : `can get to ${who} ${travelWords(travel)}`;
  return `can be reached from ${who} ${travelWords(travel)}`;
}

function Sentence() {
  const catchment = useProvision((state) => state.catchment);
  const travel = useTravel();
  const facts = useProvisionFacts();
  const description = useSession((state) => state.description);
  const request = useCoverageRequest();
  const geography = useView((state) => state.geography);
  const list = areaLists.use(geography === null ? null : { geography }).value;
  const need = valueColumns.use(
    geography === null || request === null ? null : { geography, ...request.need },
  ).value;
  if (catchment === null || list === null) return null;
  if (catchment.error !== null) return <ErrorCallout error={catchment.error} />;
  if (catchment.found === null) return <p className="provision-note">Drawing…</p>;
  const { place, found } = catchment;
  const name =
    'site' in place
      ? (facts?.provision.sites.find(({ id }) => id === place.site)?.name ?? place.site)
      : list.names[findAreaIndex(list, place.area) ?? -1] || place.area;
  const sums = sumReached(found.share, need?.values ?? new Float64Array());
  const needName = findIndicator(description, request?.need.indicator ?? null)?.name ?? 'people in need';
  const { many } = geographyWords(catchment.geography);
  return (
    <>
      <p className="provision-sentence" role="status">
        {formatWhole(sums.areas)} of {formatWhole(list.codes.length)} {many}, wholly or in part,{' '}
        {isByTimetable(travel.mode)
          ? phrase(name, travel, 'site' in place)
          : `lie ${travelWords(travel)} of ${name}`}
        {need === null
          ? '.'
          : `, with ${formatWhole(sums.need)} of ${formatWhole(sums.of)} ${needName} (${formatPercent(sums.of === 0 ? null : sums.need / sums.of)}).`}
      </p>
      <p className="provision-note">
        {found.method.charAt(0).toUpperCase() + found.method.slice(1)}. The outline is for the eye: areas are
        counted by their points.
      </p>
    </>
  );
}

/** Who reaches a site, or where the people of an area get, drawn while the sliders move. */
export function CatchmentPart() {
  const of = useCatchmentChoice((state) => state.of);
  const site = useProvision((state) => state.site);
  const code = useSelection((state) => state.code);
  return (
    <>
      <Segments
        label="Catchment of"
        segments={choices}
        value={of}
        onChange={(id) => useCatchmentChoice.setState({ of: id })}
      />
      {of === 'site' ? <SiteChoice /> : null}
      {site === null ? null : <EditSite id={site} />}
      {of === 'site' && site === null ? (
        <p className="provision-note">Select a site to see who can reach it.</p>
      ) : null}
      {of === 'area' && code === null ? (
        <p className="provision-note">
          Select an area on the map or in the table to see how far its people can travel.
        </p>
      ) : null}
      <Sentence />
      <CatchmentExport />
    </>
  );
}

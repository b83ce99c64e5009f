import { Crosshair } from 'lucide-react';
import { useState } from 'react';
import { siteKindNames, siteKinds, type Client, type Site } from '#contract';
import {
  attempt,
  closeAllDialogs,
  currentProvisionDay,
  useDraftClient,
  notify,
  selectSite,
  useProvision,
  useProvisionFacts,
  draftOfSite,
  type SiteDraft,
  type SiteForm,
} from '../../state/index.ts';
import { Button, Dialog, PanelSection, Select, TextField } from '../../ui/index.ts';
import { DeliveryList } from './DeliveryList.tsx';
import { findSiteProblems, isChanged, isDay, isMoveOnly, newDraft, siteFromDraft } from './draft.ts';
import { PlaceFields, usePlace } from './PlaceFields.tsx';
import { ReadOnlyNote, useReadOnly } from './ReadOnly.tsx';
import { SinceBegun } from './SinceBegun.tsx';
import './edit-site.css';

interface FieldsProps {
  draft: SiteDraft;
  put: (change: Partial<SiteDraft>) => void;
  /** Problems are told once somebody has tried to save. */
  problems: Partial<Record<keyof SiteDraft, string>>;
}

function SiteFields({ draft, put, problems }: FieldsProps) {
  return (
    <div className="site-fields">
      <TextField label="Name" value={draft.name} onChange={(name) => put({ name })} error={problems.name} />
      <Select
        label="Kind of site"
        options={siteKinds.map((id) => ({ id, name: siteKindNames[id] }))}
        value={draft.kind}
        onChange={(id) => put({ kind: siteKinds.find((kind) => kind === id) ?? 'provision' })}
      />
      <TextField
        label="Jobs"
        value={draft.jobs}
        placeholder="not known"
        onChange={(jobs) => put({ jobs })}
        error={problems.jobs}
        help="Jobs or vacancies at the site"
      />
      <TextField
        label="First day open"
        value={draft.firstDay}
        placeholder="not known"
        onChange={(firstDay) => put({ firstDay })}
        error={problems.firstDay}
        help="As 2008-07-01"
      />
      {draft.id === null ? (
        <TextField
          label="Last day open"
          value={draft.lastDay}
          placeholder="none"
          onChange={(lastDay) => put({ lastDay })}
          error={problems.lastDay}
          help="Leave empty if it stays open"
        />
      ) : null}
    </div>
  );
}

/** Closes the dialog and lets the map take a place for the form, which then comes back with it. */
function pick(form: SiteForm): void {
  closeAllDialogs();
  useProvision.setState({ picking: form });
}

const comparedFields: readonly { name: string; read: (draft: SiteDraft) => string }[] = [
  { name: 'Name', read: ({ name }) => name },
  { name: 'Kind of site', read: ({ kind }) => siteKindNames[kind] },
  { name: 'Place', read: ({ lon, lat }) => `${lon}, ${lat}` },
  { name: 'Postcode', read: ({ postcode }) => postcode },
  { name: 'Jobs', read: ({ jobs }) => jobs },
  { name: 'First day open', read: ({ firstDay }) => firstDay },
  { name: 'Last day open', read: ({ lastDay }) => lastDay },
];

interface EndSiteProps {
  site: Site;
  client: Client;
  onEnded: (lastDay: string) => void;
}

/** Ends a site on a day that is chosen, or opens it again. */
function EndSite({ site, client, onEnded }: EndSiteProps) {
  const [text, setText] = useState(currentProvisionDay() ?? '');
  const isTooEarly = site.firstDay !== null && isDay(text) && text < site.firstDay;
  const error = !isDay(text)
    ? 'Write the day as 2008-07-01.'
    : isTooEarly
      ? `It opened on ${site.firstDay}.`
      : undefined;
  const end = async (lastDay: string | null): Promise<void> => {
    const saved = await attempt(() => client.call('site.end', { id: site.id, lastDay }));
    if (saved !== undefined) onEnded(lastDay ?? '');
  };
  if (site.lastDay !== null)
    return (
      <div className="row">
        <span>The site closes after {site.lastDay}.</span>
        <Button onPress={() => void end(null)}>Open the site again</Button>
      </div>
    );
  return (
    <div className="site-end">
      <TextField label="Last day open" value={text} onChange={setText} error={error} />
      <Button isDisabled={text.trim() === '' || error !== undefined} onPress={() => void end(text.trim())}>
        End the site
      </Button>
    </div>
  );
}

/** Adds a site; one where only the place is another is moved, so that undo says so. */
async function saveSite(
  client: Client,
  draft: SiteDraft,
  before: Site | undefined,
): Promise<string | undefined> {
  const site = siteFromDraft(draft);
  const { lon, lat } = site;
  const saved = await attempt(() =>
    before !== undefined && isMoveOnly(draft, before)
      ? client.call('site.move', { id: before.id, lon, lat })
      : client.call('site.save', site),
  );
  return saved?.id;
}

function useSiteDialog({ draft: given, form, onClose }: SiteDialogProps) {
  const facts = useProvisionFacts();
  const client = useDraftClient(form?.client);
  const [draft, setDraft] = useState<SiteDraft>(given ?? newDraft);
  const [begun, setBegun] = useState<SiteDraft | null>(
    form === undefined ? (given?.id == null ? null : given) : form.begun,
  );
  const [hasTried, setTried] = useState(false);
  const put = (change: Partial<SiteDraft>): void => setDraft((before) => ({ ...before, ...change }));
  const place = usePlace(draft, put);
  const site = facts?.provision.sites.find(({ id }) => id === draft.id);
  const save = async (): Promise<void> => {
    setTried(true);
    const found = await place.settle();
    if (found === null) return;
    const settled = { ...draft, ...found };
    if (Object.keys(findSiteProblems(settled)).length > 0) return;
    const id = await saveSite(client, settled, site);
    if (id === undefined) return;
    notify('success', `${draft.name.trim()} is saved.`);
    selectSite(id);
    if (draft.id !== null) return onClose();
    setDraft({ ...settled, id });
    setBegun({ ...settled, id });
  };
  /** What was changed from here is no news. */
  const noteEnd = (lastDay: string): void => {
    put({ lastDay });
    setBegun((before) => (before === null ? null : { ...before, lastDay }));
  };
  const written = { draft, begun, client };
  return {
    facts,
    written,
    put,
    place,
    site,
    save,
    noteEnd,
    problems: hasTried ? findSiteProblems(draft) : {},
  };
}

interface SiteDialogProps {
  /** null: a new one. */
  draft: SiteDraft | null;
  /** A form that goes on, after a place was picked. */
  form: SiteForm | undefined;
  onClose: () => void;
}

/** Adds a site, or changes, moves or ends one, with what is delivered there. Every change can be undone. */
export function SiteDialog(props: SiteDialogProps) {
  const { facts, written, put, place, site, save, noteEnd, problems } = useSiteDialog(props);
  const { draft, begun, client } = written;
  const { onClose } = props;
  const readOnly = useReadOnly();
  const isSaved = site !== undefined && !isChanged(draft, site) && place.isSettled;
  return (
    <Dialog
      title={draft.id === null ? 'Add a site' : `Site ${site?.name ?? draft.name}`}
      isOpen
      onClose={onClose}
      size="wide"
      actions={
        <>
          <span className="dialog-foot-words">Every change can be undone.</span>
          <Button unavailable={readOnly} onPress={() => pick(written)}>
            <Crosshair size={16} aria-hidden /> Pick on the map
          </Button>
          <Button
            look="primary"
            unavailable={readOnly ?? (isSaved ? 'Nothing about the site has been changed.' : undefined)}
            onPress={() => void save()}
          >
            {draft.id === null ? 'Add the site' : 'Save the site'}
          </Button>
        </>
      }
    >
      <div className="stack">
        <ReadOnlyNote />
        {facts === null ? null : (
          <SinceBegun
            thing="this site"
            begun={begun}
            now={site === undefined ? null : draftOfSite(site)}
            fields={comparedFields}
          />
        )}
        <SiteFields draft={draft} put={put} problems={problems} />
        <PlaceFields place={place} draft={draft} put={put} problems={problems} />
        {site === undefined || readOnly !== undefined ? null : (
          <EndSite key={site.lastDay} site={site} client={client} onEnded={noteEnd} />
        )}
        {site === undefined || facts === null ? (
          <p className="quiet">What is delivered here can be added once the site is there.</p>
        ) : (
          <PanelSection title="Delivered here">
            <DeliveryList site={site} facts={facts} client={client} />
          </PanelSection>
        )}
      </div>
    </Dialog>
  );
}

import { Crosshair } from 'lucide-react';
import { useState } from 'react';
import { siteKindNames, siteKinds, type Client, type Site } from '#contract';
import {
  attempt,
  closeAllDialogs,
  currentProvisionDay,
  getClient,
  useDraftClient,
  notify,
  selectSite,
  useProvision,
  useProvisionFacts,
  type SiteDraft,
} from '../../state/index.ts';
import { Button, Dialog, Section, Select, TextField } from '../../ui/index.ts';
import { Deliveries } from './Deliveries.tsx';
import { findSiteProblems, isChanged, isDay, isMoveOnly, newDraft, siteFromDraft } from './draft.ts';
import { PlaceFields, usePlace } from './PlaceFields.tsx';
import { ReadOnlyNote, useReadOnly } from './ReadOnly.tsx';
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
          help="Empty = it stays open"
        />
      ) : null}
    </div>
  );
}

/** Closes the dialog and lets the map take a place for the draft; the dialog then comes back with it. */
function pick(draft: SiteDraft): void {
  closeAllDialogs();
  useProvision.setState({ picking: draft });
}

/** Ends a site on a day that is chosen, or opens it again. */
function EndSite({ site, onEnded }: { site: Site; onEnded: (lastDay: string) => void }) {
  const [text, setText] = useState(currentProvisionDay() ?? '');
  const isTooEarly = site.firstDay !== null && isDay(text) && text < site.firstDay;
  const error = !isDay(text)
    ? 'Write the day as 2008-07-01.'
    : isTooEarly
      ? `It opened on ${site.firstDay}.`
      : undefined;
  const end = async (lastDay: string | null): Promise<void> => {
    const saved = await attempt(() => getClient().call('site.end', { id: site.id, lastDay }));
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

function useSiteDialog(given: SiteDraft | null, onClose: () => void) {
  const facts = useProvisionFacts();
  const client = useDraftClient();
  const [draft, setDraft] = useState<SiteDraft>(given ?? newDraft);
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
    if (draft.id === null) setDraft({ ...settled, id });
    else onClose();
  };
  return { facts, draft, put, place, site, save, problems: hasTried ? findSiteProblems(draft) : {} };
}

/** Adds a site, or changes, moves or ends one, with what is delivered there. Every change can be undone. */
export function SiteDialog({ draft: given, onClose }: { draft: SiteDraft | null; onClose: () => void }) {
  const { facts, draft, put, place, site, save, problems } = useSiteDialog(given, onClose);
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
          <Button unavailable={readOnly} onPress={() => pick(draft)}>
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
        <SiteFields draft={draft} put={put} problems={problems} />
        <PlaceFields place={place} draft={draft} put={put} problems={problems} />
        {site === undefined || readOnly !== undefined ? null : (
          <EndSite key={site.lastDay} site={site} onEnded={(lastDay) => put({ lastDay })} />
        )}
        {site === undefined || facts === null ? (
          <p className="quiet">What is delivered here can be added once the site is there.</p>
        ) : (
          <Section title="Delivered here">
            <Deliveries site={site} facts={facts} />
          </Section>
        )}
      </div>
    </Dialog>
  );
}

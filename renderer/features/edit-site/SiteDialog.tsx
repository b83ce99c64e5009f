import { Crosshair } from 'lucide-react';
import { useState } from 'react';
import { siteKindNames, siteKinds } from '#contract';
import {
  attempt,
  closeAllDialogs,
  currentProvisionDay,
  getClient,
  notify,
  selectSite,
  useProvision,
  useProvisionFacts,
  type SiteDraft,
} from '../../state/index.ts';
import { Button, Dialog, Section, Select, TextField } from '../../ui/index.ts';
import { Deliveries, NewDelivery } from './DeliveryFields.tsx';
import { findSiteProblems, newDraft, siteFromDraft } from './draft.ts';
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
      <TextField
        label="Postcode"
        value={draft.postcode}
        placeholder="not known"
        onChange={(postcode) => put({ postcode })}
      />
      <TextField label="Longitude" value={draft.lon} onChange={(lon) => put({ lon })} error={problems.lon} />
      <TextField label="Latitude" value={draft.lat} onChange={(lat) => put({ lat })} error={problems.lat} />
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
      />
      <TextField
        label="Last day open"
        value={draft.lastDay}
        placeholder="none"
        onChange={(lastDay) => put({ lastDay })}
        error={problems.lastDay}
      />
    </div>
  );
}

/** Closes the dialog and lets the map take a place for the draft; the dialog then comes back with it. */
function pick(draft: SiteDraft): void {
  closeAllDialogs();
  useProvision.setState({ picking: draft });
}

function EndSite({ id, lastDay }: { id: string; lastDay: string | null }) {
  const day = currentProvisionDay();
  const end = (last: string | null): void =>
    void attempt(() => getClient().call('site.end', { id, lastDay: last }));
  if (lastDay !== null) return <Button onPress={() => end(null)}>Open the site again</Button>;
  if (day === null) return null;
  return <Button onPress={() => end(day)}>End the site on {day}</Button>;
}

/** Adds a site, or changes, moves or ends one, with what is delivered there. Every change can be undone. */
export function SiteDialog({ draft: given, onClose }: { draft: SiteDraft | null; onClose: () => void }) {
  const facts = useProvisionFacts();
  const [draft, setDraft] = useState<SiteDraft>(given ?? newDraft);
  const [hasTried, setTried] = useState(false);
  const put = (change: Partial<SiteDraft>): void => setDraft((before) => ({ ...before, ...change }));
  const problems = findSiteProblems(draft);
  const site = facts?.provision.sites.find(({ id }) => id === draft.id);
  const save = async (): Promise<void> => {
    setTried(true);
    if (Object.keys(problems).length > 0) return;
    const saved = await attempt(() => getClient().call('site.save', siteFromDraft(draft)));
    if (saved === undefined) return;
    notify('success', `${draft.name.trim()} is saved.`);
    selectSite(saved.id);
    if (draft.id === null) setDraft({ ...draft, id: saved.id });
    else onClose();
  };
  return (
    <Dialog
      title={draft.id === null ? 'Add a site' : `Site ${site?.name ?? draft.name}`}
      isOpen
      onClose={onClose}
      size="wide"
      actions={
        <>
          {site === undefined ? null : <EndSite id={site.id} lastDay={site.lastDay} />}
          <Button onPress={() => pick(draft)}>
            <Crosshair size={16} aria-hidden /> Pick on the map
          </Button>
          <Button look="primary" onPress={() => void save()}>
            {draft.id === null ? 'Add the site' : 'Save the site'}
          </Button>
        </>
      }
    >
      <div className="stack">
        <SiteFields draft={draft} put={put} problems={hasTried ? problems : {}} />
        {site === undefined || facts === null ? (
          <p className="quiet">What is delivered here can be added once the site is there.</p>
        ) : (
          <>
            <Section title="Delivered here">
              <Deliveries site={site.id} facts={facts} />
            </Section>
            <Section title="Add a delivery">
              <NewDelivery site={site.id} facts={facts} />
            </Section>
          </>
        )}
      </div>
    </Dialog>
  );
}

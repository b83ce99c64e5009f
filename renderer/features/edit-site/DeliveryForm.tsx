import { useState } from 'react';
import { cohortWords, stageNames, stages, type Client } from '#contract';
import { attempt, useDraftClient, useSession, type ProvisionFacts } from '../../state/index.ts';
import { Button, Checkbox, Select, Suggest, TextField } from '../../ui/index.ts';
import { SinceBegun } from './SinceBegun.tsx';
import {
  deliveryFromDraft,
  draftOfDelivery,
  findDeliveryProblems,
  listEligibleCohorts,
  type DeliveryDraft,
  type DeliveryProblems,
} from './delivery-draft.ts';

/** Stands for a programme that is not there yet. */
const another = '+';

/** Saves provider and programme first where they are new. Answers undefined where something failed. */
async function saveDelivery(
  client: Client,
  site: string,
  draft: DeliveryDraft,
  facts: ProvisionFacts,
): Promise<string | undefined> {
  return attempt(async () => {
    let { programme } = draft;
    if (programme === null) {
      const name = draft.provider.trim();
      const known = facts.provision.providers.find((one) => one.name === name);
      const provider = known?.id ?? (await client.call('provider.save', { id: null, name })).id;
      const fresh = { id: null, name: draft.newProgramme.trim(), provider };
      programme = (await client.call('programme.save', fresh)).id;
    }
    return (await client.call('delivery.save', deliveryFromDraft(draft, { site, programme }))).id;
  });
}

interface FieldsProps {
  draft: DeliveryDraft;
  put: (change: Partial<DeliveryDraft>) => void;
  problems: DeliveryProblems;
  facts: ProvisionFacts;
}

function ProgrammeFields({ draft, put, problems, facts }: FieldsProps) {
  const { programmes, providers } = facts.provision;
  const nameOf = (provider: string): string | undefined => providers.find(({ id }) => id === provider)?.name;
  return (
    <>
      <Select
        label="Programme"
        options={[
          ...programmes.map(({ id, name, provider }) => ({ id, name, detail: nameOf(provider) })),
          { id: another, name: 'A new programme…' },
        ]}
        value={draft.programme ?? another}
        onChange={(id) => put({ programme: id === another ? null : id })}
      />
      {draft.programme === null ? (
        <>
          <TextField
            label="Name of the programme"
            value={draft.newProgramme}
            onChange={(newProgramme) => put({ newProgramme })}
            error={problems.newProgramme}
          />
          <Suggest
            label="Provider"
            options={providers.map(({ name }) => ({ id: name, name }))}
            value={draft.provider}
            onChange={(provider) => put({ provider })}
            help="A known one, or a new name"
            error={problems.provider}
          />
        </>
      ) : null}
    </>
  );
}

function AmountFields({ draft, put, problems, facts }: FieldsProps) {
  const streams = [...new Set(facts.provision.deliveries.map(({ fundingStream }) => fundingStream))];
  return (
    <>
      <Select
        label="Stage"
        options={stages.map((id) => ({ id, name: stageNames[id] }))}
        value={draft.stage}
        onChange={(id) => put({ stage: stages.find((item) => item === id) ?? 'advice' })}
      />
      <Suggest
        label="Funding stream"
        options={streams.filter((id) => id !== '').map((id) => ({ id, name: id }))}
        value={draft.fundingStream}
        onChange={(fundingStream) => put({ fundingStream })}
      />
      <TextField
        label="Places a year"
        value={draft.places}
        placeholder="not known"
        onChange={(places) => put({ places })}
        error={problems.places}
      />
      <TextField
        label="Cost a year, £"
        value={draft.cost}
        placeholder="not known"
        onChange={(cost) => put({ cost })}
        error={problems.cost}
      />
      <TextField
        label="First day"
        value={draft.firstDay}
        placeholder="not known"
        onChange={(firstDay) => put({ firstDay })}
        error={problems.firstDay}
        help="As 2008-07-01"
      />
      <TextField
        label="Last day"
        value={draft.lastDay}
        placeholder="none"
        onChange={(lastDay) => put({ lastDay })}
        error={problems.lastDay}
      />
    </>
  );
}

/** Who may come: any of the cohorts that are ticked, or everybody. */
function Eligible({ draft, put, facts }: Omit<FieldsProps, 'problems'>) {
  const indicators = useSession((state) => state.description?.indicators ?? []);
  const cohorts = listEligibleCohorts(indicators, facts.provision);
  const chosen = new Set(draft.eligible);
  const toggle = (cohort: string, isOn: boolean): void =>
    put({ eligible: isOn ? [...draft.eligible, cohort] : draft.eligible.filter((one) => one !== cohort) });
  return (
    <fieldset className="site-eligible">
      <legend className="field-label">
        Open to {chosen.size === 0 ? 'everybody' : 'anybody of these, and nobody else'}
      </legend>
      {cohorts.length === 0 ? (
        <p className="quiet">This workspace has no groups of people to choose from.</p>
      ) : null}
      {cohorts.map((cohort) => (
        <Checkbox key={cohort} isSelected={chosen.has(cohort)} onChange={(isOn) => toggle(cohort, isOn)}>
          {cohortWords(cohort)}
        </Checkbox>
      ))}
    </fieldset>
  );
}

/** What is compared with the delivery as it is now, in the order of the form. */
function comparedFields({ programmes }: ProvisionFacts['provision']) {
  const nameOf = (id: string | null): string => programmes.find((one) => one.id === id)?.name ?? id ?? '';
  return [
    { name: 'Programme', read: ({ programme }: DeliveryDraft) => nameOf(programme) },
    { name: 'Stage', read: ({ stage }: DeliveryDraft) => stageNames[stage] },
    { name: 'Funding stream', read: ({ fundingStream }: DeliveryDraft) => fundingStream },
    { name: 'Places a year', read: ({ places }: DeliveryDraft) => places },
    { name: 'Cost a year, £', read: ({ cost }: DeliveryDraft) => cost },
    { name: 'First day', read: ({ firstDay }: DeliveryDraft) => firstDay },
    { name: 'Last day', read: ({ lastDay }: DeliveryDraft) => lastDay },
    {
      name: 'Open to',
      read: ({ eligible }: DeliveryDraft) => eligible.map(cohortWords).join('; ') || 'everybody',
    },
  ];
}

interface DeliveryFormProps {
  site: string;
  facts: ProvisionFacts;
  given: DeliveryDraft;
  onDone: () => void;
}

/** Adds a delivery to a site or changes one: which programme, for whom, with whose money, from when to when. */
export function DeliveryForm({ site, facts, given, onDone }: DeliveryFormProps) {
  const client = useDraftClient();
  const [draft, setDraft] = useState(given);
  const [begun] = useState(given.id === null ? null : given);
  const now = facts.provision.deliveries.find(({ id }) => id === draft.id);
  const [hasTried, setTried] = useState(false);
  const put = (change: Partial<DeliveryDraft>): void => setDraft((before) => ({ ...before, ...change }));
  const problems = findDeliveryProblems(draft);
  const fields = { draft, put, facts, problems: hasTried ? problems : {} };
  const isNew = draft.id === null;
  const save = async (): Promise<void> => {
    setTried(true);
    if (Object.keys(problems).length > 0) return;
    if ((await saveDelivery(client, site, draft, facts)) !== undefined) onDone();
  };
  return (
    <section className="site-form" aria-label={isNew ? 'Add a delivery' : 'Change the delivery'}>
      <SinceBegun
        thing="this delivery"
        begun={begun}
        now={now === undefined ? null : draftOfDelivery(now)}
        fields={comparedFields(facts.provision)}
      />
      <div className="site-fields">
        <ProgrammeFields {...fields} />
        <AmountFields {...fields} />
      </div>
      <Eligible draft={draft} put={put} facts={facts} />
      <div className="row">
        <Button look="primary" onPress={() => void save()}>
          {isNew ? 'Add the delivery' : 'Save the delivery'}
        </Button>
        <Button onPress={onDone}>Cancel</Button>
      </div>
    </section>
  );
}

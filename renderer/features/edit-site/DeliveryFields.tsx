import { useState } from 'react';
import { stageNames, stages, type Delivery, type Stage } from '#contract';
import { attempt, currentProvisionDay, getClient, runsOn, type ProvisionFacts } from '../../state/index.ts';
import { Button, Select, Suggest, TextField, formatCount } from '../../ui/index.ts';
import { isDay } from './draft.ts';

interface DeliveryDraft {
  programme: string | null;
  provider: string;
  newProgramme: string;
  stage: Stage;
  fundingStream: string;
  places: string;
  cost: string;
  eligible: string;
}

const beginning: DeliveryDraft = {
  programme: null,
  provider: '',
  newProgramme: '',
  stage: 'advice',
  fundingStream: '',
  places: '',
  cost: '',
  eligible: '',
};

const another = '+';

const numberOf = (text: string): number | null => (text.trim() === '' ? null : Number(text));
const isAmount = (text: string): boolean =>
  text.trim() === '' || (Number.isFinite(Number(text)) && Number(text) >= 0);

/** Saves provider and programme first where they are new. Answers undefined where something failed. */
async function saveDelivery(
  site: string,
  draft: DeliveryDraft,
  facts: ProvisionFacts,
): Promise<string | undefined> {
  return attempt(async () => {
    const client = getClient();
    let programme = draft.programme;
    if (programme === null || programme === another) {
      const known = facts.provision.providers.find(({ name }) => name === draft.provider.trim());
      const provider =
        known?.id ?? (await client.call('provider.save', { id: null, name: draft.provider.trim() })).id;
      const saved = await client.call('programme.save', {
        id: null,
        name: draft.newProgramme.trim(),
        provider,
      });
      programme = saved.id;
    }
    const { id } = await client.call('delivery.save', {
      id: null,
      programme,
      site,
      stage: draft.stage,
      fundingStream: draft.fundingStream.trim(),
      places: numberOf(draft.places),
      cost: numberOf(draft.cost),
      firstDay: null,
      lastDay: null,
      eligible: draft.eligible
        .split(';')
        .map((part) => part.trim())
        .filter((part) => part !== ''),
    });
    return id;
  });
}

function findProblem(draft: DeliveryDraft): string | undefined {
  const isNew = draft.programme === null || draft.programme === another;
  if (isNew && draft.newProgramme.trim() === '') return 'Choose a programme, or name a new one.';
  if (isNew && draft.provider.trim() === '') return 'Name the provider of the new programme.';
  if (!isAmount(draft.places)) return 'Places are a number, or empty where they are not known.';
  if (!isAmount(draft.cost)) return 'The cost is in pounds, or empty where it is not known.';
  return undefined;
}

/** Adds a delivery to a site: which programme, for whom, with whose money. */
export function NewDelivery({ site, facts }: { site: string; facts: ProvisionFacts }) {
  const [draft, setDraft] = useState(beginning);
  const put = (change: Partial<DeliveryDraft>): void => setDraft((before) => ({ ...before, ...change }));
  const problem = findProblem(draft);
  const isNew = draft.programme === null || draft.programme === another;
  const { programmes, providers, deliveries } = facts.provision;
  const streams = [...new Set(deliveries.map(({ fundingStream }) => fundingStream))].filter(
    (id) => id !== '',
  );
  const add = async (): Promise<void> => {
    if ((await saveDelivery(site, draft, facts)) !== undefined) setDraft(beginning);
  };
  return (
    <div className="stack">
      <div className="site-fields">
        <Select
          label="Programme"
          options={[
            { id: another, name: 'A new programme' },
            ...programmes.map(({ id, name }) => ({ id, name })),
          ]}
          value={draft.programme ?? another}
          onChange={(programme) => put({ programme })}
        />
        {isNew ? (
          <>
            <TextField
              label="Name of the programme"
              value={draft.newProgramme}
              onChange={(newProgramme) => put({ newProgramme })}
            />
            <Suggest
              label="Provider"
              options={providers.map(({ name }) => ({ id: name, name }))}
              value={draft.provider}
              onChange={(provider) => put({ provider })}
            />
          </>
        ) : null}
        <Select
          label="Stage"
          options={stages.map((id) => ({ id, name: stageNames[id] }))}
          value={draft.stage}
          onChange={(id) => put({ stage: stages.find((item) => item === id) ?? 'advice' })}
        />
        <Suggest
          label="Funding stream"
          options={streams.map((id) => ({ id, name: id }))}
          value={draft.fundingStream}
          onChange={(fundingStream) => put({ fundingStream })}
        />
        <TextField label="Places a year" value={draft.places} onChange={(places) => put({ places })} />
        <TextField label="Cost a year, £" value={draft.cost} onChange={(cost) => put({ cost })} />
        <TextField
          label="Open only to (cohorts)"
          value={draft.eligible}
          placeholder="everybody"
          help="age=18-24; age=25-34,sex=female"
          onChange={(eligible) => put({ eligible })}
        />
      </div>
      <div className="row">
        <Button isDisabled={problem !== undefined} onPress={() => void add()}>
          Add the delivery
        </Button>
        <span className="dialog-foot-words">{problem ?? ''}</span>
      </div>
    </div>
  );
}

function EndDelivery({ delivery }: { delivery: Delivery }) {
  const [text, setText] = useState(delivery.lastDay ?? currentProvisionDay() ?? '');
  const end = (lastDay: string | null): void =>
    void attempt(() => getClient().call('delivery.end', { id: delivery.id, lastDay }));
  return (
    <div className="row">
      <TextField
        label="Last day"
        value={text}
        onChange={setText}
        error={isDay(text) ? undefined : 'As 2008-07-01.'}
      />
      <Button isDisabled={text.trim() === '' || !isDay(text)} onPress={() => end(text.trim())}>
        End
      </Button>
      {delivery.lastDay === null ? null : <Button onPress={() => end(null)}>Open again</Button>}
    </div>
  );
}

/** What is delivered at a site, each with its end. */
export function Deliveries({ site, facts }: { site: string; facts: ProvisionFacts }) {
  const { deliveries, programmes } = facts.provision;
  const here = deliveries.filter((delivery) => delivery.site === site);
  if (here.length === 0) return <p>Nothing is delivered here yet.</p>;
  const day = currentProvisionDay();
  return (
    <ul className="stack" aria-label="Deliveries">
      {here.map((delivery) => (
        <li key={`${delivery.id} ${delivery.lastDay}`} className="site-delivery">
          <div>
            <strong>
              {programmes.find(({ id }) => id === delivery.programme)?.name ?? delivery.programme}
            </strong>
            <div className="quiet">
              {stageNames[delivery.stage]} · {delivery.fundingStream || 'no funding stream named'} ·{' '}
              {delivery.places === null ? 'places not known' : `${formatCount(delivery.places)} places`}
              {runsOn(delivery, day) ? '' : ' · not running'}
            </div>
          </div>
          <EndDelivery delivery={delivery} />
        </li>
      ))}
    </ul>
  );
}

import { useState } from 'react';
import { cohortWords, stageNames, type Client, type Delivery, type Site } from '#contract';
import {
  attempt,
  currentProvisionDay,
  runsOn,
  useDraftClient,
  type ProvisionFacts,
} from '../../state/index.ts';
import { Button, TextField, formatWhole } from '../../ui/index.ts';
import { draftOfDelivery, newDelivery } from './delivery-draft.ts';
import { DeliveryForm } from './DeliveryForm.tsx';
import { isDay } from './draft.ts';
import { useReadOnly } from './ReadOnly.tsx';

/** "2008-04-01 to 2009-03-31", "from 2008-04-01", "no dates". */
function daysOf({ firstDay, lastDay }: Delivery): string {
  if (firstDay === null && lastDay === null) return 'no dates';
  if (lastDay === null) return `from ${firstDay}`;
  return firstDay === null ? `until ${lastDay}` : `${firstDay} to ${lastDay}`;
}

/** Ends a delivery on a day that is chosen. */
function EndDelivery({ delivery, onDone }: { delivery: Delivery; onDone: () => void }) {
  const client = useDraftClient();
  const [text, setText] = useState(currentProvisionDay() ?? '');
  const isTooEarly = delivery.firstDay !== null && isDay(text) && text < delivery.firstDay;
  const error = !isDay(text)
    ? 'Write the day as 2008-07-01.'
    : isTooEarly
      ? `It began on ${delivery.firstDay}.`
      : undefined;
  const end = async (): Promise<void> => {
    const asked = { id: delivery.id, lastDay: text.trim() };
    if ((await attempt(() => client.call('delivery.end', asked))) !== undefined) onDone();
  };
  return (
    <section className="site-form site-end" aria-label="End the delivery">
      <TextField label="Its last day" value={text} onChange={setText} error={error} autoFocus />
      <Button
        look="primary"
        isDisabled={text.trim() === '' || error !== undefined}
        onPress={() => void end()}
      >
        End the delivery
      </Button>
      <Button onPress={onDone}>Cancel</Button>
    </section>
  );
}

/** What is open under the table: a form for the delivery with this id, or for a new one. */
type Open = { kind: 'change' | 'end'; id: string } | { kind: 'add' } | null;

interface RowProps {
  delivery: Delivery;
  facts: ProvisionFacts;
  client: Client;
  onOpen: (open: Open) => void;
}

function Row({ delivery, facts, client, onOpen }: RowProps) {
  const readOnly = useReadOnly();
  const { programmes, providers } = facts.provision;
  const programme = programmes.find(({ id }) => id === delivery.programme);
  const name = programme?.name ?? delivery.programme;
  const provider = providers.find(({ id }) => id === programme?.provider)?.name ?? '';
  const isRunning = runsOn(delivery, currentProvisionDay());
  const resume = (): void =>
    void attempt(() => client.call('delivery.end', { id: delivery.id, lastDay: null }));
  return (
    <tr>
      <th scope="row">
        {name}
        <div className="quiet">{provider}</div>
      </th>
      <td>{stageNames[delivery.stage]}</td>
      <td>{delivery.fundingStream || '–'}</td>
      <td className="number">{formatWhole(delivery.places)}</td>
      <td className="number">{formatWhole(delivery.cost)}</td>
      <td>
        {daysOf(delivery)}
        {isRunning ? null : <div className="quiet">not running</div>}
      </td>
      <td>{delivery.eligible.length === 0 ? 'everybody' : delivery.eligible.map(cohortWords).join('; ')}</td>
      <td className="site-acts">
        <Button
          look="link"
          unavailable={readOnly}
          aria-label={`Change ${name}`}
          onPress={() => onOpen({ kind: 'change', id: delivery.id })}
        >
          Change…
        </Button>
        {isRunning || delivery.lastDay === null ? (
          <Button
            look="link"
            unavailable={readOnly}
            aria-label={`End ${name}`}
            onPress={() => onOpen({ kind: 'end', id: delivery.id })}
          >
            End…
          </Button>
        ) : (
          <Button look="link" unavailable={readOnly} aria-label={`Resume ${name}`} onPress={resume}>
            Resume
          </Button>
        )}
      </td>
    </tr>
  );
}

function DeliveryTable({ here, ...row }: { here: readonly Delivery[] } & Omit<RowProps, 'delivery'>) {
  if (here.length === 0) return <p>Nothing is delivered here yet.</p>;
  return (
    <table className="plain-table" aria-label="Deliveries">
      <thead>
        <tr>
          <th scope="col">Programme</th>
          <th scope="col">Stage</th>
          <th scope="col">Funding</th>
          <th scope="col" className="number">
            Places a year
          </th>
          <th scope="col" className="number">
            Cost a year, £
          </th>
          <th scope="col">Days</th>
          <th scope="col">Open to</th>
          <th scope="col">
            <span className="visually-hidden">Change or end</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {here.map((delivery) => (
          <Row key={delivery.id} delivery={delivery} {...row} />
        ))}
      </tbody>
    </table>
  );
}

interface DeliveryListProps {
  site: Site;
  facts: ProvisionFacts;
  /** The calls of the dialog that this is in. */
  client: Client;
}

/** What is delivered at a site: each can be changed and ended, and others added. A form stays though its delivery goes. */
export function DeliveryList({ site, facts, client }: DeliveryListProps) {
  const readOnly = useReadOnly();
  const [open, setOpen] = useState<Open>(null);
  const here = facts.provision.deliveries.filter((delivery) => delivery.site === site.id);
  // Only this form: by the time it is saved another may be open.
  const done = (): void => setOpen((now) => (now === open ? null : now));
  const one = open === null || open.kind === 'add' ? undefined : here.find(({ id }) => id === open.id);
  const given = one === undefined ? newDelivery(facts.provision) : draftOfDelivery(one);
  return (
    <div className="stack">
      <DeliveryTable here={here} facts={facts} client={client} onOpen={setOpen} />
      {open?.kind === 'add' || open?.kind === 'change' ? (
        <DeliveryForm
          key={open.kind === 'add' ? '' : open.id}
          site={site.id}
          facts={facts}
          given={given}
          onDone={done}
        />
      ) : null}
      {open?.kind === 'end' && one !== undefined ? (
        <EndDelivery key={one.id} delivery={one} onDone={done} />
      ) : null}
      {open === null ? (
        <div className="row">
          <Button unavailable={readOnly} onPress={() => setOpen({ kind: 'add' })}>
            Add a delivery…
          </Button>
        </div>
      ) : null}
    </div>
  );
}

import { useState } from 'react';
import { formatPlural, type Client, type Programme, type Provider } from '#contract';
import {
  attempt,
  notify,
  useDraftClient,
  useProvisionFacts,
  type ProvisionFacts,
} from '../../state/index.ts';
import { Button, Dialog, EmptyState, PanelSection, Select, TextField } from '../../ui/index.ts';
import { ReadOnlyNote, useReadOnly } from './ReadOnly.tsx';
import './edit-site.css';

interface NameFormProps {
  label: string;
  /** What the name is now; empty: there is none yet. */
  name: string;
  action: string;
  isTaken: (name: string) => boolean;
  onSave: (name: string, client: Client) => Promise<unknown>;
  onDone: () => void;
}

/** One name to be written, with what is wrong with it beside it. */
function NameForm({ label, name, action, isTaken, onSave, onDone }: NameFormProps) {
  const client = useDraftClient();
  const [text, setText] = useState(name);
  const [hasTried, setTried] = useState(false);
  const clean = text.trim();
  const problem =
    clean === ''
      ? 'Give it a name.'
      : clean !== name && isTaken(clean)
        ? 'There is one with this name already.'
        : undefined;
  const save = async (): Promise<void> => {
    setTried(true);
    if (problem !== undefined) return;
    if (clean === name || (await attempt(() => onSave(clean, client))) !== undefined) onDone();
  };
  return (
    <div className="site-form site-end">
      <TextField
        label={label}
        value={text}
        onChange={setText}
        error={hasTried ? problem : undefined}
        onEnter={() => void save()}
        autoFocus
      />
      <Button look="primary" onPress={() => void save()}>
        {action}
      </Button>
      <Button onPress={onDone}>Cancel</Button>
    </div>
  );
}

/** Which form is open: of a provider or programme by its id, or for a new one. */
type Open =
  | { kind: 'rename provider' | 'add programme'; id: string }
  | { kind: 'rename programme'; id: string }
  | { kind: 'add provider' }
  | null;

interface PartProps {
  facts: ProvisionFacts;
  open: Open;
  onOpen: (open: Open) => void;
  /** Closes this form, and only this: by the time it is saved another may be open. */
  onDone: (saved: Open) => void;
}

function ProgrammeRow({ programme, facts, open, onOpen, onDone }: PartProps & { programme: Programme }) {
  const readOnly = useReadOnly();
  const { deliveries, programmes, providers } = facts.provision;
  const count = deliveries.filter((delivery) => delivery.programme === programme.id).length;
  const begun = useDraftClient();
  const done = (): void => onDone(open);
  const save = (change: Partial<Programme>, client = begun): Promise<{ id: string }> =>
    client.call('programme.save', { ...programme, ...change });
  const isOpen = open?.kind === 'rename programme' && open.id === programme.id;
  return (
    <>
      <tr>
        <th scope="row">{programme.name}</th>
        <td className="quiet">programme:{programme.id}</td>
        <td className="number">{formatPlural(count, 'delivery', 'deliveries')}</td>
        <td className="site-acts">
          <Button
            look="link"
            unavailable={readOnly}
            aria-label={`Change ${programme.name}`}
            onPress={() => onOpen({ kind: 'rename programme', id: programme.id })}
          >
            Change…
          </Button>
        </td>
      </tr>
      {isOpen ? (
        <tr>
          <td colSpan={4}>
            <Select
              label="Provider"
              options={providers.map(({ id, name }) => ({ id, name }))}
              value={programme.provider}
              onChange={(provider) => void attempt(() => save({ provider }))}
            />
            <NameForm
              label="Name of the programme"
              name={programme.name}
              action="Rename"
              isTaken={(name) =>
                programmes.some((one) => one.name === name && one.provider === programme.provider)
              }
              onSave={(name, client) => save({ name }, client)}
              onDone={done}
            />
          </td>
        </tr>
      ) : null}
    </>
  );
}

function ProviderPart({ provider, facts, open, onOpen, onDone }: PartProps & { provider: Provider }) {
  const readOnly = useReadOnly();
  const { providers, programmes } = facts.provision;
  const own = programmes.filter((programme) => programme.provider === provider.id);
  const done = (): void => onDone(open);
  const isOpen = (kind: NonNullable<Open>['kind']): boolean =>
    open !== null && open.kind === kind && 'id' in open && open.id === provider.id;
  return (
    <PanelSection
      title={provider.name}
      aside={
        <div className="row">
          <Button
            look="link"
            unavailable={readOnly}
            aria-label={`Rename ${provider.name}`}
            onPress={() => onOpen({ kind: 'rename provider', id: provider.id })}
          >
            Rename…
          </Button>
          <Button
            look="link"
            unavailable={readOnly}
            aria-label={`Add a programme of ${provider.name}`}
            onPress={() => onOpen({ kind: 'add programme', id: provider.id })}
          >
            Add a programme…
          </Button>
        </div>
      }
    >
      {isOpen('rename provider') ? (
        <NameForm
          label="Name of the provider"
          name={provider.name}
          action="Rename"
          isTaken={(name) => providers.some((one) => one.name === name)}
          onSave={(name, client) => client.call('provider.save', { id: provider.id, name })}
          onDone={done}
        />
      ) : null}
      {isOpen('add programme') ? (
        <NameForm
          label="Name of the programme"
          name=""
          action="Add the programme"
          isTaken={(name) => own.some((one) => one.name === name)}
          onSave={(name, client) => client.call('programme.save', { id: null, name, provider: provider.id })}
          onDone={done}
        />
      ) : null}
      {own.length === 0 ? (
        <p className="quiet">No programmes yet.</p>
      ) : (
        <table className="plain-table" aria-label={`Programmes of ${provider.name}`}>
          <tbody>
            {own.map((programme) => (
              <ProgrammeRow
                key={programme.id}
                programme={programme}
                facts={facts}
                open={open}
                onOpen={onOpen}
                onDone={onDone}
              />
            ))}
          </tbody>
        </table>
      )}
    </PanelSection>
  );
}

/** Who delivers, and under which names: both can be added and renamed, and every change undone. */
export function ProvidersDialog({ onClose }: { onClose: () => void }) {
  const facts = useProvisionFacts();
  const readOnly = useReadOnly();
  const [open, setOpen] = useState<Open>(null);
  const close = (saved: Open): void => setOpen((now) => (now === saved ? null : now));
  const providers = facts?.provision.providers ?? [];
  const add = async (name: string, client: Client): Promise<unknown> => {
    const saved = await client.call('provider.save', { id: null, name });
    notify('success', `${name} is added.`);
    return saved;
  };
  return (
    <Dialog
      title="Providers and programmes"
      isOpen
      onClose={onClose}
      size="wide"
      actions={
        <>
          <span className="dialog-foot-words">
            {formatPlural(providers.length, 'provider')}. Every change can be undone.
          </span>
          <Button look="primary" unavailable={readOnly} onPress={() => setOpen({ kind: 'add provider' })}>
            Add a provider…
          </Button>
        </>
      }
    >
      <div className="stack">
        <ReadOnlyNote />
        {open?.kind === 'add provider' ? (
          <NameForm
            label="Name of the provider"
            name=""
            action="Add the provider"
            isTaken={(name) => providers.some((one) => one.name === name)}
            onSave={add}
            onDone={() => close(open)}
          />
        ) : null}
        {providers.length === 0 ? (
          <EmptyState title="No providers yet">Add one here, or import a table of them.</EmptyState>
        ) : null}
        {facts === null
          ? null
          : providers.map((provider) => (
              <ProviderPart
                key={provider.id}
                provider={provider}
                facts={facts}
                open={open}
                onOpen={setOpen}
                onDone={close}
              />
            ))}
      </div>
    </Dialog>
  );
}

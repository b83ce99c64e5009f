import { useState } from 'react';
import { indicatorId, reportError, type CallOutput, type ErrorReport } from '#contract';
import { getClient, notify, refreshSession, showIndicator, undo, useSession } from '../../state/index.ts';
import { Button, Dialog, EmptyState, ErrorCallout, Select, TextField } from '../../ui/index.ts';

type Polarity = 'high_is_worse' | 'low_is_worse' | 'neutral';

const polarities = [
  { id: 'high_is_worse', name: 'A high value means more need' },
  { id: 'low_is_worse', name: 'A low value means more need' },
  { id: 'neutral', name: 'Neither' },
] as const satisfies readonly { id: Polarity; name: string }[];

/** `jsa_claimants` is read as `jsa_rate`, anything else as itself with `_rate`. */
function usualId(numerator: string): string {
  const stem = numerator.replace(/_(claimants?|count|number|people|residents|total)$/, '');
  return stem === '' ? '' : `${stem}_rate`;
}

/** The id, numbered where it is taken. */
function freeId(id: string, taken: ReadonlySet<string>): string {
  let free = id;
  for (let number = 2; taken.has(free); number++) free = `${id}_${number}`;
  return free;
}

function idProblem(id: string, isTaken: boolean): string | undefined {
  if (isTaken) return `There is already an indicator ${id}.`;
  return indicatorId.safeParse(id).success
    ? undefined
    : 'Small letters, digits and _ only, beginning with a letter: jsa_rate.';
}

async function tellDefined({ id, warnings }: CallOutput<'indicator.define'>): Promise<void> {
  await refreshSession();
  showIndicator(id, useSession.getState().description);
  notify('success', `${id} is defined and shown on the map.`, warnings.join(' ') || null, {
    label: 'Undo',
    run: () => void undo(),
  });
}

/** Defines a rate: 100 × one count divided by another. */
export function RateDialog({ numerator: asked, onClose }: { numerator: string | null; onClose: () => void }) {
  const indicators = useSession((state) => state.description?.indicators ?? []);
  const counts = indicators.filter(({ kind }) => kind === 'count');
  const taken = new Set(indicators.map((indicator) => indicator.id));
  const first =
    counts.find((count) => count.id === asked) ??
    counts.find((count) => !taken.has(usualId(count.id))) ??
    counts[0];
  const [chosen, setChosen] = useState<{ numerator?: string; denominator?: string }>({});
  const [id, setId] = useState<string | null>(null);
  const [name, setName] = useState('');
  const [polarity, setPolarity] = useState<Polarity>('high_is_worse');
  const [error, setError] = useState<ErrorReport | null>(null);
  const numerator = counts.find((count) => count.id === chosen.numerator) ?? first;
  const others = counts.filter((count) => count.id !== numerator?.id);
  const denominator =
    others.find((count) => count.id === chosen.denominator) ??
    others.find((count) => count.id === numerator?.of) ??
    others.find((count) => /population|working_age|residents|people/.test(count.id)) ??
    others[0];
  if (numerator === undefined || denominator === undefined)
    return (
      <Dialog title="Define a rate" isOpen onClose={onClose} size="small">
        <EmptyState title="A rate needs two counts">
          Import a count, such as claimants, and the count it is a share of, such as working-age residents.
        </EmptyState>
      </Dialog>
    );
  const written = id ?? freeId(usualId(numerator.id), taken);
  const problem = idProblem(written, taken.has(written));
  const define = async (): Promise<void> => {
    if (problem !== undefined) return;
    try {
      const defined = await getClient().call('indicator.define', {
        id: written,
        name: name.trim() || null,
        numerator: numerator.id,
        denominator: denominator.id,
        polarity,
      });
      onClose();
      await tellDefined(defined);
    } catch (failure) {
      setError(reportError(failure));
    }
  };
  const option = (count: typeof numerator) => ({ id: count.id, name: count.name, detail: count.id });
  return (
    <Dialog
      title="Define a rate"
      isOpen
      onClose={onClose}
      size="small"
      actions={
        <>
          <Button onPress={onClose}>Cancel</Button>
          <Button look="primary" onPress={() => void define()} isDisabled={problem !== undefined}>
            Define
          </Button>
        </>
      }
    >
      <div className="stack">
        <Select
          label="Count"
          options={counts.map(option)}
          value={numerator.id}
          onChange={(numeratorId) => setChosen({ numerator: numeratorId })}
        />
        <Select
          label="As a share of"
          options={others.map(option)}
          value={denominator.id}
          onChange={(denominatorId) => setChosen({ numerator: numerator.id, denominator: denominatorId })}
        />
        <TextField
          label="As rules call it"
          value={written}
          onChange={(text) => setId(text.trim())}
          isMono
          error={problem}
          help={`${written} = 100 × ${numerator.id} ÷ ${denominator.id}`}
        />
        <TextField
          label="Name for people"
          value={name}
          onChange={setName}
          placeholder={`${numerator.name}, rate`}
          onEnter={() => void define()}
        />
        <Select
          label="How it is read"
          options={polarities}
          value={polarity}
          onChange={(text) => setPolarity(polarities.find((item) => item.id === text)?.id ?? 'high_is_worse')}
        />
        {error === null ? null : <ErrorCallout error={error} />}
      </div>
    </Dialog>
  );
}

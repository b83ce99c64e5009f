import { useState } from 'react';
import {
  indicatorId,
  reportError,
  type CallOutput,
  type ErrorReport,
  type WorkspaceDescription,
} from '#contract';
import { useSettled } from '../../answers/index.ts';
import {
  useDraftClient,
  notify,
  rateTrials,
  refreshSession,
  showIndicator,
  undo,
  useSession,
  useView,
} from '../../state/index.ts';
import { Button, Callout, Dialog, EmptyState, ErrorCallout, Select, TextField } from '../../ui/index.ts';
import './define-rate.css';
import { findRateOf, proposeId, type ChosenPair as Pair } from './names.ts';
import { RateTrialView } from './RateTrialView.tsx';

type Polarity = 'high_is_worse' | 'low_is_worse' | 'neutral';

const polarities = [
  { id: 'high_is_worse', name: 'A high value means more need' },
  { id: 'low_is_worse', name: 'A low value means more need' },
  { id: 'neutral', name: 'Neither' },
] as const satisfies readonly { id: Polarity; name: string }[];

function idProblem(id: string, isTaken: boolean): string | undefined {
  if (isTaken) return `There is already an indicator ${id}.`;
  return indicatorId.safeParse(id).success
    ? undefined
    : 'Use lower-case letters, digits and _, beginning with a letter, such as jsa_rate.';
}

async function tellDefined({ id, warnings }: CallOutput<'indicator.define'>): Promise<void> {
  await refreshSession();
  showIndicator(id, useSession.getState().description);
  notify('success', `${id} is defined and shown on the map.`, warnings.join(' ') || null, {
    label: 'Undo',
    run: () => void undo(),
  });
}

type Count = WorkspaceDescription['indicators'][number];

const optionOf = ({ id, name }: Count) => ({ id, name, detail: id });

interface PairFieldsProps {
  counts: readonly Count[];
  pair: Pair;
  onChange: (pair: Pair) => void;
}

/** The two counts. One that is chosen on both sides goes to where it was chosen last. */
function PairFields({ counts, pair, onChange }: PairFieldsProps) {
  const { numerator, denominator } = pair;
  return (
    <>
      <Select
        label="Count"
        options={counts.map(optionOf)}
        value={numerator}
        onChange={(id) => onChange({ numerator: id, denominator: id === denominator ? null : denominator })}
        placeholder="Choose a count of some, such as claimants"
        isNeeded={numerator === null}
      />
      <Select
        label="As a share of"
        options={counts.filter(({ id }) => id !== numerator).map(optionOf)}
        value={denominator}
        onChange={(id) => onChange({ numerator, denominator: id })}
        placeholder="Choose all those it is a part of"
        isNeeded={denominator === null}
      />
    </>
  );
}

function TooFew({ onClose }: { onClose: () => void }) {
  return (
    <Dialog title="Define a rate" isOpen onClose={onClose} size="small">
      <EmptyState title="A rate needs two counts">
        Import a count, such as claimants, and the count it is a share of, such as working-age residents.
      </EmptyState>
    </Dialog>
  );
}

/** The two counts as chosen, else as proposed, and what the rate would be. */
function useTrial(chosen: Pair) {
  const geography = useView((state) => state.geography);
  const counts = useSession((state) => state.description?.indicators ?? []);
  // The map's geography shows areas that the person knows, if it has the numbers.
  const isHere = [chosen.numerator, chosen.denominator].every(
    (id) =>
      id === null || counts.find((count) => count.id === id)?.geographies.some((item) => item === geography),
  );
  const loaded = rateTrials.use({ ...chosen, geography: isHere ? geography : null });
  const trial = useSettled(loaded);
  return { trial, error: loaded.error, isTrying: loaded.loading };
}

export interface RateDialogProps {
  /** The counts to begin with; null = the likeliest of the workspace. */
  pair: { numerator: string; denominator: string } | null;
  onClose: () => void;
}

/** Defines a rate: 100 × one count divided by another, with what it would be in real areas beside it. */
export function RateDialog({ pair: asked, onClose }: RateDialogProps) {
  const indicators = useSession((state) => state.description?.indicators ?? []);
  const counts = indicators.filter(({ kind }) => kind === 'count');
  const taken = new Set(indicators.map((indicator) => indicator.id));
  const client = useDraftClient();
  const [chosen, setChosen] = useState<Pair>(asked ?? { numerator: null, denominator: null });
  const [id, setId] = useState<string | null>(null);
  const [name, setName] = useState('');
  const [polarity, setPolarity] = useState<Polarity>('high_is_worse');
  const [refused, setRefused] = useState<ErrorReport | null>(null);
  const { trial, error, isTrying } = useTrial(chosen);
  if (counts.length < 2) return <TooFew onClose={onClose} />;
  const numerator = chosen.numerator ?? trial?.numerator ?? null;
  const denominator = chosen.denominator ?? trial?.denominator ?? null;
  const pair = { numerator, denominator };
  const written = id ?? proposeId(pair, taken);
  const existing = findRateOf(pair, indicators);
  const problem = idProblem(written, taken.has(written));
  const isReady = denominator !== null && problem === undefined && trial?.problem === null && !isTrying;
  const define = async (): Promise<void> => {
    if (!isReady || numerator === null) return;
    try {
      const defined = await client.call('indicator.define', {
        id: written,
        name: name.trim() || null,
        numerator,
        denominator,
        polarity,
      });
      onClose();
      await tellDefined(defined);
    } catch (failure) {
      setRefused(reportError(failure));
    }
  };
  const exchange = (): void => setChosen({ numerator: denominator, denominator: numerator });
  const numeratorName = counts.find((count) => count.id === numerator)?.name;
  return (
    <Dialog
      title="Define a rate"
      isOpen
      onClose={onClose}
      size="wide"
      actions={
        <>
          <Button onPress={onClose}>Cancel</Button>
          <Button look="primary" onPress={() => void define()} isDisabled={!isReady}>
            Define
          </Button>
        </>
      }
    >
      <div className="rate-define">
        <div className="stack">
          <PairFields counts={counts} pair={pair} onChange={setChosen} />
          <TextField
            label="Name in rules"
            value={written}
            onChange={(text) => setId(text.trim())}
            isMono
            error={numerator === null ? undefined : problem}
            help={denominator === null ? undefined : `${written} = 100 × ${numerator} ÷ ${denominator}`}
          />
          <TextField
            label="Name for people"
            value={name}
            onChange={setName}
            help={
              numeratorName === undefined
                ? undefined
                : `Left empty: ${numeratorName} per ${counts.find((count) => count.id === denominator)?.name ?? '…'}`
            }
            onEnter={() => void define()}
          />
          <Select
            label="What a high value means"
            options={polarities}
            value={polarity}
            onChange={(text) =>
              setPolarity(polarities.find((item) => item.id === text)?.id ?? 'high_is_worse')
            }
          />
        </div>
        <div className="stack">
          {existing === undefined ? null : (
            <Callout tone="info" title={`${existing} is this rate already: ${numerator} ÷ ${denominator}.`}>
              <p>
                Rules and map can use it as it is. A second rate of the same two counts would have the same
                values.
              </p>
            </Callout>
          )}
          <RateTrialView trial={trial} error={error} onExchange={exchange} />
          {refused === null ? null : <ErrorCallout error={refused} />}
        </div>
      </div>
    </Dialog>
  );
}

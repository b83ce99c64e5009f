import { periodLabel, useProvisionFacts, useSession, type ProvisionFacts } from '../../state/index.ts';
import { Segments, Select, type Option } from '../../ui/index.ts';
import type { By, PerformanceChoices, Success } from './choices.ts';

const all = '\u0000all';

const bys: { id: By; name: string }[] = [
  { id: 'provider', name: 'Providers' },
  { id: 'programme', name: 'Programmes' },
  { id: 'area', name: 'Areas' },
];
const successes: { id: Success; name: string }[] = [
  { id: 'outcomes', name: 'Job outcomes' },
  { id: 'sustained', name: 'Sustained outcomes' },
];

interface NarrowProps {
  label: string;
  whole: string;
  options: Option[];
  value: string | null;
  onChange: (id: string | null) => void;
}

function Narrow({ label, whole, options, value, onChange }: NarrowProps) {
  return (
    <Select
      label={label}
      options={[{ id: all, name: whole }, ...options]}
      value={value ?? all}
      onChange={(id) => onChange(id === all ? null : id)}
    />
  );
}

const named = (things: readonly { id: string; name: string }[]): Option[] =>
  things.map(({ id, name }) => ({ id, name: name || id }));

function programmesOf({ provision }: ProvisionFacts, provider: string | null): Option[] {
  return named(provision.programmes.filter((each) => provider === null || each.provider === provider));
}

/** What is compared, what success is, and which rows count. */
export function ChoiceFields({
  choices,
  put,
}: {
  choices: PerformanceChoices;
  put: (change: Partial<PerformanceChoices>) => void;
}) {
  const facts = useProvisionFacts();
  const description = useSession((state) => state.description);
  const { by, success, provider, programme, period } = choices;
  return (
    <>
      <div className="funnel-choices">
        <Segments label="Compare" segments={bys} value={by} onChange={(id) => put({ by: id })} />
        <Segments
          label="Success is"
          segments={successes}
          value={success}
          onChange={(id) => put({ success: id })}
        />
      </div>
      {facts === null ? null : (
        <div className="funnel-choices">
          {by === 'provider' ? null : (
            <Narrow
              label="Provider"
              whole="All providers"
              options={named(facts.provision.providers)}
              value={provider}
              onChange={(id) => put({ provider: id, programme: null })}
            />
          )}
          {by === 'programme' ? null : (
            <Narrow
              label="Programme"
              whole="All programmes"
              options={programmesOf(facts, by === 'area' ? provider : null)}
              value={programme}
              onChange={(id) => put({ programme: id })}
            />
          )}
          <Narrow
            label="Period"
            whole="All periods"
            options={facts.performance.periods
              .toReversed()
              .map((id) => ({ id, name: periodLabel(description, id) }))}
            value={period}
            onChange={(id) => put({ period: id })}
          />
        </div>
      )}
    </>
  );
}

import type { ErrorReport, RateSample, RateTrial, WorkspaceDescription } from '#contract';
import { periodLabel, useSession } from '../../state/index.ts';
import { Button, Callout, ErrorCallout, formatWhole, formatDecimal, geographyWords } from '../../ui/index.ts';

const sampleWords = ({ name, code, count, base, rate }: RateSample): string =>
  `${name === '' ? code : name}: ${formatWhole(count)} of ${formatWhole(base)} = ${rateWords(rate)} %`;

/** A rate that is small beside one decimal keeps what tells it from 0. */
function rateWords(rate: number): string {
  return rate > 0 && rate < 0.05 ? rate.toPrecision(1) : formatDecimal(rate);
}

function restWords({ areas, geography }: RateTrial): string {
  const { many } = geographyWords(geography ?? '');
  const without = [
    areas.suppressed === 0 ? '' : `${formatWhole(areas.suppressed)} suppressed`,
    areas.missing === 0 ? '' : `${formatWhole(areas.missing)} without a number`,
  ].filter((words) => words !== '');
  const known = `${formatWhole(areas.known)} of ${formatWhole(areas.all)} ${many} have a rate`;
  return without.length === 0 ? `${known}.` : `${known}; ${without.join(', ')}.`;
}

function periodWords(
  { period, denominatorPeriod }: RateTrial,
  description: WorkspaceDescription | null,
): string {
  if (period === null) return '';
  const say = (id: string): string => periodLabel(description, id);
  return denominatorPeriod === null || denominatorPeriod === period
    ? ` For ${say(period)}.`
    : ` The count is for ${say(period)}, the count that it is divided by for ${say(denominatorPeriod)}.`;
}

function Figures({ trial }: { trial: RateTrial }) {
  const description = useSession((state) => state.description);
  const { highest, middle, areas, pooled } = trial;
  if (highest === null || middle === null)
    return (
      <Callout tone="warning" title="No area has a number for both counts, so the rate would be empty.">
        <p>{restWords(trial)}</p>
      </Callout>
    );
  return (
    <div className="rate-sample">
      <dl className="facts">
        <div>
          <dt>Highest</dt>
          <dd>{sampleWords(highest)}</dd>
        </div>
        {areas.known < 3 ? null : (
          <div>
            <dt>Middle</dt>
            <dd>{sampleWords(middle)}</dd>
          </div>
        )}
        {pooled === null ? null : (
          <div>
            <dt>All together</dt>
            <dd>{rateWords(pooled)} %</dd>
          </div>
        )}
      </dl>
      <p className="quiet">
        {restWords(trial)}
        {periodWords(trial, description)}
      </p>
    </div>
  );
}

interface RateTrialViewProps {
  trial: RateTrial | null;
  error: ErrorReport | null;
  /** Makes the count what is divided by, and the other way round. */
  onExchange: () => void;
}

/** What the rate would be in areas of the workspace, or why it cannot be one. */
export function RateTrialView({ trial, error, onExchange }: RateTrialViewProps) {
  if (error !== null) return <ErrorCallout error={error} />;
  if (trial === null) return <p className="quiet">Trying the rate…</p>;
  if (trial.numerator === null || trial.denominator === null) return null;
  return (
    <section className="stack" aria-label="What the rate would be" role="status">
      {trial.problem === null ? null : (
        <Callout
          tone="error"
          title={trial.problem}
          actions={<Button onPress={onExchange}>Exchange the two</Button>}
        >
          <p>Exchange the two, or divide by another count.</p>
        </Callout>
      )}
      <Figures trial={trial} />
      {trial.warnings.map((warning) => (
        <Callout key={warning} tone="warning" title={warning} />
      ))}
    </section>
  );
}

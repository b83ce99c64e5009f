import { formatPlural, type ImportFinding, type ImportTrial, type ProvisionMapping } from '#contract';
import { Callout, ErrorCallout, formatWhole } from '../../ui/index.ts';
import { consequenceWords, findingWords, otherRejects, otherWarnings, positionWords } from './consequence.ts';
import type { Tried } from './useTrial.ts';

function Examples({ title, lines, total }: { title: string; lines: readonly string[]; total: number }) {
  return (
    <details className="consequence-part">
      <summary>{title}</summary>
      <ul className="consequence-examples">
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
        {total > lines.length ? <li>and {formatWhole(total - lines.length)} more</li> : null}
      </ul>
    </details>
  );
}

/** Rows that are left out resemble one another; sites outside are each worth a look. */
const examplesShown = { outside: 20, others: 5 };

function Finding({ finding }: { finding: ImportFinding }) {
  const { kind, examples, times } = finding;
  const shown = examples.slice(0, examplesShown[kind === 'outside' ? 'outside' : 'others']);
  return <Examples title={findingWords(finding)} lines={shown} total={times} />;
}

/** Rows left out for reasons of their own, beyond what the findings tell. */
function Others({ trial }: { trial: ImportTrial }) {
  const told = trial.found
    .filter(({ kind }) => kind !== 'outside')
    .reduce((sum, { times }) => sum + times, 0);
  const total = trial.rows.rejected - told;
  const lines = otherRejects(trial).slice(0, 20);
  if (total <= 0 || lines.length === 0) return null;
  return (
    <Examples title={`${formatPlural(total, 'row is', 'rows are')} left out`} lines={lines} total={total} />
  );
}

function Strangers({ unmatched }: Pick<ImportTrial, 'unmatched'>) {
  const { codes, codesTotal } = unmatched;
  if (codesTotal === 0) return null;
  return (
    <Examples
      title={`${formatPlural(codesTotal, 'code is', 'codes are')} not among the areas, and left out`}
      lines={codes.slice(0, 10)}
      total={codesTotal}
    />
  );
}

function markerWords({ markers }: Pick<ImportTrial, 'markers'>): string[] {
  return markers.map(
    ({ marker, takenFor, times }) =>
      `${marker === '' ? 'A blank cell' : `“${marker}”`} is taken for ${takenFor}, ${formatPlural(times, 'time')}.`,
  );
}

function placedWords(draft: ProvisionMapping): string {
  return 'position' in draft ? positionWords(draft.position) : '';
}

function Found({ draft, trial }: { draft: ProvisionMapping; trial: ImportTrial }) {
  const notes = [
    placedWords(draft),
    trial.isWhole
      ? ''
      : `Only the first ${formatPlural(trial.rows.read, 'row')} were looked at; the import reads all of them.`,
    ...otherWarnings(trial),
    ...markerWords(trial),
  ].filter((note) => note !== '');
  const hasErrors = trial.timetable?.problems.some(({ severity }) => severity === 'error') === true;
  const isMet = trial.found.length > 0 || trial.unmatched.codesTotal > 0 || hasErrors;
  const isClean = trial.rows.rejected === 0 && !isMet;
  return (
    <Callout tone={isClean ? 'success' : 'warning'} title={consequenceWords(draft, trial)}>
      {trial.found.map((finding) => (
        <Finding key={finding.kind} finding={finding} />
      ))}
      <Others trial={trial} />
      <Strangers unmatched={trial.unmatched} />
      {notes.map((note) => (
        <p className="consequence-note" key={note}>
          {note}
        </p>
      ))}
    </Callout>
  );
}

export interface ConsequenceProps {
  draft: ProvisionMapping;
  tried: Tried;
  /** False while something is still needed: what would be refused then is no news. */
  isReady: boolean;
}

/** What the import as it stands would do: the counts, what it would leave out and why, or why it would be refused. */
export function Consequence({ draft, tried, isReady }: ConsequenceProps) {
  const { trial, error, isTrying } = tried;
  const refused = error ?? trial?.refused ?? null;
  return (
    <section className="consequence" aria-label="What the import will do" aria-busy={isTrying}>
      {refused !== null && isReady ? <ErrorCallout error={refused} /> : null}
      {refused !== null && !isReady ? (
        <Callout tone="info" title="What the import will do shows here once the needed columns are chosen." />
      ) : null}
      {refused === null && trial !== null ? <Found draft={draft} trial={trial} /> : null}
      {refused === null && trial === null && isTrying ? <p className="quiet">Trying the import…</p> : null}
    </section>
  );
}

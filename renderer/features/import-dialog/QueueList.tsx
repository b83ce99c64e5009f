import { FileText, RotateCcw, X } from 'lucide-react';
import { listMissing } from '#core/sources';
import { describedFamily, sayError, type ErrorReport, type ImportReport, formatPlural } from '#contract';
import { rowsWords, showDialog, reportOf, useJobs } from '../../state/index.ts';
import { Button, IconButton, JobProgress } from '../../ui/index.ts';
import { missingWords, problemsOf } from './draft.ts';
import { removeItem, reopenItem, stateOf, type QueueItem } from './queue.ts';

function Refusal({ error }: { error: ErrorReport }) {
  return (
    <>
      <strong>Refused:</strong> {sayError(error)}
    </>
  );
}

function importedWords({ rows, warnings, alreadyImported }: ImportReport): string {
  if (alreadyImported) return 'Imported before with the same mapping; nothing was changed.';
  const known =
    warnings.length === 0 ? '' : ` ${formatPlural(warnings.length, 'thing')} to know: see the report.`;
  return `Imported: ${rowsWords(rows)}.${known}`;
}

/** What still has to be said of an item, or that nothing has to. */
function OpenWords({ item }: { item: QueueItem }) {
  const { look, source } = item;
  const problems = look.draft === null ? {} : problemsOf(look.draft, look.inspection?.columns ?? []);
  const missing = listMissing({ kind: 'observations', ...source });
  return (
    <>
      {look.draft === null || Object.keys(problems).length === 0
        ? 'Ready'
        : `To be looked at: ${missingWords(look.draft, problems)}`}
      {missing.length === 0 ? null : (
        <span className="queue-gap mark mark-borderline">no {missing.join(', no ')}</span>
      )}
    </>
  );
}

function StateWords({ item }: { item: QueueItem }) {
  const job = useJobs(({ jobs }) => jobs.find((each) => each.id === item.job));
  const state = stateOf(item);
  const error = item.end?.error ?? item.look.error;
  switch (state) {
    case 'imported':
      return item.end?.report == null ? null : importedWords(item.end.report);
    case 'importing':
      return job === undefined ? 'Being imported…' : <JobProgress job={job} />;
    case 'refused':
      return error === null ? 'Refused' : <Refusal error={error} />;
    case 'stopped':
      return 'Stopped: nothing of it was imported.';
    case 'waiting':
      return 'Waiting to be read';
    case 'reading':
      return 'Being read…';
    default:
      return <OpenWords item={item} />;
  }
}

function familyName({ look, end }: QueueItem): string {
  const family = end?.report?.mapping.family ?? look.draft?.family;
  return family === undefined ? '–' : describedFamily(family).title;
}

function Belongings({ item: { name, look, unread } }: { item: QueueItem }) {
  const others = look.files.map((file) => file.name).filter((each) => each !== name);
  const words = [
    others.length === 0 ? '' : `with ${others.join(', ')}`,
    unread.length === 0 ? '' : `not needed: ${unread.join(', ')}`,
  ].filter((text) => text !== '');
  return words.length === 0 ? null : <span className="queue-belongings">{words.join('; ')}</span>;
}

function Actions({ item, onOpen }: { item: QueueItem; onOpen: (id: string) => void }) {
  const { id, name, end, look } = item;
  const state = stateOf(item);
  const report = end?.report ?? null;
  return (
    <div className="queue-actions">
      {state === 'open' || state === 'ready' ? (
        <Button
          look={state === 'open' ? 'primary' : 'outlined'}
          aria-label={`Look at ${name}`}
          onPress={() => onOpen(id)}
        >
          Look at it…
        </Button>
      ) : null}
      {report === null ? null : (
        <IconButton
          label={`Report: ${name}`}
          icon={<FileText size={16} />}
          onPress={() => showDialog(reportOf(`Import ${name}`, report, true))}
        />
      )}
      {end !== null && report === null && look.inspection !== null ? (
        <IconButton
          label={`Back to the mapping: ${name}`}
          icon={<RotateCcw size={16} />}
          onPress={() => reopenItem(id)}
        />
      ) : null}
      {state === 'imported' ? null : (
        <IconButton
          label={state === 'importing' ? `Cancel: ${name}` : `Leave out: ${name}`}
          icon={<X size={16} />}
          onPress={() => void removeItem(id)}
        />
      )}
    </div>
  );
}

export interface QueueListProps {
  items: readonly QueueItem[];
  left: readonly string[];
  /** Opens the mapping of an item. */
  onOpen: (id: string) => void;
}

/** A row for each data set that was chosen: what it was recognised as, and where it is on its way. */
export function QueueList({ items, left, onOpen }: QueueListProps) {
  return (
    <table className="plain-table queue">
      <thead>
        <tr>
          <th scope="col">File</th>
          <th scope="col">Read as</th>
          <th scope="col">State</th>
          <th scope="col">
            <span className="visually-hidden">What to do</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {items.map((item) => (
          <tr key={item.id} data-state={stateOf(item)}>
            <th scope="row">
              {item.name}
              <Belongings item={item} />
            </th>
            <td>{familyName(item)}</td>
            <td className="queue-state">
              <StateWords item={item} />
            </td>
            <td>
              <Actions item={item} onOpen={onOpen} />
            </td>
          </tr>
        ))}
        {left.map((name) => (
          <tr key={name} data-state="left">
            <th scope="row">{name}</th>
            <td>–</td>
            <td className="queue-state quiet">Left: it is no table, layer or timetable.</td>
            <td />
          </tr>
        ))}
      </tbody>
    </table>
  );
}

import { Copy } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { formatPlural } from '#contract';
import { useSettled } from '../../answers/index.ts';
import { exportLogs, notify } from '../../state/index.ts';
import { Button, Dialog, EmptyState, ErrorCallout, IconButton, TextField } from '../../ui/index.ts';
import './leaving.css';
import { listLogRows, type LogRow } from './log-rows.ts';

/** The checksum of a file, to be compared with what somebody has. */
function Checksum({ sha256, file }: Pick<LogRow, 'sha256' | 'file'>) {
  const text = useRef<HTMLElement>(null);
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(sha256);
      notify('success', `The checksum of ${file} was copied.`);
    } catch {
      // Where a page may not write to the clipboard, the person can.
      if (text.current !== null) getSelection()?.selectAllChildren(text.current);
      notify('info', 'The checksum is selected: press Ctrl+C to copy it.');
    }
  };
  return (
    <span className="log-checksum">
      <code ref={text} title={sha256}>
        {sha256}
      </code>
      <IconButton
        label={`Copy the checksum of ${file}`}
        icon={<Copy size={14} />}
        onPress={() => void copy()}
      />
    </span>
  );
}

function Row({ row }: { row: LogRow }) {
  return (
    <tr>
      <td className="log-when">{row.when}</td>
      <th scope="row" className="log-title">
        {row.title}
        <span className="log-file">
          {row.file} · {row.format}
        </span>
      </th>
      <td>{row.policy}</td>
      <td>{row.by}</td>
      <td>{row.override === '' ? '' : <span className="mark mark-borderline">{row.override}</span>}</td>
      <td>
        <Checksum {...row} />
      </td>
    </tr>
  );
}

function Table({ rows }: { rows: readonly LogRow[] }) {
  return (
    <table className="plain-table log" data-may-leave>
      <caption className="visually-hidden">What has left this workspace, newest first</caption>
      <thead>
        <tr>
          <th scope="col">When</th>
          <th scope="col">Document</th>
          <th scope="col">Policy</th>
          <th scope="col">By</th>
          <th scope="col">Let leave by, and why</th>
          <th scope="col">Checksum (SHA-256)</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Row key={row.key} row={row} />
        ))}
      </tbody>
    </table>
  );
}

/** What has left the workspace, the newest first: when, what, under which policy, by whom, and with whose leave. */
export function LogDialog({ onClose }: { onClose: () => void }) {
  const asked = exportLogs.use({});
  // Files leave without changing the workspace: what is known may be old when the dialog is opened next.
  useEffect(() => () => exportLogs.forget(), []);
  const log = useSettled(asked);
  const [typed, setTyped] = useState('');
  const rows = listLogRows(log?.exports ?? [], typed);
  const total = log?.exports.length ?? 0;
  return (
    <Dialog
      title="What has left"
      isOpen
      onClose={onClose}
      size="full"
      actions={<Button onPress={onClose}>Close</Button>}
    >
      <div className="stack">
        {asked.error === null ? null : <ErrorCallout error={asked.error} />}
        {log !== null && total === 0 ? (
          <EmptyState title="Nothing has left yet">
            Whatever is exported from this workspace is listed here: when, under which policy, by whom, and
            the checksum of its file.
          </EmptyState>
        ) : null}
        {total === 0 ? null : (
          <>
            <TextField label="Find" value={typed} onChange={setTyped} placeholder="title, file, name …" />
            <p className="quiet" role="status">
              {rows.length === total
                ? `${formatPlural(total, 'file')}, the newest first.`
                : `${rows.length} of ${formatPlural(total, 'file')}.`}
            </p>
            <Table rows={rows} />
          </>
        )}
      </div>
    </Dialog>
  );
}

import { formatPlural, type ImportReport } from '#contract';
import {
  attempt,
  closeDialog,
  deliverFiles,
  getClient,
  notifyReport,
  undo,
  useSession,
  waitForEnd,
  type ShownReport,
} from '../../state/index.ts';
import { Button, Callout, Dialog, formatWhole } from '../../ui/index.ts';
import { Health, Met } from './Findings.tsx';
import { NextSteps } from './NextSteps.tsx';
import { flagWords, mappingLines, reportSentence, sensitivityWords, warningsBeyond } from './sentences.ts';

/** Rejected rows shown in the dialog; the rest is in the CSV. */
const rejectsShown = 50;

async function saveRejects(release: number): Promise<void> {
  const started = await attempt(() => getClient().call('import.rejects', { release }));
  if (started === undefined) return;
  const job = await waitForEnd(started.job);
  if (job.product?.kind === 'files') await deliverFiles(job.product.files);
  else if (job.error !== null) notifyReport(job.error);
}

function Rejects({ report }: { report: ImportReport }) {
  const { rejects, rows, release } = report;
  if (rows.rejected === 0) return null;
  return (
    <section className="report-part">
      <div className="row">
        <h3 className="report-heading">{formatPlural(rows.rejected, 'rejected row')}</h3>
        <Button onPress={() => void saveRejects(release)}>Save all rejected rows as CSV</Button>
      </div>
      <div className="report-scroll" role="region" aria-label="Rejected rows" tabIndex={0}>
        <table className="plain-table">
          <thead>
            <tr>
              <th scope="col" className="number">
                Row
              </th>
              <th scope="col">Why</th>
            </tr>
          </thead>
          <tbody>
            {rejects.slice(0, rejectsShown).map(({ row, reason }) => (
              <tr key={`${row} ${reason}`}>
                <td className="number">{formatWhole(row)}</td>
                <td>{reason}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {rows.rejected > rejectsShown ? (
        <p className="quiet">The first {rejectsShown} are shown; the CSV has all of them.</p>
      ) : null}
    </section>
  );
}

function examples(codes: readonly string[], total: number): string {
  const shown = codes.slice(0, 8);
  return shown.join(', ') + (total > shown.length ? ' …' : '');
}

function Unmatched({ report }: { report: ImportReport }) {
  const { codes, areas, codesTotal, areasTotal } = report.unmatched;
  if (codesTotal === 0 && areasTotal === 0) return null;
  return (
    <section className="report-part">
      <h3 className="report-heading">Codes that did not match</h3>
      {codesTotal === 0 ? null : (
        <p>
          <strong>{formatPlural(codesTotal, 'code')}</strong> in the file {codesTotal === 1 ? 'is' : 'are'}{' '}
          not in the geography: <span className="report-codes">{examples(codes, codesTotal)}</span>
        </p>
      )}
      {areasTotal === 0 ? null : (
        <p>
          <strong>{formatPlural(areasTotal, 'area')}</strong> of the geography{' '}
          {areasTotal === 1 ? 'has' : 'have'} nothing in the file:{' '}
          <span className="report-codes">{examples(areas, areasTotal)}</span>
        </p>
      )}
    </section>
  );
}

function Markers({ report }: { report: ImportReport }) {
  const flags = flagWords(report);
  if (report.markers.length === 0 && flags.length === 0) return null;
  return (
    <section className="report-part">
      <h3 className="report-heading">Values that are not plain numbers</h3>
      {flags.length === 0 ? null : <p>{flags.join('; ')}.</p>}
      {report.markers.length === 0 ? null : (
        <ul className="report-list">
          {report.markers.map(({ marker, takenFor, times }) => (
            <li key={marker + takenFor}>
              {marker === '' ? 'A blank cell' : <code>{marker}</code>} was taken for {takenFor},{' '}
              {formatPlural(times, 'time')}.
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Mended({ report }: { report: ImportReport }) {
  if (report.mended.length === 0) return null;
  return (
    <section className="report-part">
      <h3 className="report-heading">Outlines that were mended</h3>
      <ul className="report-list">
        {report.mended.map(({ kind, times, examples: codes }) => (
          <li key={kind}>
            <strong>{kind}</strong>: {formatPlural(times, 'time')}
            {codes.length === 0 ? '' : `, such as ${codes.slice(0, 5).join(', ')}`}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Warnings({ warnings }: { warnings: readonly string[] }) {
  if (warnings.length === 0) return null;
  return (
    <Callout
      tone="warning"
      title={warnings.length === 1 ? 'To know before using it' : 'To know before using them'}
    >
      <ul className="report-list">
        {warnings.map((warning) => (
          <li key={warning}>{warning}</li>
        ))}
      </ul>
    </Callout>
  );
}

function Mapping({ mapping }: Pick<ImportReport, 'mapping'>) {
  return (
    <details className="report-part">
      <summary>Mapping used</summary>
      <dl className="facts report-mapping">
        {mappingLines(mapping).map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}

function Headline({ report }: { report: ImportReport }) {
  if (report.alreadyImported)
    return (
      <Callout tone="info" title="This file was imported before with the same mapping.">
        <p>Nothing was changed. Below is the report of that import.</p>
      </Callout>
    );
  const isMet = report.found !== undefined && report.found.length > 0;
  const isClean = report.rows.rejected === 0 && report.unmatched.codesTotal === 0 && !isMet;
  return <Callout tone={isClean ? 'success' : 'warning'} title={reportSentence(report)} />;
}

const moment = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeStyle: 'short' });

/** What is known of the release itself, whoever made it. */
function ReleaseFacts({ id, judged }: { id: number; judged: ImportReport['sensitivity'] }) {
  const release = useSession((state) => state.description?.releases.find((item) => item.id === id));
  if (release === undefined) return null;
  const lines: [string, string][] = [
    ['File', release.file],
    ['Holds', release.title],
    ['Publisher', release.publisher ?? 'not said'],
    ['Licence', release.licence ?? 'not said'],
    ['Sensitivity', sensitivityWords(release.sensitivity, judged)],
    ['Printed lines', release.attribution.join('\n') || 'none'],
    ['Imported', moment.format(new Date(release.imported))],
    ['SHA-256', release.sha256],
  ];
  return (
    <section className="report-part">
      <h3 className="report-heading">The release</h3>
      <dl className="facts report-mapping">
        {lines
          .filter(([, value]) => value !== '')
          .map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
      </dl>
    </section>
  );
}

function Findings({ report }: { report: ImportReport }) {
  return (
    <>
      <Headline report={report} />
      <Warnings warnings={warningsBeyond(report)} />
      <Met report={report} />
      <Health report={report} />
      <Rejects report={report} />
      <Unmatched report={report} />
      <Markers report={report} />
      <Mended report={report} />
      <Mapping mapping={report.mapping} />
    </>
  );
}

/** Takes the import back and leaves its report. */
async function takeOut(): Promise<void> {
  await undo();
  closeDialog();
}

/** What an import found: rows, rejects, codes that did not match, warnings; and what to do next. */
export function ReportDialog({
  title,
  release,
  report,
  isFresh,
  onClose,
}: ShownReport & { onClose: () => void }) {
  const canUndo = isFresh && report !== null && !report.alreadyImported;
  return (
    <Dialog
      title={title}
      isOpen
      onClose={onClose}
      size="wide"
      actions={
        <>
          <span className="dialog-foot-words">
            {canUndo ? 'Not what you wanted? Undo takes it out again.' : ''}
          </span>
          {canUndo ? <Button onPress={() => void takeOut()}>Undo the import</Button> : null}
          <Button onPress={onClose}>Close</Button>
          {report === null ? null : <NextSteps report={report} />}
        </>
      }
    >
      <div className="stack report">
        {report === null ? (
          <p>This release was not read from a file, so there is no report of rows.</p>
        ) : (
          <Findings report={report} />
        )}
        <ReleaseFacts id={release} judged={report?.sensitivity} />
      </div>
    </Dialog>
  );
}

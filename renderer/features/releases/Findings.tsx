import type { ImportFinding, ImportReport } from '#contract';
import { formatWhole, TimetableCard, TimetableProblems } from '../../ui/index.ts';
import { cutWords, findingTitles, metWords } from './sentences.ts';

/** Rows that were left out stand in the list of rejected rows too. */
const examplesShown = { outside: 20, others: 5 };

function Finding({ finding }: { finding: ImportFinding }) {
  const { kind, times } = finding;
  const examples = finding.examples.slice(0, examplesShown[kind === 'outside' ? 'outside' : 'others']);
  return (
    <section className="report-part">
      <h3 className="report-heading">{findingTitles[kind]}</h3>
      <p>{metWords(finding)}</p>
      <ul className="report-list report-examples">
        {examples.map((example) => (
          <li key={example}>{example}</li>
        ))}
        {times > examples.length ? <li>and {formatWhole(times - examples.length)} more</li> : null}
      </ul>
    </section>
  );
}

/** What an import of provision met: what lies outside, what came twice, what could not be placed; each with examples. */
export function Met({ report }: { report: ImportReport }) {
  return (report.found ?? []).map((finding) => <Finding key={finding.kind} finding={finding} />);
}

/** The health report of a timetable: days, trips, what the cut kept, and every problem. */
export function Health({ report: { timetable } }: { report: ImportReport }) {
  if (timetable === undefined) return null;
  return (
    <>
      <section className="report-part">
        <h3 className="report-heading">Trips on every day</h3>
        <TimetableCard facts={timetable} />
        <p>{cutWords(timetable)}</p>
      </section>
      <section className="report-part">
        <h3 className="report-heading">Problems in the feed</h3>
        <TimetableProblems problems={timetable.problems} />
      </section>
    </>
  );
}

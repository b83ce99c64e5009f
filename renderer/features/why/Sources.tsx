import type { RuleResult, WorkspaceDescription } from '#contract';
import { findIndicator, periodLabel, releaseReports, useSession } from '../../state/index.ts';

/** Licence lines as a release holds them; other shapes say nothing. */
function licenceLines(report: unknown): string[] {
  if (typeof report !== 'object' || report === null) return [];
  const { attribution, licence } = report as { attribution?: unknown; licence?: unknown };
  const lines = Array.isArray(attribution) ? attribution : [attribution];
  const texts = lines.filter((line): line is string => typeof line === 'string' && line !== '');
  if (texts.length > 0) return texts;
  return typeof licence === 'string' && licence !== '' ? [licence] : [];
}

function ReleaseLine({ release, title }: { release: number; title: string }) {
  const report = releaseReports.use({ release }).value;
  const description = useSession((state) => state.description);
  const summary = description?.releases.find((item) => item.id === release);
  const lines = licenceLines(report);
  const fallback = summary?.licence === null || summary === undefined ? [] : [summary.licence];
  return (
    <li>
      <div>{title}</div>
      {summary === undefined ? null : (
        <div className="quiet">
          {summary.title}
          {summary.publisher === null ? '' : `, ${summary.publisher}`} · {summary.file}
        </div>
      )}
      {(lines.length > 0 ? lines : fallback).map((line) => (
        <div key={line} className="quiet">
          {line}
        </div>
      ))}
    </li>
  );
}

function titleOf(source: RuleResult['sources'][number], description: WorkspaceDescription | null): string {
  const name = findIndicator(description, source.indicator)?.name ?? source.indicator;
  const denominator =
    source.denominatorPeriod === null || source.denominatorPeriod === source.period
      ? ''
      : ` (denominator ${periodLabel(description, source.denominatorPeriod)})`;
  return `${name}, ${periodLabel(description, source.period)}${denominator}`;
}

/** Where the rule's numbers come from: indicator, period, release, licence. */
export function Sources({ result }: { result: RuleResult }) {
  const description = useSession((state) => state.description);
  const lines = result.sources.flatMap((source) =>
    source.releases.map((release) => ({ release, title: titleOf(source, description) })),
  );
  const distinct = lines.filter(
    (line, index) => lines.findIndex((other) => other.release === line.release && other.title === line.title) === index,
  );
  if (distinct.length === 0) return null;
  return (
    <div>
      <h3 className="why-heading">Sources</h3>
      <ul className="why-sources">
        {distinct.map((line) => (
          <ReleaseLine key={`${line.release}:${line.title}`} {...line} />
        ))}
      </ul>
    </div>
  );
}

import type { RuleResult, WorkspaceDescription } from '#contract';
import { listMissing } from '#core/sources';
import { findIndicator, periodLabel, useSession } from '../../state/index.ts';
import { RestrictedMark } from '../../ui/index.ts';

function ReleaseLine({ release, title }: { release: number; title: string }) {
  const description = useSession((state) => state.description);
  const summary = description?.releases.find((item) => item.id === release);
  if (summary === undefined) return <li>{title}</li>;
  const { publisher, licence, attribution } = summary;
  const gaps = listMissing(summary).map((what) => `No ${what} stated.`);
  const lines = [...(attribution.length > 0 ? attribution : [licence ?? '']), ...gaps].filter(
    (line) => line !== '',
  );
  return (
    <li>
      <div>
        {title} {summary.sensitivity === 'restricted' ? <RestrictedMark /> : null}
      </div>
      <div className="quiet">
        {summary.title}
        {publisher === null ? '' : `, ${publisher}`} · {summary.file}
      </div>
      {lines.map((line) => (
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
    (line, index) =>
      lines.findIndex((other) => other.release === line.release && other.title === line.title) === index,
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

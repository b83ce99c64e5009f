import type { ReactNode } from 'react';
import { formatPlural, getPolicy, type ErrorReport, type TargetList } from '#contract';
import { ErrorCallout, formatWhole, formatValue, formatPercent, geographyWords } from '../../ui/index.ts';

/** Areas shown of the list. */
const shown = 8;

function countWords({ counts, limited, areas }: TargetList): string {
  const all = `${formatPlural(counts.in, 'area is', 'areas are')} in, ${formatWhole(counts.out)} out, ${formatWhole(counts.unknown)} unknown`;
  return limited === null ? `${all}.` : `${all}. The list holds ${limited} (${formatWhole(areas.length)}).`;
}

function needWords({ need }: TargetList): string | null {
  if (need === null) return null;
  const share = need.share === null ? '' : `, ${formatPercent(need.share)} of ${formatWhole(need.total)}`;
  return `${formatWhole(need.in)} (${need.indicator})${share}`;
}

const numberWords = ({ name, periodLabel }: TargetList['measures'][number]): string =>
  periodLabel === '' ? name : `${name}, ${periodLabel}`;

/** What the sources lack: it goes out with the list, and had better be put right before. */
function Gaps({ gaps }: { gaps: readonly string[] }) {
  return <span className="mark mark-borderline">{gaps.join('; ')}. The list says so wherever it goes.</span>;
}

function Facts({ list, ruleWords }: { list: TargetList; ruleWords: ReactNode }) {
  const need = needWords(list);
  const lines: [string, ReactNode][] = [
    ['Title', list.title],
    ['Rule', list.rule],
    ['In words', ruleWords],
    ['Areas', geographyWords(`${list.geography}:${list.vintage}`).name],
    ['Counts', countWords(list)],
    ...(need === null ? [] : [['Need in them', need] satisfies [string, string]]),
    ['Numbers', list.measures.map(numberWords).join('; ') || 'none'],
    ['Ordered by', list.orderedBy],
    ...(list.coverage === null
      ? []
      : [['Coverage', `${list.coverage.selector}: ${list.coverage.sentence}`] satisfies [string, string]]),
    ['Sources', list.releases.map(({ title }) => title).join('; ') || 'none'],
    ['Licence lines', list.licences.join('\n') || 'none: the releases name no publisher and licence'],
    ...(list.sourceGaps.length === 0
      ? []
      : [['Incomplete', <Gaps key="gaps" gaps={list.sourceGaps} />] satisfies [string, ReactNode]]),
    ...(list.notes.length === 0 ? [] : [['Notes', list.notes.join(' ')] satisfies [string, string]]),
    ['Policy', `${list.policy}: ${getPolicy(list.policy).sentence}`],
    ['Made by', [list.author, list.madeBy].filter((who) => who !== null).join(', ')],
  ];
  return (
    <dl className="facts export-facts">
      {lines.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** A value as it leaves; hidden or suppressed ones are said. */
function FirstValue({
  area: { values, unknown, decimals },
  measure: { key, kind },
}: {
  area: TargetList['areas'][number];
  measure: TargetList['measures'][number];
}) {
  if (unknown[key] === 'suppressed') return <span className="quiet">suppressed</span>;
  return kind === 'count' ? formatWhole(values[key]) : formatValue(values[key], decimals[key] ?? 1);
}

function FirstAreas({ list }: { list: TargetList }) {
  const [measure] = list.measures;
  if (list.areas.length === 0) return <p className="quiet">No area is in: the list would be empty.</p>;
  return (
    <table className="plain-table">
      <caption className="visually-hidden">The first areas of the list</caption>
      <thead>
        <tr>
          <th scope="col" className="number">
            Rank
          </th>
          <th scope="col">Area</th>
          {measure === undefined ? null : (
            <th scope="col" className="number">
              {measure.name}
              {measure.unit === '' ? '' : `, ${measure.unit}`}
            </th>
          )}
        </tr>
      </thead>
      <tbody>
        {list.areas.slice(0, shown).map((area) => (
          <tr key={area.code}>
            <td className="number">{formatWhole(area.rank)}</td>
            <td>
              {area.name} <span className="quiet">{area.code}</span>
            </td>
            {measure === undefined ? null : (
              <td className="number">
                <FirstValue area={area} measure={measure} />
              </td>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** What goes on the list, before it is written. */
export function ListPreview({
  list,
  ruleWords,
  error,
}: {
  list: TargetList | null;
  /** The list's rule in plain English. */
  ruleWords: ReactNode;
  error: ErrorReport | null;
}) {
  if (error?.code === 'disclosure')
    return <p className="quiet">It cannot be shown: under this policy it would not leave.</p>;
  if (error !== null) return <ErrorCallout error={error} />;
  if (list === null) return <p className="quiet">Making the list…</p>;
  return (
    <div className="stack">
      <Facts list={list} ruleWords={ruleWords} />
      <FirstAreas list={list} />
      {list.areas.length > shown ? (
        <p className="quiet export-more">and {formatPlural(list.areas.length - shown, 'more area')}</p>
      ) : null}
    </div>
  );
}

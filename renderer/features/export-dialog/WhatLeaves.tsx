import type { ErrorReport, LeavingPreview } from '#contract';
import { periodLabel, useSession } from '../../state/index.ts';
import { ErrorCallout, formatWhole, geographyWords, ProgressBar } from '../../ui/index.ts';
import { columnDetail, leavingSentence, sumColumns, type LeavingTotals } from './leaving-words.ts';

/** What is known of what would leave. */
export interface KnownLeaving {
  preview: LeavingPreview | null;
  /** Why it is not known. */
  error: ErrorReport | null;
  /** How far it is worked out, from 0 to 1; null where that is not told. */
  share: number | null;
  /** How the rule's answer changes, in a sentence; null where it does not. */
  changed: string | null;
  /** Why it would be stopped; null = it would not, as far as is known. */
  stopped: ErrorReport | null;
}

function Numbers({ values, small, protecting, rounded, people, peopleHidden }: LeavingTotals) {
  return (
    <>
      {[values, small, protecting, rounded, people, peopleHidden].map((number, at) => (
        // The cells of a row have no other name than their place.
        <td key={at} className="number">
          {formatWhole(number)}
        </td>
      ))}
    </>
  );
}

const heads = ['Values', 'Small', 'To protect', 'Rounded', 'People', 'of them hidden'];

function Columns({ columns }: Pick<LeavingPreview, 'columns'>) {
  const description = useSession((state) => state.description);
  return (
    <table className="plain-table leaving-columns">
      <caption className="visually-hidden">What the policy does, column by column</caption>
      <thead>
        <tr>
          <th scope="col">Restricted column</th>
          {heads.map((head) => (
            <th key={head} scope="col" className="number">
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {columns.map((column) => {
          const { indicator, name, cohort, period, geography } = column;
          const detail = columnDetail(column, {
            period: period === '' ? '' : periodLabel(description, period),
            geography: geography === '' ? '' : geographyWords(geography).name,
          });
          return (
            <tr key={`${indicator} ${cohort} ${period} ${geography}`}>
              <th scope="row" className="leaving-column">
                {name} <span className="quiet">{detail}</span>
              </th>
              <Numbers {...column} values={column.areas} />
            </tr>
          );
        })}
        {columns.length < 2 ? null : (
          <tr>
            <th scope="row" className="leaving-column">
              All
            </th>
            <Numbers {...sumColumns(columns)} />
          </tr>
        )}
      </tbody>
    </table>
  );
}

/** What the disclosure policy would hide and round, how much and why, before anything is written. */
export function WhatLeaves({ preview, changed, error, share }: Omit<KnownLeaving, 'stopped'>) {
  // What is stopped is told above.
  if (error !== null) return error.code === 'disclosure' ? null : <ErrorCallout error={error} />;
  return (
    <section className="export-preview" aria-label="What the policy does">
      <h3 className="export-heading">What the policy does</h3>
      <p role="status">{preview === null ? 'Looking what would leave…' : leavingSentence(preview)}</p>
      {preview === null && share !== null ? (
        <ProgressBar label="Working out what would leave" share={share} />
      ) : null}
      {preview === null || changed === null ? null : <p>{changed}</p>}
      {preview === null || preview.columns.length === 0 ? null : <Columns columns={preview.columns} />}
    </section>
  );
}

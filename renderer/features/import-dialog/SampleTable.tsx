import type { Inspection } from '#contract';
import type { Draft } from './draft.ts';
import { rolesOf } from './roles.ts';

/** Columns shown beyond the chosen ones: more cannot be read anyway. */
const mostOthers = 40;

/** The first rows of the file as they stand in it, with the chosen columns first and marked by what they are taken for. */
export function SampleTable({ inspection, draft }: { inspection: Inspection; draft: Draft }) {
  const { columns, sample } = inspection;
  const roles = rolesOf(draft, columns);
  const others = columns.filter((column) => !roles.has(column));
  const shown = [...roles.keys(), ...others.slice(0, mostOthers)];
  const hidden = others.length - Math.min(others.length, mostOthers);
  if (sample.length === 0) return <p className="quiet">The file has a header but no rows.</p>;
  return (
    <section
      className="sample"
      aria-label="First rows of the file"
      // A region that scrolls has to be reachable by the keyboard.
      tabIndex={0}
    >
      <table className="sample-table">
        <thead>
          <tr>
            {shown.map((column) => (
              <th key={column} scope="col" data-chosen={roles.has(column) || undefined}>
                <span className="sample-role">{roles.get(column) ?? ''}</span>
                <span className="sample-column">{column === '' ? '(no header)' : column}</span>
              </th>
            ))}
            {hidden > 0 ? <th scope="col">… and {hidden} more</th> : null}
          </tr>
        </thead>
        <tbody>
          {sample.map((row, at) => (
            // Rows of a file have no other name than their place.
            <tr key={at}>
              {shown.map((column) => (
                <td key={column} data-chosen={roles.has(column) || undefined}>
                  {row[columns.indexOf(column)] ?? ''}
                </td>
              ))}
              {hidden > 0 ? <td aria-hidden /> : null}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

import { describedFamily } from '#contract';
import { filterOfLine, lineOfFilter, type Draft } from './draft.ts';
import { PairList, sampleValues, type FormProps } from './fields.tsx';

/** Which rows of a table count; nothing for a family whose files have no rows. */
export function RowFilterFields({ draft, change, inspection, problems, needed }: FormProps<Draft>) {
  const field = describedFamily(draft.family).fields['where'];
  if (field === undefined) return null;
  return (
    <PairList
      legend={field.label}
      help={field.help ?? ''}
      keyLabel="Column"
      valueLabel="Value"
      pairs={('where' in draft ? (draft.where ?? []) : []).map(lineOfFilter)}
      mayBeNot
      onChange={(lines) => change({ where: lines.map(filterOfLine) })}
      keys={inspection.columns}
      values={(column) => sampleValues(inspection, column)}
      addWords="Add a filter"
      error={problems['where']}
      isNeeded={needed.has('where')}
    />
  );
}

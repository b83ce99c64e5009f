import { parsePeriod } from '#core/periods';
import { Segments, TextField } from '../../ui/index.ts';
import { ColumnSelect, type FormProps } from './fields.tsx';

const sources = [
  { id: 'column', name: 'In a column' },
  { id: 'fixed', name: 'One for the whole file' },
] as const;

/** Where the period stands: in a column, or once for the whole file. */
export function PeriodFields({
  draft,
  change,
  inspection,
  problems,
  needed,
}: FormProps<{ periodColumn: string | null; period: string | null }>) {
  const isFixed = draft.periodColumn === null;
  const read = parsePeriod(draft.period ?? '');
  return (
    <>
      <Segments
        label="Where the period stands"
        segments={sources}
        value={isFixed ? 'fixed' : 'column'}
        onChange={(id) =>
          change(id === 'fixed' ? { periodColumn: null, period: '' } : { periodColumn: '', period: null })
        }
      />
      {isFixed ? (
        <TextField
          label="Period of the file"
          value={draft.period ?? ''}
          onChange={(period) => change({ period })}
          help={
            read === undefined
              ? 'A month, quarter or year: July 2008, 2008 Q3, 2007/08.'
              : `Read as ${read.label}.`
          }
          error={problems['period']}
          isNeeded={needed.has('period')}
        />
      ) : (
        <ColumnSelect
          label="Period"
          columns={inspection.columns}
          value={draft.periodColumn}
          onChange={(column) => change({ periodColumn: column ?? '' })}
          error={problems['periodColumn']}
        />
      )}
    </>
  );
}

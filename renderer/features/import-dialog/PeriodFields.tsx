import type { FamilyDescription, ImportField } from '#contract';
import { parsePeriod } from '#core/periods';
import { Segments, TextField } from '../../ui/index.ts';
import { ColumnSelect, type FormProps } from './fields.tsx';

const sources = [
  { id: 'column', name: 'In a column' },
  { id: 'fixed', name: 'One for the whole file' },
] as const;

/** Of a draft: the column of periods, or null and the period of the whole file. */
export interface PeriodDraft {
  periodColumn: string | null;
  period: string | null;
}

export interface PeriodFieldsProps extends FormProps<PeriodDraft> {
  family: Pick<FamilyDescription, 'fields'>;
}

/** Where the period stands: in a column, or once for the whole file. */
export function PeriodFields({ draft, change, inspection, problems, needed, family }: PeriodFieldsProps) {
  const { periodColumn, period } = family.fields as Record<keyof PeriodDraft, ImportField>;
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
          label={period.label}
          value={draft.period ?? ''}
          onChange={(text) => change({ period: text })}
          help={read === undefined ? period.help : `Read as ${read.label}.`}
          error={problems['period']}
          isNeeded={needed.has('period')}
        />
      ) : (
        <ColumnSelect
          label={periodColumn.label}
          columns={inspection.columns}
          value={draft.periodColumn}
          onChange={(column) => change({ periodColumn: column ?? '' })}
          error={problems['periodColumn']}
        />
      )}
    </>
  );
}

import { Columns3, ListFilter } from 'lucide-react';
import { useState } from 'react';
import { ToggleButton, ToggleButtonGroup } from 'react-aria-components';
import { formatPlural, outcomes } from '#contract';
import type { RuleResult } from '#contract';
import { Button, IconButton, formatWhole } from '../../ui/index.ts';
import { ColumnDialog } from './ColumnDialog.tsx';
import type { AreaColumn } from './columns.ts';

interface OutcomeChipsProps {
  result: RuleResult;
  shown: ReadonlySet<number>;
  onChange: (shown: ReadonlySet<number>) => void;
}

const chips = [
  { outcome: 1, name: 'In' },
  { outcome: 2, name: 'Unknown' },
  { outcome: 0, name: 'Out' },
] as const;

/** Which outcomes the table shows; at least one. */
function OutcomeChips({ result, shown, onChange }: OutcomeChipsProps) {
  return (
    <ToggleButtonGroup
      className="chips"
      aria-label="Show areas that are"
      selectionMode="multiple"
      disallowEmptySelection
      selectedKeys={[...shown].map(String)}
      onSelectionChange={(keys) => onChange(new Set([...keys].map(Number)))}
    >
      {chips.map(({ outcome, name }) => (
        <ToggleButton key={outcome} id={String(outcome)} className="chip">
          {name} <span className="chip-count">{formatWhole(result.counts[outcomes[outcome]])}</span>
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
}

function ColumnChooser({ columns }: { columns: readonly AreaColumn[] }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button look="plain" onPress={() => setOpen(true)}>
        <Columns3 size={14} aria-hidden /> Columns…
      </Button>
      {isOpen ? <ColumnDialog columns={columns} onClose={() => setOpen(false)} /> : null}
    </>
  );
}

export interface TableToolsProps extends Omit<OutcomeChipsProps, 'result'> {
  result: RuleResult | null;
  /** All columns that there are. */
  columns: readonly AreaColumn[];
  count: number;
  total: number;
  isFiltering: boolean;
  hasFilters: boolean;
  onToggleFilters: () => void;
  onClearFilters: () => void;
}

/** Above the table: which outcomes, how many rows, filters, columns. */
export function TableTools({ result, columns, count, total, ...tools }: TableToolsProps) {
  return (
    <div className="table-tools">
      {result === null ? null : (
        <OutcomeChips result={result} shown={tools.shown} onChange={tools.onChange} />
      )}
      <span className="quiet table-count">
        {count === total
          ? formatPlural(total, 'area')
          : `${formatWhole(count)} of ${formatPlural(total, 'area')}`}
      </span>
      {tools.hasFilters ? (
        <Button look="link" onPress={tools.onClearFilters}>
          Clear filters
        </Button>
      ) : null}
      <span className="table-tools-fill" />
      <IconButton
        label={tools.isFiltering ? 'Hide column filters' : 'Filter columns'}
        aria-expanded={tools.isFiltering}
        icon={<ListFilter size={16} />}
        onPress={tools.onToggleFilters}
      />
      <ColumnChooser columns={columns} />
    </div>
  );
}

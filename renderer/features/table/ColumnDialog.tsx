import { ArrowDown, ArrowUp } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useColumns, usualColumns, type ColumnChoice } from '../../state/index.ts';
import { Button, Checkbox, Dialog, IconButton, TextField } from '../../ui/index.ts';
import { arrangeColumns, isFixed, isShown, moveColumn, switchColumn } from './arrangement.ts';
import { columnGroups, type AreaColumn, type ColumnGroup } from './columns.ts';

/** More columns than this beside one another are no table any more, and each has to be read from the workspace. */
const mostColumns = 64;

const groups = Object.keys(columnGroups) as ColumnGroup[];

/** True where every word typed is found in the column's title or in what it says in full. */
function fits(column: AreaColumn, typed: string): boolean {
  const where = `${column.title} ${column.detail ?? ''}`.toLowerCase();
  return typed
    .toLowerCase()
    .split(/\s+/)
    .every((word) => where.includes(word));
}

interface PartProps {
  columns: readonly AreaColumn[];
  choice: ColumnChoice;
}

/** Every column that the workspace has something for, by what it is about; those seen are ticked. */
function Choosing({ columns, choice }: PartProps) {
  const [typed, setTyped] = useState('');
  const isFull = arrangeColumns(columns, choice).length >= mostColumns;
  const found = columns.filter((column) => fits(column, typed));
  return (
    <section className="stack" aria-label="Columns to choose from">
      <TextField label="Find a column" value={typed} onChange={setTyped} />
      <div className="column-choices">
        {groups.map((group) => {
          const own = found.filter((column) => column.group === group);
          if (own.length === 0) return null;
          return (
            <div key={group} role="group" aria-label={columnGroups[group]}>
              <p className="column-group">{columnGroups[group]}</p>
              {own.map((column) => (
                <Checkbox
                  key={column.id}
                  isSelected={isShown(column, choice)}
                  isDisabled={isFixed(column) || (isFull && !isShown(column, choice))}
                  onChange={() => useColumns.setState(switchColumn(columns, choice, column.id))}
                >
                  {column.title}
                </Checkbox>
              ))}
            </div>
          );
        })}
        {found.length === 0 ? <p className="quiet">No column matches.</p> : null}
      </div>
      {isFull ? (
        <p className="quiet">{mostColumns} columns are the most: remove one to add another.</p>
      ) : null}
    </section>
  );
}

/** Moves what is pressed and keeps the cursor on it, though its row is another one now. */
function useMoving({ columns, choice }: PartProps) {
  const list = useRef<HTMLOListElement>(null);
  const moved = useRef('');
  // Said within the dialog: what lies behind it is not read out.
  const [said, say] = useState('');
  useEffect(() => {
    if (moved.current === '') return;
    list.current?.querySelector<HTMLElement>(`[data-move="${CSS.escape(moved.current)}"] button`)?.focus();
    moved.current = '';
  });
  const move = (column: AreaColumn, by: number): void => {
    const next = moveColumn(columns, choice, { id: column.id, by });
    moved.current = moveName(column.id, by);
    useColumns.setState(next);
    const seen = arrangeColumns(columns, next);
    const at = seen.findIndex(({ id }) => id === column.id);
    say(`${column.title} is column ${at + 1} of ${seen.length}.`);
  };
  return { list, move, said };
}

const moveName = (id: string, by: number): string => `${by} ${id}`;

/** The columns seen, in their order, each with buttons that move it. */
function Ordering({ columns, choice }: PartProps) {
  const { list, move, said } = useMoving({ columns, choice });
  const seen = arrangeColumns(columns, choice);
  const firstFree = seen.findIndex((column) => !isFixed(column));
  return (
    <section className="stack" aria-label="Order of the columns">
      <p className="field-label">In this order</p>
      <p className="visually-hidden" role="status">
        {said}
      </p>
      <ol className="column-order" ref={list}>
        {seen.map((column, at) => (
          <li key={column.id}>
            <span className="column-order-title">{column.title}</span>
            {isFixed(column) ? (
              <span className="quiet">always first</span>
            ) : (
              <>
                <span data-move={moveName(column.id, -1)}>
                  <IconButton
                    label={`Move ${column.title} forward`}
                    icon={<ArrowUp size={16} />}
                    unavailable={at === firstFree ? 'Already the first' : undefined}
                    onPress={() => move(column, -1)}
                  />
                </span>
                <span data-move={moveName(column.id, 1)}>
                  <IconButton
                    label={`Move ${column.title} back`}
                    icon={<ArrowDown size={16} />}
                    unavailable={at === seen.length - 1 ? 'Already the last' : undefined}
                    onPress={() => move(column, 1)}
                  />
                </span>
              </>
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}

export interface ColumnDialogProps {
  /** All there are, seen or not. */
  columns: readonly AreaColumn[];
  onClose: () => void;
}

/** Which columns the table has, and in which order: every indicator and everything measured is offered. Takes effect at once. */
export function ColumnDialog({ columns, onClose }: ColumnDialogProps) {
  const choice = useColumns();
  const isUsual = choice.order.length === 0 && Object.keys(choice.shown).length === 0;
  return (
    <Dialog
      title="Columns of the table"
      isOpen
      onClose={onClose}
      size="wide"
      actions={
        <>
          <p className="dialog-foot-words">Kept for this workspace. Target lists can take them along.</p>
          <Button onPress={() => useColumns.setState(usualColumns)} isDisabled={isUsual}>
            The usual columns
          </Button>
          <Button look="primary" onPress={onClose}>
            Done
          </Button>
        </>
      }
    >
      <div className="column-dialog">
        <Choosing columns={columns} choice={choice} />
        <Ordering columns={columns} choice={choice} />
      </div>
    </Dialog>
  );
}

import { orderEditions, refOfEdition, useSession } from '../../state/index.ts';
import { geographyWords } from '../../ui/index.ts';
import { ColumnSelect } from './fields.tsx';

export interface EditionColumnsProps {
  columns: readonly string[];
  /** Words for no column. */
  none: string;
  /** Column by geography, `lsoa:2011`. */
  chosen: Readonly<Record<string, string>>;
  onChange: (chosen: Record<string, string>) => void;
}

/** A column for each geography of the workspace; nothing where it has none. */
export function EditionColumns({ columns, none, chosen, onChange }: EditionColumnsProps) {
  const description = useSession((state) => state.description);
  const editions = description === null ? [] : orderEditions(description);
  const put = (ref: string, column: string | null): void => {
    const { [ref]: _before, ...others } = chosen;
    onChange(column === null ? others : { ...others, [ref]: column });
  };
  if (editions.length === 0) return <p className="field-help">The workspace has no areas yet.</p>;
  return (
    <div className="form-half">
      {editions.map((edition) => {
        const ref = refOfEdition(edition);
        return (
          <ColumnSelect
            key={ref}
            label={geographyWords(ref).name}
            columns={columns}
            value={chosen[ref] ?? null}
            onChange={(column) => put(ref, column)}
            noneWords={none}
          />
        );
      })}
    </div>
  );
}

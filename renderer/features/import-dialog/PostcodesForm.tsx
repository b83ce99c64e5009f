import type { PostcodesMapping } from '#contract';
import { orderEditions, refOfEdition, useSession } from '../../state/index.ts';
import { geographyWords } from '../../ui/index.ts';
import { ColumnSelect, type FormProps } from './fields.tsx';
import { PositionFields } from './PositionFields.tsx';

type Props = FormProps<PostcodesMapping>;

function AreaColumns({ draft, change, inspection: { columns } }: Props) {
  const description = useSession((state) => state.description);
  const editions = description === null ? [] : orderEditions(description);
  const put = (ref: string, column: string | null): void => {
    const { [ref]: _before, ...others } = draft.areaColumns;
    change({ areaColumns: column === null ? others : { ...others, [ref]: column } });
  };
  if (editions.length === 0) return null;
  return (
    <fieldset className="form-group">
      <legend className="form-heading">Area codes in the file</legend>
      <p className="field-help">Where the file names no area, the outline that holds the point decides.</p>
      <div className="form-half">
        {editions.map((edition) => {
          const ref = refOfEdition(edition);
          return (
            <ColumnSelect
              key={ref}
              label={geographyWords(ref).name}
              columns={columns}
              value={draft.areaColumns[ref] ?? null}
              onChange={(column) => put(ref, column)}
              noneWords="By outline"
            />
          );
        })}
      </div>
    </fieldset>
  );
}

/** How a directory of postcodes is read. */
export function PostcodesForm(props: Props) {
  const { draft, change, inspection, problems, needed } = props;
  const { columns } = inspection;
  return (
    <>
      <fieldset className="form-group">
        <legend className="form-heading">Postcode</legend>
        <div className="form-half">
          <ColumnSelect
            label="Postcode"
            columns={columns}
            value={draft.postcodeColumn}
            onChange={(column) => change({ postcodeColumn: column ?? '' })}
            error={problems['postcodeColumn']}
            isNeeded={needed.has('postcodeColumn')}
          />
          <ColumnSelect
            label="Out of use since"
            columns={columns}
            value={draft.endedColumn}
            onChange={(endedColumn) => change({ endedColumn })}
            noneWords="Not said"
          />
        </div>
      </fieldset>
      <PositionFields
        position={draft.position}
        onChange={(position) => change({ position })}
        columns={columns}
        error={problems['position']}
        isNeeded={needed.has('position')}
      />
      <AreaColumns {...props} />
    </>
  );
}

import type { PointsMapping } from '#contract';
import { ColumnSelect, type FormProps } from './fields.tsx';
import { KnownAreas } from './KnownAreas.tsx';
import { PositionFields } from './PositionFields.tsx';

/** How a file of population points is read. */
export function PointsForm({ draft, change, inspection, problems, needed }: FormProps<PointsMapping>) {
  const { columns } = inspection;
  return (
    <>
      <fieldset className="form-group">
        <legend className="form-heading">Areas</legend>
        <KnownAreas
          geography={draft.geography}
          vintage={draft.vintage}
          onChange={change}
          error={problems['geography']}
          isNeeded={needed.has('geography')}
          help="Journeys of these areas end in the points. Points of an earlier import are replaced."
        />
        <div className="form-half">
          <ColumnSelect
            label="Area code"
            columns={columns}
            value={draft.codeColumn}
            onChange={(codeColumn) => change({ codeColumn })}
            noneWords="By where it lies"
          />
          <ColumnSelect
            label="How many live there"
            columns={columns}
            value={draft.weightColumn}
            onChange={(weightColumn) => change({ weightColumn })}
            noneWords="All alike"
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
    </>
  );
}

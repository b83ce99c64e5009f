import type { PositionColumns } from '#contract';
import { Suggest } from '../../ui/index.ts';
import { crsOptions } from './crs.ts';
import { ColumnSelect } from './fields.tsx';

type Position = Omit<PositionColumns, 'postcodeColumn'> & Partial<Pick<PositionColumns, 'postcodeColumn'>>;

export interface PositionFieldsProps<Columns extends Position> {
  position: Columns;
  onChange: (position: Columns) => void;
  columns: readonly string[];
  error?: string | undefined;
  isNeeded: boolean;
}

const isGrid = (field: keyof Position): boolean => field === 'eastingColumn' || field === 'northingColumn';

/** Where rows lie: by degrees, by grid, by postcode where the mapping has one. The first that a row fills in counts. */
export function PositionFields<Columns extends Position>(props: PositionFieldsProps<Columns>) {
  const { position, onChange, columns, error, isNeeded } = props;
  const put = (patch: Partial<Position>): void => onChange({ ...position, ...patch });
  const picker = (label: string, field: keyof Position) => (
    <ColumnSelect
      label={label}
      columns={columns}
      value={position[field] ?? null}
      // Without eastings the reference system would be that of the file's own geometry.
      onChange={(column) =>
        put({ [field]: column, ...(column === null && isGrid(field) ? { crs: null } : {}) })
      }
      noneWords="None"
      isNeeded={isNeeded && field === 'lonColumn'}
      error={field === 'lonColumn' ? error : undefined}
    />
  );
  return (
    <fieldset className="form-group">
      <legend className="form-heading">Where it lies</legend>
      {position.postcodeColumn === undefined ? null : (
        <p className="field-help">A row is placed by the first of these that it fills in.</p>
      )}
      <div className="form-half">
        {picker('Longitude', 'lonColumn')}
        {picker('Latitude', 'latColumn')}
      </div>
      <div className="form-half">
        {picker('Easting', 'eastingColumn')}
        {picker('Northing', 'northingColumn')}
      </div>
      {position.eastingColumn === null && position.northingColumn === null ? null : (
        <Suggest
          label="Reference system of easting and northing"
          options={crsOptions}
          value={position.crs ?? ''}
          onChange={(crs) => put({ crs: crs.trim() === '' ? null : crs })}
          help="An EPSG code, proj4 text or WKT; empty means the British National Grid."
        />
      )}
      {position.postcodeColumn === undefined ? null : picker('Postcode', 'postcodeColumn')}
    </fieldset>
  );
}

import type { BoundariesMapping } from '#contract';
import { Select, Suggest } from '../../ui/index.ts';
import { crsOptions } from './crs.ts';
import { ColumnSelect, GeographyFields, RefFields, type FormProps } from './fields.tsx';

/** How the fields of a boundary file are read. */
export function BoundariesForm(props: FormProps<BoundariesMapping>) {
  const { draft, change, inspection, problems, needed } = props;
  const { columns, layers, crs } = inspection;
  return (
    <>
      {layers.length > 1 ? (
        <Select
          label="Layer"
          options={layers.map((layer) => ({ id: layer, name: layer }))}
          value={draft.layer}
          onChange={(layer) => change({ layer })}
          placeholder="Choose the layer with the areas"
          error={problems['layer']}
          isNeeded={needed.has('layer')}
        />
      ) : null}
      <GeographyFields {...props} />
      <ColumnSelect
        label="Code"
        columns={columns}
        value={draft.codeField}
        onChange={(field) => change({ codeField: field ?? '' })}
        error={problems['codeField']}
        isNeeded={needed.has('codeField')}
      />
      <ColumnSelect
        label="Name"
        columns={columns}
        value={draft.nameField}
        onChange={(nameField) => change({ nameField })}
        noneWords="No names"
      />
      <ColumnSelect
        label="Parent’s code"
        columns={columns}
        value={draft.parentField}
        onChange={(parentField) => change({ parentField })}
        noneWords="No parent in the file"
        help="The larger area each one lies in, where the file says so."
      />
      {draft.parentField === null ? null : (
        <RefFields
          label="Parent’s kind"
          value={draft.parentGeography ?? ':'}
          onChange={(parentGeography) => change({ parentGeography })}
          error={problems['parentGeography']}
        />
      )}
      <Suggest
        label="Coordinates (CRS)"
        options={crsOptions}
        value={draft.crs ?? ''}
        onChange={(text) => change({ crs: text === '' ? null : text })}
        help={`${crs === null ? 'The file does not name them' : `The file says ${crs}`}. Only where it is silent or wrong: an EPSG code, proj4 text or WKT.`}
      />
    </>
  );
}

import type { WorkspaceDescription } from '#contract';
import {
  canDeriveDistricts,
  startDistricts,
  setLayer,
  useProvisionFacts,
  useSession,
  useShown,
  useView,
  type MapLayerName,
} from '../../state/index.ts';
import { Button, Checkbox, PanelSection, Select } from '../../ui/index.ts';

interface Layer {
  name: MapLayerName;
  words: string;
  sign: string;
}

/** Layers that the workspace has something for. */
function listLayers(description: WorkspaceDescription, hasSites: boolean): Layer[] {
  const kinds = new Set(description.geographies.map((edition) => edition.geography));
  return [
    { name: 'values', words: 'Values', sign: 'shade' },
    { name: 'targets', words: 'Target areas', sign: 'target' },
    ...(description.designations.length > 0
      ? [{ name: 'designation' as const, words: 'Designation', sign: 'dash' }]
      : []),
    ...(kinds.has('ward') ? [{ name: 'wards' as const, words: 'Ward lines', sign: 'ward' }] : []),
    ...(kinds.has('district')
      ? [{ name: 'districts' as const, words: 'District lines', sign: 'district' }]
      : []),
    ...(hasSites
      ? [
          { name: 'provision' as const, words: 'Provision', sign: 'site' },
          { name: 'catchments' as const, words: 'Catchments', sign: 'catchment' },
        ]
      : []),
    { name: 'labels', words: 'Names', sign: 'label' },
  ];
}

function DesignationChoice({ description }: { description: WorkspaceDescription }) {
  const designation = useView((state) => state.designation);
  if (description.designations.length < 2) return null;
  return (
    <Select
      label="Designation outlined"
      options={description.designations.map(({ id, name }) => ({ id, name }))}
      value={designation}
      onChange={(id) => useView.setState({ designation: id })}
    />
  );
}

/** Where no districts are drawn but the areas tell theirs. */
function DistrictsOffer({ description }: { description: WorkspaceDescription }) {
  const { shown } = useShown();
  const isReadOnly = useSession((state) => state.info?.readOnly === true);
  if (shown === null || isReadOnly || !canDeriveDistricts(description, shown.list)) return null;
  return (
    <div className="view-offer">
      <p className="field-help">
        No districts are loaded. Pinpoint can make them from the codes or names of these areas, with outlines.
      </p>
      <Button onPress={() => void startDistricts(shown.list)}>Derive districts</Button>
    </div>
  );
}

/** What is drawn on the map. */
export function LayerControls({ description }: { description: WorkspaceDescription }) {
  const layers = useView((state) => state.layers);
  const designation = useView((state) => state.designation);
  const hasSites = (useProvisionFacts()?.provision.sites.length ?? 0) > 0;
  const designationName = description.designations.find((item) => item.id === designation)?.name;
  return (
    <PanelSection title="Layers">
      <div className="view-layers">
        {listLayers(description, hasSites).map(({ name, words, sign }) => (
          <Checkbox key={name} isSelected={layers[name]} onChange={(visible) => setLayer(name, visible)}>
            <span className={`layer-sign layer-sign-${sign}`} aria-hidden />
            <span>{name === 'designation' ? (designationName ?? words) : words}</span>
          </Checkbox>
        ))}
      </div>
      <DistrictsOffer description={description} />
      <DesignationChoice description={description} />
    </PanelSection>
  );
}

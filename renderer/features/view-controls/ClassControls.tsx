import { classMethods, palettes, type ClassMethod, type IndicatorKind, type Palette } from '#contract';
import { setStyle, useView } from '../../state/index.ts';
import { PanelSection, Segments, Select, type Segment } from '../../ui/index.ts';

const methodWords: Record<ClassMethod, [name: string, detail: string]> = {
  quantile: ['Quantiles', 'as many areas in each'],
  jenks: ['Natural breaks', 'Jenks'],
  equal: ['Equal intervals', 'as wide each'],
  headtail: ['Head/tail breaks', 'for long tails'],
  stddev: ['Standard deviations', 'about the mean'],
};

const methods = classMethods.map((id) => ({ id, name: methodWords[id][0], detail: methodWords[id][1] }));

const paletteNames: Record<Palette, string> = { blues: 'Blues', purples: 'Purples', oranges: 'Oranges' };

const paletteSegments: Segment<Palette>[] = palettes.map((id) => ({
  id,
  name: paletteNames[id],
  icon: <span className={`palette palette-${id}`} aria-hidden />,
}));

const numberSegments: Segment<string>[] = ['3', '4', '5', '6', '7'].map((id) => ({ id, name: id }));

/** Classes that stay as they are, so that one measurement compares with the next. */
export function FixedClasses({ breaks }: { breaks: readonly number[] }) {
  return (
    <PanelSection title="Classes">
      <p className="view-note">
        Breaks at {breaks.map((value) => String(value).replace('-', '−')).join(', ')}, the same whatever is
        measured.
      </p>
    </PanelSection>
  );
}

/** How values become colours. Counts are drawn as circles: their area tells the number, so they have no classes. */
export function ClassControls({ kind }: { kind: IndicatorKind }) {
  const { method, classes, palette } = useView();
  if (kind === 'count')
    return (
      <PanelSection title="Classes">
        <p className="view-note">Counts are drawn as circles: twice the area is twice the number.</p>
      </PanelSection>
    );
  return (
    <PanelSection title="Classes">
      <div className="view-fields">
        <Select
          label="Method"
          options={methods}
          value={method}
          onChange={(id) => {
            const chosen = classMethods.find((item) => item === id);
            if (chosen !== undefined) void setStyle({ method: chosen });
          }}
        />
        <div className="view-row">
          <span className="field">
            <span className="field-label">Number</span>
            <Segments
              label="Number of classes"
              segments={numberSegments}
              value={String(classes)}
              onChange={(id) => void setStyle({ classes: Number(id) })}
            />
          </span>
          <span className="field">
            <span className="field-label">Colours</span>
            <Segments
              label="Colours"
              segments={paletteSegments}
              value={palette}
              onChange={(id) => void setStyle({ palette: id })}
            />
          </span>
        </div>
      </div>
    </PanelSection>
  );
}

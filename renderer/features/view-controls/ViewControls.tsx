import { ChevronLeft, ChevronRight } from 'lucide-react';
import { cohortWords, sensitivities, type IndicatorKind, type WorkspaceDescription } from '#contract';
import {
  askOf,
  findIndicator,
  listShadings,
  nearestPeriod,
  orderEditions,
  periodLabel,
  refOfEdition,
  shadeBy,
  showIndicator,
  useAreaMeasures,
  useSession,
  useShadingMeasure,
  useShown,
  useView,
  type IndicatorFacts,
} from '../../state/index.ts';
import {
  EmptyState,
  IconButton,
  PanelSection,
  RestrictedMark,
  Select,
  formatWhole,
  geographyWords,
  type Option,
} from '../../ui/index.ts';
import { ClassControls, FixedClasses } from './ClassControls.tsx';
import { LayerControls } from './LayerControls.tsx';
import './view-controls.css';

const kindWords = { count: 'count', rate: 'rate', score: 'score', category: 'category' } as const;

function indicatorOptions(description: WorkspaceDescription): Option[] {
  return description.indicators
    .filter((indicator) => indicator.periods.length > 0)
    .map(({ id, name, kind, sensitivity }) => ({
      id,
      name,
      detail:
        sensitivity === 'restricted'
          ? `${kindWords[kind]} · ${sensitivities.restricted.name}`
          : kindWords[kind],
    }));
}

function geographyOptions(description: WorkspaceDescription): Option[] {
  return orderEditions(description).map((edition) => ({
    id: refOfEdition(edition),
    name: geographyWords(refOfEdition(edition)).name,
    detail: formatWhole(edition.areas),
  }));
}

function periodOptions(description: WorkspaceDescription, periods: readonly string[]): Option[] {
  return periods.toReversed().map((id) => ({ id, name: periodLabel(description, id) }));
}

function showPeriod(period: string): void {
  useView.setState({ period });
  askOf({ period });
}

/** A stepper: back, the period, forward. */
function PeriodControl({
  description,
  indicator,
}: {
  description: WorkspaceDescription;
  indicator: IndicatorFacts;
}) {
  const chosen = useView((state) => state.period);
  const { periods } = indicator;
  const current = nearestPeriod(indicator, chosen) ?? periods.at(-1) ?? null;
  const position = current === null ? -1 : periods.indexOf(current);
  const step = (change: number): void => {
    const next = periods[position + change];
    if (next !== undefined) showPeriod(next);
  };
  return (
    <div className="field">
      <span className="field-label" aria-hidden>
        Period
      </span>
      <div className="period-control">
        <IconButton
          label="Earlier period"
          icon={<ChevronLeft size={16} />}
          isDisabled={position <= 0}
          onPress={() => step(-1)}
        />
        <Select
          label="Period"
          labelHidden
          options={periodOptions(description, periods)}
          value={current}
          onChange={showPeriod}
          placeholder="no values yet"
        />
        <IconButton
          label="Later period"
          icon={<ChevronRight size={16} />}
          isDisabled={position < 0 || position >= periods.length - 1}
          onPress={() => step(1)}
        />
      </div>
    </div>
  );
}

function CohortControl({ indicator }: { indicator: IndicatorFacts }) {
  const cohort = useView((state) => state.cohort);
  if (indicator.cohorts.length === 0) return null;
  const options = [...(indicator.everyone ? ['all'] : []), ...indicator.cohorts].map((id) => ({
    id,
    name: cohortWords(id),
  }));
  return (
    <Select
      label="Cohort"
      options={options}
      value={cohort}
      onChange={(chosen) => useView.setState({ cohort: chosen })}
    />
  );
}

/** What shades the map instead of the indicator, once coverage is measured or reach is shown. */
function ShadingControl() {
  const { shown } = useShown();
  const measures = useAreaMeasures(shown?.list ?? null);
  const shading = useShadingMeasure(shown?.list ?? null);
  if (measures.length === 0) return null;
  return (
    <Select
      label="Shade the map by"
      options={listShadings(measures)}
      value={shading?.id ?? 'indicator'}
      onChange={(id) => shadeBy(measures, id)}
    />
  );
}

/** The classes of what shades the map. */
function ShadedClasses({ kind }: { kind: IndicatorKind }) {
  const { shown } = useShown();
  const measure = useShadingMeasure(shown?.list ?? null);
  if (measure === null) return <ClassControls kind={kind} />;
  if (measure.style === 'circles') return <ClassControls kind="count" />;
  return measure.breaks === null ? <ClassControls kind="rate" /> : <FixedClasses breaks={measure.breaks} />;
}

/** The left panel: what is shown, of whom, when, in how many classes, with which layers. */
export function ViewControls() {
  const description = useSession((state) => state.description);
  const geography = useView((state) => state.geography);
  const id = useView((state) => state.indicator);
  if (description === null)
    return (
      <EmptyState title="Nothing to show yet">Open a workspace to choose what its map shows.</EmptyState>
    );
  const indicator = findIndicator(description, id);
  return (
    <div className="view-controls">
      <PanelSection title="Show">
        <div className="view-fields">
          <Select
            label="Indicator"
            options={indicatorOptions(description)}
            value={indicator?.id ?? null}
            onChange={(chosen) => showIndicator(chosen, description)}
            placeholder="no observations yet"
          />
          {indicator?.sensitivity === 'restricted' ? <RestrictedMark /> : null}
          <Select
            label="Geography"
            options={geographyOptions(description)}
            value={geography}
            onChange={(chosen) => askOf({ geography: chosen })}
            placeholder="no boundaries yet"
          />
          {indicator === undefined ? null : (
            <>
              <PeriodControl description={description} indicator={indicator} />
              <CohortControl indicator={indicator} />
            </>
          )}
          <ShadingControl />
        </div>
      </PanelSection>
      {indicator === undefined ? null : <ShadedClasses kind={indicator.kind} />}
      {geography === null ? null : <LayerControls description={description} />}
    </div>
  );
}
